#pragma once
// How sure a number is: intervals over replications, paired differences, verdicts.
// Assumes: one value per replication, replications independent, their number or their spread such
//   that a mean is near normal (Student t). A quantile or a ratio is estimated once per replication
//   and its replications are averaged like any other value ("quantiles by replication").
// Absent values: NaN marks a replication in which the metric did not occur (no recovery, no
//   request of that region). It is left out and counted in `absent`; what remains is conditional on
//   occurrence. An infinite value makes the interval unknown.
// Errors: none are thrown; what cannot be known is NaN; check with `known()`.
// Source: Law, Simulation Modeling and Analysis, ch. 9 and 10; Cochran, Sampling Techniques, ch. 6;
//   transformed intervals: Meeker and Escobar, Statistical Methods for Reliability Data, ch. 8.
// Not modelled: bootstrap intervals, several comparisons at once, what a sample without any event
//   says of rare events (its interval is [0, 0]).

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

namespace edgecase {

constexpr double default_confidence = 0.95;

/// A mean with its confidence interval. With fewer than two values there is a mean but no interval.
struct Interval {
  static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  double mean = unknown;
  double lo = unknown;
  double hi = unknown;
  std::size_t count = 0;   // values used
  std::size_t absent = 0;  // values left out because they were NaN

  bool known() const { return lo <= hi; }
  bool contains(double value) const { return lo <= value && value <= hi; }
  double half_width() const { return (hi - lo) / 2; }
  /// Half-width over |mean|; NaN where the mean is 0 or the interval unknown.
  double relative_half_width() const;
};

/// The values that a quantity can take. Its interval keeps within them.
enum class Range : std::uint8_t {
  any,
  nonnegative,      ///< times, amounts, rates: symmetric in the logarithm
  share,            ///< 0 to 1: symmetric in the logit
  share_change,     ///< difference of two shares, -1 to 1: cut off there
  relative_change,  ///< ratio of two nonnegative quantities, minus 1: symmetric in the ratio's log
};

/// The same mean and spread with an interval that is symmetric on the scale of the range (delta
/// method: the half-width times the slope of the scale at the mean). For a spread small against the
/// distance to the bounds that is the interval as it was. Beyond a factor e (of an amount or of
/// odds) the scale continues along its tangent. A mean on a bound or beyond it keeps its interval.
Interval within(Range range, Interval interval);

/// The t for which a Student variable with `degrees` of freedom lies below it with probability p.
double student_t_quantile(double p, double degrees);

/// Mean over replications with its Student-t interval.
Interval mean_interval(std::span<const double> values, double confidence = default_confidence);

/// Mean of alternative - base, pair by pair (same replication, same random numbers). A pair with a
/// NaN is absent. The spans must be equally long; a surplus is not compared.
Interval paired_difference(std::span<const double> base, std::span<const double> alternative,
                           double confidence = default_confidence);

/// mean(alternative) / mean(base) - 1, from pairs: ratio estimator with the spread of
/// alternative - ratio * base (delta method). Unknown when the base may be 0, where a relative
/// change means nothing: its values differ in sign (or some are 0) and its own interval includes 0.
Interval relative_difference(std::span<const double> base, std::span<const double> alternative,
                             double confidence = default_confidence);

/// How many replications make the half-width at most `precision` * |mean|, judged by the spread of
/// the values so far; a billion stands for more. None when that cannot be judged: fewer than two
/// values, a mean of 0, no precision.
std::optional<std::size_t> needed_replications(std::span<const double> values, double precision,
                                               double confidence = default_confidence);

/// Share of the intervals that contain the truth; an unknown interval does not contain it.
double coverage(std::span<const Interval> intervals, double truth);

enum class Comparison { less, at_most, greater, at_least };
enum class Verdict { pass, fail, inconclusive };

/// Whether the value keeps the limit. The whole interval must lie on one side; an interval that
/// straddles the limit, or that is unknown, is inconclusive and never a pass.
Verdict judge(const Interval& value, Comparison comparison, double limit);

/// "pass", "fail", "inconclusive".
std::string_view name_of(Verdict verdict);
/// "<", "<=", ">", ">=".
std::string_view symbol_of(Comparison comparison);

}  // namespace edgecase
