#pragma once
// Amounts of usage in price sheets and usage files (10TiB, 1M, 75M ms, 400k GiB-s, 5 GB-month), and
// prices per such an amount ($0.085, $0.0000166667, unknown). Both are exact decimals: amounts are
// whole units of their dimension, prices whole pico-dollars.
// Units: k, M and G precede a unit or stand alone; a month is 720h. GB is 10^9 bytes, GiB 2^30.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cost/meters.hpp"
#include "load/text/scalar.hpp"

namespace edgecase {

/// An amount. Dimensions do not mix: PriceSheet's check compares them.
struct Amount {
  std::int64_t value = 0;
  Dimension dimension = Dimension::count;
  std::string_view unit = {};      // as written, so that a bill uses the vendor's units
  std::string_view multiple = {};  // k, M, G before the unit
  friend constexpr bool operator==(Amount a, Amount b) {
    return a.value == b.value && a.dimension == b.dimension;
  }
};

/// Dollars for one amount (the line's `per`), or an existing but unknown price.
struct UnitPrice {
  std::int64_t pico_dollars = 0;
  bool known = true;
  friend constexpr bool operator==(UnitPrice, UnitPrice) = default;
};

template <>
struct Scalar<Amount> {
  static ScalarForm form();
  static std::optional<Complaint> parse(std::string_view text, Amount& out);
  static std::string print(Amount value);
  static long double number(Amount value);
};

template <>
struct Scalar<UnitPrice> {
  static ScalarForm form();
  static std::optional<Complaint> parse(std::string_view text, UnitPrice& out);
  static std::string print(UnitPrice value);
};

}  // namespace edgecase
