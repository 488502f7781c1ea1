#pragma once
// -log(u) for a uniform u given by 32 random bits: the gap of a Poisson stream of rate 1. Written
// without branches or library calls, so that a loop over a block is vectorised and the result is
// the same on every machine.
//
// u = (bits + 0.5) / 2^32, as unit_open(bits). Error: below 4e-15 absolute (tests/unit). Largest
// value 22.87.

#include <bit>
#include <cstdint>
#include <initializer_list>

namespace edgecase {

inline double minus_log_unit(std::uint32_t bits) {
  // 4 (bits + 0.5) in [2, 2^34): a positive exponent. The sum with 2^52 puts `bits` into the
  // mantissa.
  const double x =
      4 * (std::bit_cast<double>(0x4330000000000000U | std::uint64_t{bits}) - (0x1p52 - 0.5));
  constexpr std::uint64_t root_half = 0x3fe6a09e667f3bcdU;  // the bits of sqrt(0.5)
  const std::uint64_t raw = std::bit_cast<std::uint64_t>(x);
  const std::uint64_t exponent = (raw - root_half) >> 52;
  const double power = std::bit_cast<double>(0x4330000000000000U | exponent) - 0x1p52;
  const double m = std::bit_cast<double>(raw - (exponent << 52));  // in [sqrt(0.5), sqrt(2))
  // log m = 2 artanh s, s = (m - 1) / (m + 1), |s| < 0.172.
  const double s = (m - 1) / (m + 1);
  const double z = s * s;
  double series = 1.0 / 19;
  for (const double term :
       {1.0 / 17, 1.0 / 15, 1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7, 1.0 / 5, 1.0 / 3, 1.0}) {
    series = series * z + term;
  }
  constexpr double ln2 = 0x1.62e42fefa39efp-1;
  return (34 - power) * ln2 - 2 * s * series;
}

}  // namespace edgecase
