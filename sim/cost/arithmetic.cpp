#include "cost/arithmetic.hpp"

#include <algorithm>
#include <cmath>

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

constexpr int most_places = 12;

/// quantity / unit, rounded to `places` decimals; no trailing zeros.
std::string decimal(std::int64_t quantity, std::int64_t unit, int places) {
  std::int64_t scale = 1;
  for (int i = 0; i < places; ++i) scale *= 10;
  const Wide scaled = divide_half_even(Wide{quantity} * scale, unit);
  const auto whole = static_cast<std::int64_t>(scaled / scale);
  std::string fraction =
      std::to_string(static_cast<std::int64_t>(scaled % scale) + scale).substr(1);
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  return fraction.empty() ? with_thousands(whole) : with_thousands(whole) + "." + fraction;
}

/// Two decimals for large values, four for small ones.
int usual_places(std::int64_t quantity, std::int64_t unit) {
  return quantity / unit >= 100 ? 2 : 4;
}

/// With one more digit for each digit of precision lost by multiplying by `factor`.
int places_before(int places, double factor) {
  const int lost = factor > 1 ? static_cast<int>(std::ceil(std::log10(factor))) : 0;
  return std::min(places + lost, most_places);
}

/// Decimals of a line's quantities: enough for a product with a price to be right to the cent.
int places_of(const BillLine& line) {
  constexpr double one_dollar = 1e12;
  double highest = 0;
  for (const TierStep& step : line.steps)
    highest = std::max(highest, static_cast<double>(step.price.pico_dollars) / one_dollar);
  constexpr int of_a_cent = 2;
  return std::max(usual_places(line.quantity, line.per.value), places_before(of_a_cent, highest));
}

/// "GiB", "x 10k", "seats", "x 100k stored images".
std::string unit_text(Amount per, std::string_view held) {
  const std::string unit = Scalar<Amount>::print(per);
  if (unit == "1") return "";
  if (!held.empty() && per.dimension == Dimension::time && unit.ends_with("month")) {
    std::string many = unit.substr(0, unit.size() - std::string_view("month").size());
    while (!many.empty() && many.back() == ' ') many.pop_back();
    return many == "1" ? " " + std::string(held) : fmt::format(" x {} {}", many, held);
  }
  // "1GiB" reads as a unit; "10k" is a multiple.
  const bool one = unit.size() > 1 && unit[0] == '1' && (unit[1] < '0' || unit[1] > '9');
  return one ? " " + unit.substr(1) : " x " + unit;
}

std::string_view held_of(const BillLine& line) {
  const Meter* const meter = find_meter(line.meter);
  return meter == nullptr ? std::string_view{} : meter->held;
}

/// A line's quantities as text, all with the same precision.
class Quantities {
 public:
  explicit Quantities(const BillLine& line)
      : line_(line), unit_(unit_text(line.per, held_of(line))), places_(places_of(line)) {}

  std::string of_month(std::int64_t quantity) const { return number(quantity) + unit_; }
  std::string number(std::int64_t quantity) const {
    return decimal(quantity, line_.per.value, places_);
  }
  /// Of the measured time, to be multiplied by this factor.
  std::string measured(std::int64_t quantity, double factor) const {
    return decimal(quantity, line_.per.value, places_before(places_, factor)) + unit_;
  }

 private:
  const BillLine& line_;
  std::string unit_;
  int places_;
};

// Usage with rounding per item: the amount used, and the billed equivalent.
std::string counted(const BillLine& line, const Quantities& text) {
  if (line.per_item.empty()) return "";
  if (line.items_unknown) return "; items not given, so not rounded (" + line.per_item + ")";
  if (line.used == line.measured) return "";
  return fmt::format("{} used; per item, {}: ", text.of_month(line.used), line.per_item);
}

/// 1.5 GiB in 15min x 2,876 (rest) + 0.2 GiB in 5min x 4 (flash)
std::string by_phase(const BillLine& line, const Quantities& quantities) {
  std::string text;
  for (const PhaseUse& use : line.phases) {
    text += fmt::format("{}{} in {} x {:.9g}", text.empty() ? "" : " + ",
                        quantities.measured(use.quantity, use.repeats.value()),
                        Scalar<Duration>::print(use.measured), use.repeats.value());
    if (!use.name.empty()) text += " (" + use.name + ")";
  }
  return text + fmt::format(" = {} a month", quantities.of_month(line.quantity));
}

/// What is held all the time: usage outside of phases, of a meter that counts things or bytes x
/// time.
bool is_level(const BillLine& line) {
  const bool phases =
      std::ranges::any_of(line.phases, [](const PhaseUse& use) { return !use.name.empty(); });
  return !phases && (!held_of(line).empty() || line.per.dimension == Dimension::byte_time);
}

std::string projection(const BillLine& line, Duration measured, const Quantities& quantities) {
  if (measured == billing_month || is_level(line)) return quantities.of_month(line.quantity);
  if (!line.phases.empty()) return by_phase(line, quantities);
  const double factor = in_seconds(billing_month) / in_seconds(measured);
  return fmt::format("{} in {} x {:.9g} = {} a month", quantities.measured(line.measured, factor),
                     Scalar<Duration>::print(measured), factor, quantities.of_month(line.quantity));
}

struct NamedUnit {
  std::string_view name;
  std::int64_t factor;
};

/// The largest unit of which there is at least one; else the smallest.
std::string in_largest(std::int64_t quantity, std::initializer_list<NamedUnit> smallest_first) {
  const NamedUnit* best = smallest_first.begin();
  for (const NamedUnit& unit : smallest_first)
    if (quantity >= unit.factor) best = &unit;
  const std::string number =
      decimal(quantity, best->factor, best->factor == 1 ? 0 : usual_places(quantity, best->factor));
  const bool multiple = best->name.size() <= 1;  // 20M
  return number + (multiple ? "" : " ") + std::string(best->name);
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

std::string quantity_text(std::int64_t quantity, Amount per, std::string_view held) {
  return decimal(quantity, per.value, usual_places(quantity, per.value)) + unit_text(per, held);
}

std::string quantity_text(const BillLine& line) {
  return quantity_text(line.quantity, line.per, held_of(line));
}

std::string amount_text(std::int64_t quantity, std::string_view name) {
  const Meter* const meter = find_meter(name);
  constexpr std::int64_t hour = 3'600'000'000;
  switch (meter == nullptr ? Dimension::count : meter->dimension) {
    case Dimension::bytes:
      return in_largest(quantity, {{"B", 1},
                                   {"kB", 1'000},
                                   {"MB", 1'000'000},
                                   {"GB", 1'000'000'000},
                                   {"TB", 1'000'000'000'000}});
    case Dimension::time:
      if (!meter->held.empty())
        return decimal(quantity, 720 * hour, 4) + " " + std::string(meter->held);
      return in_largest(quantity, {{"us", 1}, {"ms", 1'000}, {"s", 1'000'000}, {"h", hour}});
    case Dimension::memory_time:
      return in_largest(quantity, {{"MB-ms", 1}, {"MB-s", 1'000}, {"GiB-s", 1'024'000}});
    case Dimension::byte_time:
      return in_largest(quantity, {{"MB-month", 1'406'250},
                                   {"GB-month", 720 * 1'953'125LL},
                                   {"TB-month", 720'000 * 1'953'125LL}});
    case Dimension::count:
      break;
  }
  return in_largest(quantity, {{"", 1}, {"M", 1'000'000}, {"G", 1'000'000'000}});
}

std::string arithmetic(const BillLine& line, Duration measured) {
  if (line.kind != BillLine::Kind::usage) return line.dollars ? dollars_text(*line.dollars) : "";
  const Quantities quantities(line);
  const std::string items = counted(line, quantities);
  std::string text = projection(line, measured, quantities);
  text = line.items_unknown ? text + items : items + text;
  if (line.allowance > 0)
    text += fmt::format("; less {} included", quantities.of_month(line.allowance));
  if (line.billable != line.quantity - line.allowance)
    text += fmt::format("; billed as {}", quantities.of_month(line.billable));
  for (const TierStep& step : line.steps) {
    text += fmt::format("; {} x {}", quantities.number(step.quantity),
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
