#include "cost/arithmetic.hpp"

#include <fmt/format.h>

#include "cost/exact.hpp"

namespace edgecase {

namespace {

// 1234567 -> 1,234,567
std::string with_thousands(std::int64_t whole) {
  std::string text = std::to_string(whole);
  const std::size_t sign = whole < 0 ? 1 : 0;
  for (std::size_t at = text.size(); at > sign + 3;) text.insert(at -= 3, ",");
  return text;
}

// At most two decimals for large values, four for small ones; no trailing zeros.
std::string decimal(std::int64_t quantity, std::int64_t unit) {
  const std::int64_t scale = quantity / unit >= 100 ? 100 : 10'000;
  const Wide scaled = divide_half_even(Wide{quantity} * scale, unit);
  const auto whole = static_cast<std::int64_t>(scaled / scale);
  std::string fraction =
      std::to_string(static_cast<std::int64_t>(scaled % scale) + scale).substr(1);
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  return fraction.empty() ? with_thousands(whole) : with_thousands(whole) + "." + fraction;
}

// Usage with rounding per item: the amount used, and the billed equivalent.
std::string counted(const BillLine& line) {
  if (line.per_item.empty()) return "";
  if (line.items_unknown) return "; items not given, so not rounded (" + line.per_item + ")";
  if (line.used == line.measured) return "";
  return fmt::format("{} used; per item, {}: ", quantity_text(line.used, line.per), line.per_item);
}

/// 1.5 GiB in 15min x 2,876 (rest) + 0.2 GiB in 5min x 4 (flash)
std::string by_phase(const BillLine& line) {
  std::string text;
  for (const PhaseUse& use : line.phases) {
    text += fmt::format("{}{} in {} x {:.6g}", text.empty() ? "" : " + ",
                        quantity_text(use.quantity, line.per),
                        Scalar<Duration>::print(use.measured), use.repeats.value());
    if (!use.name.empty()) text += " (" + use.name + ")";
  }
  return text + fmt::format(" = {} a month", quantity_text(line.quantity, line.per));
}

std::string projection(const BillLine& line, Duration measured) {
  if (!line.phases.empty()) return by_phase(line);
  if (measured == billing_month) return quantity_text(line.quantity, line.per);
  const double factor = in_seconds(billing_month) / in_seconds(measured);
  return fmt::format("{} in {} x {:.6g} = {} a month", quantity_text(line.measured, line.per),
                     Scalar<Duration>::print(measured), factor,
                     quantity_text(line.quantity, line.per));
}

}  // namespace

std::int64_t in_cents(Money money) {
  constexpr std::int64_t nano_per_cent = 10'000'000;
  const std::int64_t whole = money.nano_dollars / nano_per_cent;
  const std::int64_t rest = money.nano_dollars % nano_per_cent;
  if (rest >= nano_per_cent / 2) return whole + 1;
  return rest <= -nano_per_cent / 2 ? whole - 1 : whole;
}

std::string dollars_text(Money money) {
  const std::int64_t cents = in_cents(money);
  if (cents == 0 && money.nano_dollars > 0) return "<$0.01";
  const std::int64_t size = cents < 0 ? -cents : cents;
  return fmt::format("{}${}.{:02}", cents < 0 ? "-" : "", with_thousands(size / 100), size % 100);
}

std::string quantity_text(std::int64_t quantity, Amount per) {
  std::string number = decimal(quantity, per.value);
  const std::string unit = Scalar<Amount>::print(per);
  if (unit == "1") return number;
  // "1GiB" reads as a unit; "10k" is a multiple.
  const bool one = unit.size() > 1 && unit[0] == '1' && (unit[1] < '0' || unit[1] > '9');
  return one ? number + " " + unit.substr(1) : number + " x " + unit;
}

std::string arithmetic(const BillLine& line, Duration measured) {
  if (line.kind != BillLine::Kind::usage) return line.dollars ? dollars_text(*line.dollars) : "";
  const std::string items = counted(line);
  std::string text = projection(line, measured);
  text = line.items_unknown ? text + items : items + text;
  if (line.allowance > 0)
    text += fmt::format("; less {} included", quantity_text(line.allowance, line.per));
  if (line.billable != line.quantity - line.allowance)
    text += fmt::format("; billed as {}", quantity_text(line.billable, line.per));
  for (const TierStep& step : line.steps) {
    text += fmt::format("; {} x {}", decimal(step.quantity, line.per.value),
                        Scalar<UnitPrice>::print(step.price));
    if (step.price.known) text += " = " + dollars_text(step.dollars);
  }
  if (!line.dollars) text += "; " + line.why_unknown;
  if (line.may_be)
    text += fmt::format(", between {} and {}", dollars_text(line.may_be->least),
                        dollars_text(line.may_be->most));
  return text;
}

}  // namespace edgecase
