#pragma once
// What a study compares designs by: a metric, or arithmetic over metrics and values of the
// scenario.
//   latency.p99{region=europe}
//   total = cost.monthly + 0.5 * origin.rate * latency.mean
//   servers = world.origin.workers
// Names are those of metrics, in their unit (ms, $, 1/s), or else paths of the scenario: durations
// in seconds, sizes in bytes, rates per second, shares from 0 to 1, money in dollars. Operators are
// + - * / ^ and parentheses; a minus between two names needs blanks, since names may contain one.
// Errors: what is wrong, in `problem`.
// Not modelled: functions; units of a formula.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "measure/statistics.hpp"
#include "metrics/metrics.hpp"

namespace edgecase {

/// One step of a formula in reverse Polish notation.
struct FormulaStep {
  enum class Kind { number, metric, add, subtract, multiply, divide, power, negate };
  Kind kind = Kind::number;
  double number = 0;
  std::size_t metric = 0;  ///< of StudyMeasure::metrics
};

struct StudyMeasure {
  std::string name;                ///< in front of `=`; else as it was written
  std::string unit;                ///< of a single metric; a formula has none
  Range range = Range::any;        ///< of a single metric
  std::vector<Indicator> metrics;  ///< that the steps read
  std::vector<FormulaStep> steps;

  /// Requires: one value for each of `metrics`.
  double value(std::span<const double> values) const;
};

std::optional<StudyMeasure> measure_of(std::string_view text, const Blueprint& plan,
                                       std::string& problem);

/// What a design is judged by where nothing is asked for: the metrics of its objectives and cost,
/// else p95 latency, hit ratio and cost.
std::vector<std::string> usual_measures(const Blueprint& plan);

/// Which direction is better: of a formula less is.
bool more_is_better(const StudyMeasure& measure);

}  // namespace edgecase
