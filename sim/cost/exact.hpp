#pragma once
// Integer arithmetic for money: products of two 64-bit meters fit, and each division rounds once,
// half to even, so that no order of adding and no machine changes a cent.

#include <cstdint>
#include <limits>
#include <optional>

namespace edgecase {

__extension__ typedef __int128 Wide;

/// Requires: numerator >= 0, denominator > 0, numerator below 2^126.
constexpr Wide divide_half_even(Wide numerator, Wide denominator) {
  const Wide quotient = numerator / denominator;
  const Wide rest = numerator - quotient * denominator;
  const Wide over = rest - (denominator - rest);
  const bool up = over > 0 || (over == 0 && quotient % 2 != 0);
  return quotient + (up ? 1 : 0);
}

/// The value as 64 bits, or empty if it does not fit.
constexpr std::optional<std::int64_t> narrow(Wide value) {
  if (value > std::numeric_limits<std::int64_t>::max() ||
      value < std::numeric_limits<std::int64_t>::min())
    return std::nullopt;
  return static_cast<std::int64_t>(value);
}

/// Parts of `total` in proportion to weights that arrive one by one. Each part is within 1 of its
/// exact share and all parts together are exactly `total`, since the running sum is rounded.
class ProRata {
 public:
  /// Requires: total >= 0, whole > 0, the weights are not negative and sum to `whole`.
  constexpr ProRata(std::int64_t total, std::int64_t whole) : total_(total), whole_(whole) {}

  constexpr std::int64_t next(std::int64_t weight) {
    seen_ += weight;
    const auto upto = static_cast<std::int64_t>(divide_half_even(Wide{total_} * seen_, whole_));
    const std::int64_t part = upto - given_;
    given_ = upto;
    return part;
  }

 private:
  std::int64_t total_;
  std::int64_t whole_;
  std::int64_t seen_ = 0;
  std::int64_t given_ = 0;
};

}  // namespace edgecase
