#include "core/random.hpp"

#include <cstddef>

#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace edgecase {
namespace {

// Table 2 and section 3.3 of the paper. The authors' own header refuses processors that it has not
// been tried on (wasm is one); tests/unit/core_random.cpp compares with it where it compiles.
constexpr std::uint32_t factor_0 = 0xD2511F53;
constexpr std::uint32_t factor_1 = 0xCD9E8D57;
constexpr std::uint32_t weyl_0 = 0x9E3779B9;  // golden ratio
constexpr std::uint32_t weyl_1 = 0xBB67AE85;  // sqrt(3) - 1

RandomBlock philox(std::uint64_t index, std::uint32_t lane, std::uint32_t entity,
                   const std::uint32_t (&key)[2]) {
  std::uint32_t c0 = static_cast<std::uint32_t>(index);
  std::uint32_t c1 = static_cast<std::uint32_t>(index >> 32);
  std::uint32_t c2 = lane;
  std::uint32_t c3 = entity;
  std::uint32_t k0 = key[0];
  std::uint32_t k1 = key[1];
#pragma GCC unroll 10
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t p0 = std::uint64_t{factor_0} * c0;
    const std::uint64_t p2 = std::uint64_t{factor_1} * c2;
    c0 = static_cast<std::uint32_t>(p2 >> 32) ^ c1 ^ k0;
    c1 = static_cast<std::uint32_t>(p2);
    c2 = static_cast<std::uint32_t>(p0 >> 32) ^ c3 ^ k1;
    c3 = static_cast<std::uint32_t>(p0);
    k0 += weyl_0;
    k1 += weyl_1;
  }
  return {c0, c1, c2, c3};
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
  const __m256i factor0 = _mm256_set1_epi64x(factor_0);
  const __m256i factor1 = _mm256_set1_epi64x(factor_1);
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
    k0 += weyl_0;
    k1 += weyl_1;
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
