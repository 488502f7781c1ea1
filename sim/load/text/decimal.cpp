#include "load/text/decimal.hpp"

#include <charconv>
#include <cstdlib>

#include <fmt/core.h>

#include "load/text/codes.hpp"
#include "load/text/number.hpp"
#include "load/text/spellings.hpp"

namespace edgecase {

namespace {

constexpr int most_digits = 22;  // times the largest unit factor still fits in 128 bits

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view leading_digits(std::string_view text) {
  std::size_t n = 0;
  while (n < text.size() && is_digit(text[n])) ++n;
  return text.substr(0, n);
}

Complaint not_a_number(std::string_view text, std::string label = {}) {
  return {code::not_a_number, fmt::format("`{}` is not a number", text), std::move(label)};
}

/// The error of a number that does not start with a digit or starts with 0; else empty.
std::optional<Complaint> odd_start(std::string_view all, std::string_view digits,
                                   std::string_view rest) {
  if (digits.empty()) {
    if (rest.size() > 1 && rest[0] == '.' && is_digit(rest[1]))
      return not_a_number(all, fmt::format("write 0{}", rest));
    if (rest.size() > 1 && rest[0] == '+' && is_digit(rest[1]))
      return not_a_number(all, fmt::format("write {}", rest.substr(1)));
    return not_a_number(all);
  }
  if (digits == "0" && !rest.empty() && (rest[0] == 'x' || rest[0] == 'o'))
    return not_a_number(all, "write a decimal number");
  if (digits.size() > 1 && digits[0] == '0') {
    const std::size_t first = digits.find_first_not_of('0');
    const std::string_view fixed = first == std::string_view::npos ? "0" : digits.substr(first);
    return Complaint{code::leading_zero, fmt::format("`{}` starts with 0", all),
                     fmt::format("write {}{}", fixed, rest),
                     "some YAML parsers read a leading 0 as octal, others ignore it"};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Complaint> parse_quantity(std::string_view text, Quantity& out) {
  out = {};
  if (auto odd = odd_number(text)) return odd;
  std::string_view rest = text;
  if (!rest.empty() && rest[0] == '-') {
    out.number.negative = true;
    rest.remove_prefix(1);
  }
  const std::string_view units = leading_digits(rest);
  const std::string_view after = rest.substr(units.size());
  if (auto odd = odd_start(text, units, after)) return odd;
  rest = after;
  std::string_view fraction;
  if (!rest.empty() && rest[0] == '.') {
    fraction = leading_digits(rest.substr(1));
    if (fraction.empty()) return not_a_number(text, fmt::format("write {}", units));
    rest.remove_prefix(1 + fraction.size());
  }
  out.number_text = text.substr(0, text.size() - rest.size());
  while (!fraction.empty() && fraction.back() == '0') fraction.remove_suffix(1);
  int digits = 0;
  for (std::string_view part : {units, fraction}) {
    for (char c : part) {
      if (digits > 0 || c != '0') ++digits;
      if (digits > most_digits)
        return Complaint{code::not_representable,
                         fmt::format("`{}` has more digits than can be represented exactly", text)};
      out.number.digits = out.number.digits * 10 + static_cast<unsigned>(c - '0');
    }
  }
  if (fraction.size() > 40)
    return Complaint{code::not_representable,
                     fmt::format("`{}` is too small to be represented", text)};
  out.number.places = static_cast<int>(fraction.size());
  while (!rest.empty() && rest[0] == ' ') rest.remove_prefix(1);
  out.unit = rest;
  return std::nullopt;
}

std::optional<Complaint> whole(const Quantity& quantity, std::int64_t factor,
                               std::string_view resolution, std::int64_t& out) {
  Decimal::Digits scaled = quantity.number.digits * static_cast<Decimal::Digits>(factor);
  for (int i = 0; i < quantity.number.places; ++i) {
    if (scaled % 10 != 0)
      return Complaint{code::not_representable,
                       fmt::format("`{}{}` is not a whole number{}{}", quantity.number_text,
                                   quantity.unit, resolution.empty() ? "" : " of ", resolution)};
    scaled /= 10;
  }
  if (scaled > static_cast<Decimal::Digits>(INT64_MAX))
    return Complaint{code::not_representable,
                     fmt::format("`{}{}` is too large", quantity.number_text, quantity.unit)};
  const auto size = static_cast<std::int64_t>(scaled);
  out = quantity.number.negative ? -size : size;
  return std::nullopt;
}

std::optional<Complaint> nearest_whole(const Quantity& quantity, std::int64_t factor,
                                       std::int64_t& out) {
  Decimal::Digits size = quantity.number.digits * static_cast<Decimal::Digits>(factor);
  Decimal::Digits next = 0;  // the digit after the point
  for (int i = 0; i < quantity.number.places; ++i) {
    next = size % 10;
    size /= 10;
  }
  if (next >= 5) ++size;
  if (size > static_cast<Decimal::Digits>(INT64_MAX))
    return Complaint{code::not_representable,
                     fmt::format("`{}{}` is too large", quantity.number_text, quantity.unit)};
  out = static_cast<std::int64_t>(size);
  if (quantity.number.negative) out = -out;
  return std::nullopt;
}

double nearest_double(const Decimal& number, int exponent) {
  char text[64];
  char* end = text + sizeof text;
  char* at = end;
  Decimal::Digits left = number.digits;
  do {
    *--at = static_cast<char>('0' + static_cast<int>(left % 10));
    left /= 10;
  } while (left > 0);
  const std::string written = fmt::format(
      "{}e{}", std::string_view(at, static_cast<std::size_t>(end - at)), exponent - number.places);
  double value = 0;
  (void)read_double(written, value);
  return number.negative ? -value : value;
}

std::string shortest(double value) {
  char text[512];
  const auto done = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed);
  return {text, done.ptr};
}

std::string with_point(std::int64_t value, int places) {
  const bool negative = value < 0;
  std::string digits = fmt::format(
      "{}", negative ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value));
  if (places > 0) {
    const auto behind = static_cast<std::size_t>(places);
    if (digits.size() <= behind) digits.insert(0, behind + 1 - digits.size(), '0');
    digits.insert(digits.size() - behind, 1, '.');
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.') digits.pop_back();
  }
  return (negative ? "-" : "") + digits;
}

}  // namespace edgecase
