#pragma once
// Projection of the measured time to a month by phases. A phase of five minutes that occurs four
// times a month counts four times; the time outside of phases is repeated until the month is full.
// Units: exact fractions, so that splitting a phase in two does not change a bill; a month is 30
// days and
//   a year 365. Not modelled: months of other lengths, holidays.

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <edgecase/units.hpp>

#include "cost/usage.hpp"
#include "load/text/scalar.hpp"

namespace edgecase {

inline constexpr Duration billing_month = std::chrono::hours(24 * 30);

/// A frequency: 4/month, 1.5/week, 6/year.
struct Frequency {
  std::int64_t millionths = 0;  ///< millionths of occurrences per `per`
  enum class Per : std::uint8_t { hour, day, week, month, year } per = Per::month;
  friend constexpr bool operator==(Frequency, Frequency) = default;
};
template <>
struct Scalar<Frequency> {
  static ScalarForm form();
  static std::optional<Complaint> parse(std::string_view text, Frequency& out);
  static std::string print(Frequency value);
};

/// times / of, in lowest terms: the factor from measured time to a month.
struct Repeats {
  std::int64_t times = 1;
  std::int64_t of = 1;
  friend constexpr auto operator<=>(Repeats, Repeats) = default;
  double value() const { return static_cast<double>(times) / static_cast<double>(of); }
};
/// `measured` time represents `month` of a month. Requires: measured > 0, month >= 0.
Repeats repeats_of(Duration month, Duration measured);
Repeats repeats_of(Frequency frequency);

/// A named part of the measured time, possibly in several intervals.
struct MonthPhase {
  std::string name;       ///< empty: all of the measured time
  Duration measured{};    ///< total measured duration
  Repeats repeats = {};   ///< factor to a month
  std::string because{};  ///< "4/month", "10% of the month", "the rest of the month"
  /// The part of a month that it represents.
  Duration month() const;
};

/// The phase of usage with these labels; all of `measured` if they have no phase.
Repeats repeats_of(const Labels& labels, std::span<const MonthPhase> phases, Duration measured);

/// quantity x repeats in whole units, half to even; empty on overflow.
std::optional<std::int64_t> projected(std::int64_t quantity, Repeats repeats);

}  // namespace edgecase
