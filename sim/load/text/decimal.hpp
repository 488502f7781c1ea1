#pragma once
// An exact decimal number: digits and a decimal point, no binary rounding. Quantities multiply it
// by their unit; the result must be whole (nanoseconds, bytes, nano-dollars).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "load/text/scalar.hpp"

namespace edgecase {

struct Decimal {
  __extension__ using Digits = unsigned __int128;
  bool negative = false;
  Digits digits = 0;  // at most 22 of them
  int places = 0;     // decimal places of `digits`; no trailing zeros
  bool zero() const { return digits == 0; }
};

/// A number and its suffix (spaces between them dropped): "300s" -> 300, "s".
struct Quantity {
  Decimal number;
  std::string_view number_text;
  std::string_view unit;
};

/// Rejects leading zeros, hexadecimal, exponents, `.5`, `5.`, `+5`, digit groups and more than 22
/// digits.
std::optional<Complaint> parse_quantity(std::string_view text, Quantity& out);

/// number * factor as a whole 64-bit number; `resolution` names its unit ("nanoseconds"), or is
/// empty.
std::optional<Complaint> whole(const Quantity& quantity, std::int64_t factor,
                               std::string_view resolution, std::int64_t& out);

/// The same, rounded to the nearest whole number, halves up: for units of which decimals are rarely
/// whole (29.68TiB).
std::optional<Complaint> nearest_whole(const Quantity& quantity, std::int64_t factor,
                                       std::int64_t& out);

/// number * 10^exponent as the nearest double.
double nearest_double(const Decimal& number, int exponent = 0);

/// The shortest digits that read back as the same value, without exponent: 20000, 0.35.
std::string shortest(double value);

/// 10^places times smaller, without trailing zeros: (1500, 3) -> "1.5".
std::string with_point(std::int64_t value, int places);

}  // namespace edgecase
