#pragma once
// Eight words compared with one at once: for tables whose unit is the cache line.

#include <array>
#include <cstddef>
#include <cstdint>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace edgecase {

/// Bit k is set where words[k] is this word. Requires: the words begin at a multiple of 16 bytes.
inline std::uint32_t where_equal(const std::array<std::uint32_t, 8>& words, std::uint32_t word) {
#ifdef __SSE2__
  const __m128i wanted = _mm_set1_epi32(static_cast<int>(word));
  const auto* four = reinterpret_cast<const __m128i*>(words.data());
  const auto of = [&](__m128i some) {
    const __m128 equal = _mm_castsi128_ps(_mm_cmpeq_epi32(some, wanted));
    return static_cast<std::uint32_t>(_mm_movemask_ps(equal));
  };
  return of(_mm_load_si128(four)) | of(_mm_load_si128(four + 1)) << 4;
#else
  std::uint32_t bits = 0;
  for (std::size_t k = 0; k < words.size(); ++k) bits |= words[k] == word ? 1U << k : 0U;
  return bits;
#endif
}

}  // namespace edgecase
