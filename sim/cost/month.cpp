#include "cost/month.hpp"

#include <array>
#include <numeric>

#include <fmt/format.h>

#include "core/check.hpp"
#include "cost/exact.hpp"
#include "cost/meters.hpp"
#include "load/text/codes.hpp"
#include "load/text/decimal.hpp"

namespace edgecase {

namespace {

constexpr std::int64_t month_millionths = 1'000'000;
constexpr std::int64_t most_times = 1'000'000;

/// Occurrences per month of 30 days, as an exact fraction.
struct PerName {
  std::string_view name;
  Frequency::Per per;
  Repeats in_month;
};
constexpr std::array per_names{PerName{"/h", Frequency::Per::hour, {720, 1}},
                               PerName{"/d", Frequency::Per::day, {30, 1}},
                               PerName{"/day", Frequency::Per::day, {30, 1}},
                               PerName{"/week", Frequency::Per::week, {30, 7}},
                               PerName{"/month", Frequency::Per::month, {1, 1}},
                               PerName{"/year", Frequency::Per::year, {6, 73}}};

const PerName& period_name(Frequency::Per per) {
  for (const PerName& one : per_names)
    if (one.per == per) return one;
  return per_names.front();
}

Repeats in_lowest_terms(std::int64_t times, std::int64_t of) {
  const std::int64_t common = std::gcd(times, of);
  return common == 0 ? Repeats{0, 1} : Repeats{times / common, of / common};
}

}  // namespace

ScalarForm Scalar<Frequency>::form() {
  return {.name = "a frequency",
          .examples = "4/month, 1.5/week, 6/year",
          .pattern = "^[0-9]+(\\.[0-9]+)? ?/(h|d|day|week|month|year)$"};
}

std::optional<Complaint> Scalar<Frequency>::parse(std::string_view text, Frequency& out) {
  Quantity q;
  if (auto wrong = parse_quantity(text, q)) return wrong;
  for (const PerName& one : per_names) {
    if (q.unit != one.name) continue;
    Frequency value{0, one.per};
    if (auto wrong = whole(q, month_millionths, "millionths", value.millionths)) return wrong;
    if (value.millionths < 0 || value.millionths > most_times * month_millionths)
      return Complaint{code::out_of_range,
                       fmt::format("`{}` is not between 0 and 1 million", text)};
    out = value;
    return std::nullopt;
  }
  if (q.unit.empty())
    return Complaint{code::missing_unit, fmt::format("`{}` needs a unit", text),
                     fmt::format("write {}/month", text)};
  return Complaint{code::unknown_unit,
                   fmt::format("`{}` has an unknown unit `{}`", text, q.unit),
                   {},
                   "units: /h, /d, /week, /month, /year"};
}

std::string Scalar<Frequency>::print(Frequency value) {
  return with_point(value.millionths, 6) + std::string(period_name(value.per).name);
}

Repeats repeats_of(Duration month, Duration measured) {
  EC_CHECK(measured > Duration::zero() && month >= Duration::zero(), "the measured time is zero");
  return in_lowest_terms(month.count(), measured.count());
}

Repeats repeats_of(Frequency frequency) {
  const Repeats& in_month = period_name(frequency.per).in_month;
  return in_lowest_terms(frequency.millionths * in_month.times, month_millionths * in_month.of);
}

Duration MonthPhase::month() const {
  const auto whole = projected(measured.count(), repeats);
  EC_CHECK(whole.has_value(), "a phase longer than 292 years");
  return Duration{*whole};
}

Repeats repeats_of(const Labels& labels, std::span<const MonthPhase> phases, Duration measured) {
  if (!phases.empty()) {
    const auto period_name = labels.find(std::string(label::phase));
    for (const MonthPhase& phase : phases)
      if (period_name != labels.end() && phase.name == period_name->second) return phase.repeats;
  }
  return repeats_of(billing_month, measured);
}

std::optional<std::int64_t> projected(std::int64_t quantity, Repeats repeats) {
  return narrow(divide_half_even(Wide{quantity} * repeats.times, repeats.of));
}

}  // namespace edgecase
