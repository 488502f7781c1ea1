#include "core/random.hpp"

#include <cstddef>

#ifdef __x86_64__
#include <immintrin.h>
#endif

#include <Random123/philox.h>

namespace edgecase {
namespace {

RandomBlock philox(std::uint64_t index, std::uint32_t lane, std::uint32_t entity,
                   const std::uint32_t (&key)[2]) {
  const philox4x32_ctr_t counter = {
      {static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(index >> 32), lane, entity}};
  const philox4x32_key_t words = {{key[0], key[1]}};
  const philox4x32_ctr_t out = philox4x32(counter, words);
  return {out.v[0], out.v[1], out.v[2], out.v[3]};
}

#ifdef __x86_64__
constexpr std::size_t group = 16;  // blocks that fill_group() computes side by side

/// The same function for 16 consecutive counters. Each 64-bit lane holds one 32-bit word in its low
/// half; what is in the high half never matters, since multiplications read low halves only.
/// Integer arithmetic: the numbers are those of philox() on every machine (a test compares them).
__attribute__((target("avx2"))) void fill_group(std::uint64_t index, std::uint32_t lane,
                                                std::uint32_t entity, const std::uint32_t (&key)[2],
                                                RandomBlock* out) {
  __m256i c0[4], c1[4], c2[4], c3[4];
  for (std::ptrdiff_t g = 0; g < 4; ++g) {
    c0[g] = _mm256_add_epi64(_mm256_set1_epi64x(static_cast<long long>(index) + 4 * g),
                             _mm256_set_epi64x(3, 2, 1, 0));
    c1[g] = _mm256_srli_epi64(c0[g], 32);
    c2[g] = _mm256_set1_epi64x(lane);
    c3[g] = _mm256_set1_epi64x(entity);
  }
  const __m256i factor0 = _mm256_set1_epi64x(PHILOX_M4x32_0);
  const __m256i factor1 = _mm256_set1_epi64x(PHILOX_M4x32_1);
  std::uint32_t k0 = key[0];
  std::uint32_t k1 = key[1];
  for (int round = 0; round < 10; ++round) {
    const __m256i key0 = _mm256_set1_epi64x(k0);
    const __m256i key1 = _mm256_set1_epi64x(k1);
    for (std::ptrdiff_t g = 0; g < 4; ++g) {
      const __m256i p0 = _mm256_mul_epu32(c0[g], factor0);
      const __m256i p2 = _mm256_mul_epu32(c2[g], factor1);
      c0[g] = _mm256_xor_si256(_mm256_srli_epi64(p2, 32), _mm256_xor_si256(c1[g], key0));
      c2[g] = _mm256_xor_si256(_mm256_srli_epi64(p0, 32), _mm256_xor_si256(c3[g], key1));
      c1[g] = p2;
      c3[g] = p0;
    }
    k0 += PHILOX_W32_0;
    k1 += PHILOX_W32_1;
  }
  for (std::ptrdiff_t g = 0; g < 4; ++g) {  // pack the low halves and transpose 4 x 4
    const __m256i low = _mm256_blend_epi32(c0[g], _mm256_slli_epi64(c1[g], 32), 0xAA);
    const __m256i high = _mm256_blend_epi32(c2[g], _mm256_slli_epi64(c3[g], 32), 0xAA);
    const __m256i even = _mm256_unpacklo_epi64(low, high);  // blocks 0 and 2
    const __m256i odd = _mm256_unpackhi_epi64(low, high);   // blocks 1 and 3
    auto* to = reinterpret_cast<__m256i*>(out + 4 * g);
    _mm256_storeu_si256(to, _mm256_permute2x128_si256(even, odd, 0x20));
    _mm256_storeu_si256(to + 1, _mm256_permute2x128_si256(even, odd, 0x31));
  }
}
#endif

}  // namespace

Stream::Stream(std::uint64_t seed, std::uint64_t replication, std::string_view name,
               std::uint64_t entity)
    : name_key_(mix(mix(mix(0, seed), replication), hash_name(name))), key_{}, entity_low_(0) {
  *this = of(entity);
}

Stream Stream::of(std::uint64_t entity) const {
  Stream other = *this;
  const std::uint64_t key = mix(name_key_, entity >> 32);
  other.key_[0] = static_cast<std::uint32_t>(key);
  other.key_[1] = static_cast<std::uint32_t>(key >> 32);
  other.entity_low_ = static_cast<std::uint32_t>(entity);
  return other;
}

RandomBlock Stream::block(std::uint64_t index, std::uint32_t lane) const {
  return philox(index, lane, entity_low_, key_);
}

void Stream::fill(std::uint64_t first_index, std::span<RandomBlock> out, std::uint32_t lane) const {
  std::size_t i = 0;
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx2")) {
    for (; i + group <= out.size(); i += group) {
      fill_group(first_index + i, lane, entity_low_, key_, out.data() + i);
    }
  }
#endif
  for (; i < out.size(); ++i) out[i] = philox(first_index + i, lane, entity_low_, key_);
}

std::uint64_t Draws::bits() {
  if (half_used_) {
    half_used_ = false;
    return spare_;
  }
  const RandomBlock block = stream_.block(index_++, lane_);
  spare_ = high_word(block);
  half_used_ = true;
  return low_word(block);
}

}  // namespace edgecase
