// Scalars without a unit: truth values, numbers, counts, texts.
#include "load/text/scalar.hpp"

#include <fmt/core.h>

#include "load/text/codes.hpp"
#include "load/text/decimal.hpp"
#include "load/text/number.hpp"
#include "load/text/spellings.hpp"

namespace edgecase {

namespace {

bool one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  for (std::string_view word : words)
    if (text == word) return true;
  return false;
}

bool is_exponent(std::string_view unit) {
  if (unit.size() < 2 || (unit[0] != 'e' && unit[0] != 'E')) return false;
  unit.remove_prefix(unit[1] == '+' || unit[1] == '-' ? 2 : 1);
  return !unit.empty() && unit.find_first_not_of("0123456789") == std::string_view::npos;
}

Complaint surplus(std::string_view text, const Quantity& q, std::string_view what) {
  return {code::not_a_number, fmt::format("`{}` is not {}", text, what),
          is_exponent(q.unit) ? "write the digits out" : fmt::format("write {}", q.number_text)};
}

}  // namespace

ScalarForm Scalar<bool>::form() {
  return {.name = "true or false", .examples = "true, false", .json = JsonForm::boolean};
}
std::optional<Complaint> Scalar<bool>::parse(std::string_view text, bool& out) {
  if (text == "true" || text == "false") {
    out = text == "true";
    return std::nullopt;
  }
  Complaint c{code::unknown_name, fmt::format("`{}` is neither true nor false", text)};
  if (one_of(text, {"yes", "on", "y", "Yes", "On", "True", "TRUE", "1", "enabled", "enable"}))
    c.label = "write true";
  if (one_of(text, {"no", "off", "n", "No", "Off", "False", "FALSE", "0", "disabled", "none"}))
    c.label = "write false";
  return c;
}
std::string Scalar<bool>::print(bool value) { return value ? "true" : "false"; }

ScalarForm Scalar<std::int64_t>::form() {
  return {.name = "a whole number",
          .examples = "1, 400",
          .json = JsonForm::integer,
          .highest = 1e12L,
          .highest_text = "1000000000000"};
}
std::optional<Complaint> Scalar<std::int64_t>::parse(std::string_view text, std::int64_t& out) {
  Quantity q;
  if (auto wrong = parse_quantity(text, q)) return wrong;
  if (!q.unit.empty()) return surplus(text, q, "a whole number");
  return whole(q, 1, "", out);
}
std::string Scalar<std::int64_t>::print(std::int64_t value) { return fmt::format("{}", value); }
long double Scalar<std::int64_t>::number(std::int64_t value) {
  return static_cast<long double>(value);
}

ScalarForm Scalar<std::uint64_t>::form() {
  return {.name = "a whole number", .examples = "1, 400", .json = JsonForm::integer, .lowest = 0};
}
std::optional<Complaint> Scalar<std::uint64_t>::parse(std::string_view text, std::uint64_t& out) {
  Quantity q;
  if (auto wrong = parse_quantity(text, q)) return wrong;
  if (!q.unit.empty() || q.number.places > 0) return surplus(text, q, "a whole number");
  if ((q.number.negative && !q.number.zero()) || q.number.digits > UINT64_MAX)
    return Complaint{code::not_representable,
                     fmt::format("`{}` is not between 0 and {}", text, UINT64_MAX)};
  out = static_cast<std::uint64_t>(q.number.digits);
  return std::nullopt;
}
std::string Scalar<std::uint64_t>::print(std::uint64_t value) { return fmt::format("{}", value); }
long double Scalar<std::uint64_t>::number(std::uint64_t value) {
  return static_cast<long double>(value);
}

ScalarForm Scalar<double>::form() {
  return {.name = "a number",
          .examples = "0.8, 1.5, 2",
          .json = JsonForm::number,
          .highest = 1e12L,
          .highest_text = "1000000000000"};
}
std::optional<Complaint> Scalar<double>::parse(std::string_view text, double& out) {
  if (one_of(text, {".inf", ".Inf", ".INF", "-.inf", "inf", "-inf", ".nan", ".NaN", ".NAN", "nan"}))
    return Complaint{code::not_a_number, fmt::format("`{}` is not a finite number", text)};
  Quantity q;
  if (auto wrong = parse_quantity(text, q)) return wrong;
  if (q.unit.empty()) {
    out = nearest_double(q.number);
    return std::nullopt;
  }
  if (q.unit == "%")
    return Complaint{code::not_a_number, fmt::format("`{}` is not a number", text),
                     fmt::format("write {}", shortest(nearest_double(q.number, -2))),
                     "this is a plain number, without a unit"};
  if (!is_exponent(q.unit) || q.number_text.size() + q.unit.size() != text.size())
    return surplus(text, q, "a number");
  std::string written(text);
  if (const auto plus = written.find('+'); plus != std::string::npos) written.erase(plus, 1);
  if (!read_double(written, out))
    return Complaint{code::not_representable,
                     fmt::format("`{}` is outside the range of numbers", text)};
  return std::nullopt;
}
std::string Scalar<double>::print(double value) { return fmt::format("{}", value); }
long double Scalar<double>::number(double value) { return value; }

ScalarForm Scalar<Count>::form() {
  return {.name = "a count",
          .examples = "400, 200k, 2M, unlimited",
          .pattern = "^(unlimited|[0-9]+(\\.[0-9]+)? ?[kMG]?)$",
          .json = JsonForm::integer_or_text,
          .lowest = 0,
          .highest = 1e16L,  // above the requests of a month of the whole internet
          .highest_text = "10000000G"};
}
std::optional<Complaint> Scalar<Count>::parse(std::string_view text, Count& out) {
  if (text == "unlimited") {
    out = unlimited;
    return std::nullopt;
  }
  Quantity q;
  if (auto wrong = parse_quantity(text, q)) {
    if (text == "none" || text == "infinite" || text == "inf" || text == ".inf")
      wrong->label = "write unlimited";
    return wrong;
  }
  std::int64_t factor = 1;
  if (q.unit == "k")
    factor = 1000;
  else if (q.unit == "M")
    factor = 1000000;
  else if (q.unit == "G")
    factor = 1000000000;
  else if (!q.unit.empty()) {
    Complaint wrong = surplus(text, q, "a count");
    if (const std::string meant = count_meant(q); !meant.empty())
      wrong.label = fmt::format("write {}", meant);
    return wrong;
  }
  std::int64_t value = 0;
  if (auto wrong = whole(q, factor, "", value)) return wrong;
  if (value == Count::no_limit)
    return Complaint{code::not_representable, fmt::format("`{}` is too large", text),
                     "write unlimited"};
  out.value = value;
  return std::nullopt;
}
std::string Scalar<Count>::print(Count value) {
  if (value.unlimited()) return "unlimited";
  if (value.value != 0 && value.value % 1000000 == 0)
    return fmt::format("{}M", value.value / 1000000);
  if (value.value != 0 && value.value % 1000 == 0) return fmt::format("{}k", value.value / 1000);
  return fmt::format("{}", value.value);
}
long double Scalar<Count>::number(Count value) { return static_cast<long double>(value.value); }

ScalarForm Scalar<std::string>::form() { return {.name = "a text", .examples = "image-shop"}; }
std::optional<Complaint> Scalar<std::string>::parse(std::string_view text, std::string& out) {
  out = text;
  return std::nullopt;
}
std::string Scalar<std::string>::print(const std::string& value) { return value; }

}  // namespace edgecase
