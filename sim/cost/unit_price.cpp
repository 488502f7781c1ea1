#include "cost/amount.hpp"
#include "load/text/codes.hpp"

namespace edgecase {

namespace {

constexpr int decimals = 12;  // pico-dollars

Complaint not_a_price(std::string_view text) {
  return {code::not_a_number, "`" + std::string(text) + "` is not a price",
          "write it as $0.085, or `unknown`"};
}

bool is_price_digit(char c) { return c >= '0' && c <= '9'; }

// Appends one decimal digit; false on overflow of 64 bits.
bool push(std::int64_t& value, int digit) {
  return !__builtin_mul_overflow(value, 10, &value) &&
         !__builtin_add_overflow(value, digit, &value);
}

}  // namespace

ScalarForm Scalar<UnitPrice>::form() {
  return {.name = "a price",
          .examples = "$0.085, $0.0000166667, unknown",
          .pattern = "^(unknown|\\$[0-9]+(\\.[0-9]{1,12})?)$"};
}

std::optional<Complaint> Scalar<UnitPrice>::parse(std::string_view text, UnitPrice& out) {
  if (text == "unknown") {
    out = {0, false};
    return std::nullopt;
  }
  if (text.empty() || text.front() != '$') {
    const bool bare = !text.empty() && is_price_digit(text.front());
    if (!bare) return not_a_price(text);
    return Complaint{code::missing_unit, "`" + std::string(text) + "` needs a unit",
                     "write $" + std::string(text)};
  }
  std::int64_t value = 0;
  int digits = 0;
  int places = -1;  // digits after the point; -1: no point yet
  for (const char c : text.substr(1)) {
    if (c == '.' && places < 0 && digits > 0) {
      places = 0;
      continue;
    }
    if (!is_price_digit(c)) return not_a_price(text);
    if (places >= 0) ++places;
    if (places > decimals)
      return Complaint{code::not_representable, "a price can have at most 12 decimals"};
    ++digits;
    if (!push(value, c - '0'))
      return Complaint{code::out_of_range, "a unit price must be below $9 million"};
  }
  if (digits == 0 || places == 0) return not_a_price(text);
  for (int p = places < 0 ? 0 : places; p < decimals; ++p)
    if (!push(value, 0))
      return Complaint{code::out_of_range, "a unit price must be below $9 million"};
  out = {value, true};
  return std::nullopt;
}

std::string Scalar<UnitPrice>::print(UnitPrice value) {
  if (!value.known) return "unknown";
  constexpr std::int64_t one_dollar = 1'000'000'000'000;
  std::string fraction = std::to_string(value.pico_dollars % one_dollar);
  fraction.insert(0, static_cast<std::size_t>(decimals) - fraction.size(), '0');
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  const std::string whole = "$" + std::to_string(value.pico_dollars / one_dollar);
  return fraction.empty() ? whole : whole + "." + fraction;
}

}  // namespace edgecase
