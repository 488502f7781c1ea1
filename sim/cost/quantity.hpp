#pragma once
// How a price sheet writes amounts of usage (10TiB, 1M, 10k) and prices per such an amount
// ($0.085, $0.0000166667, unknown). Both are exact decimals: bytes or counts as integers, prices as
// whole pico-dollars.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cost/meters.hpp"
#include "load/scalar.hpp"

namespace edgecase {

/// So many bytes or so many things. Dimensions do not mix: PriceSheet's check compares them.
struct Quantity {
  std::int64_t amount = 0;
  Dimension dimension = Dimension::count;
  friend constexpr bool operator==(Quantity, Quantity) = default;
};

/// Dollars for one amount (the line's `per`), or a price that we know to exist and do not know.
struct UnitPrice {
  std::int64_t pico_dollars = 0;
  bool known = true;
  friend constexpr bool operator==(UnitPrice, UnitPrice) = default;
};

template <>
struct Scalar<Quantity> {
  static ScalarForm form();
  static std::optional<Complaint> parse(std::string_view text, Quantity& out);
  static std::string print(Quantity value);
  static long double number(Quantity value);
};

template <>
struct Scalar<UnitPrice> {
  static ScalarForm form();
  static std::optional<Complaint> parse(std::string_view text, UnitPrice& out);
  static std::string print(UnitPrice value);
};

}  // namespace edgecase
