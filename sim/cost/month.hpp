#pragma once
// From what was measured to a month: which phase of the measured time stands for how much of it.
// A phase of five minutes that comes four times a month counts four times; what is not in any phase
// is repeated until the month is full.
// Units: exact fractions, so that splitting a phase in two changes no bill; a month is 30 days and
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

/// How often something comes: 4/month, 1.5/week, 6/year.
struct Frequency {
  std::int64_t millionths = 0;  ///< of times in `per`
  enum class Per : std::uint8_t { hour, day, week, month, year } per = Per::month;
  friend constexpr bool operator==(Frequency, Frequency) = default;
};
template <>
struct Scalar<Frequency> {
  static ScalarForm form();
  static std::optional<Complaint> parse(std::string_view text, Frequency& out);
  static std::string print(Frequency value);
};

/// times / of, in lowest terms: how often something measured counts in a month.
struct Repeats {
  std::int64_t times = 1;
  std::int64_t of = 1;
  friend constexpr auto operator<=>(Repeats, Repeats) = default;
  double value() const { return static_cast<double>(times) / static_cast<double>(of); }
};
/// So much measured time stands for so much of a month. Requires: measured > 0, month >= 0.
Repeats repeats_of(Duration month, Duration measured);
Repeats repeats_of(Frequency frequency);

/// Part of the measured time, of one name, though it may come in several stretches.
struct MonthPhase {
  std::string name;       ///< empty: all of the measured time
  Duration measured{};    ///< how long it was measured, in all
  Repeats repeats = {};   ///< of it in a month
  std::string because{};  ///< "4/month", "10% of the month", "the rest of the month"
  /// How much of a month it stands for.
  Duration month() const;
};

/// The phase that usage with these labels was measured in; all of `measured` if they name none.
Repeats repeats_of(const Labels& labels, std::span<const MonthPhase> phases, Duration measured);

/// quantity x repeats in whole units, half to even; nothing if that does not fit.
std::optional<std::int64_t> projected(std::int64_t quantity, Repeats repeats);

}  // namespace edgecase
