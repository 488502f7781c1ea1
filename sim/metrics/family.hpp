#pragma once
// What a metric is: one row with its name, unit, labels, explanation and the rule that computes it
// from one replication. The rows of a subsystem stand in one array (answer_metrics.cpp, ...).

#include <array>
#include <concepts>
#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "measure/statistics.hpp"
#include "metrics/labels.hpp"
#include "metrics/replication.hpp"
#include "observation/observations.hpp"
#include "plan/blueprint.hpp"

namespace edgecase {

struct MetricFamily;

/// A metric with its labels, as parsed: `latency.p99{route=images,region=europe}`.
struct Indicator {
  const MetricFamily* family = nullptr;
  std::string name;     ///< in full: latency.p99
  double quantile = 0;  ///< of p99: 0.99; 0: the mean
  std::map<std::string, std::string> labels;
};

/// Cells summed over routes and regions, each sum computed once.
class CellSums {
 public:
  explicit CellSums(const Observations& seen) : seen_(seen) {}
  /// All requests of a route (or all: -1) in a region (or all: -1).
  const Cell& of(int route, int region);

 private:
  const Observations& seen_;
  std::map<std::pair<int, int>, Cell> sums_;
};

/// What a rule computes a value from: one replication, and the labels that the indicator states.
struct Reading {
  const Replication& run;
  const Blueprint& plan;
  const Indicator& indicator;
  CellSums& sums;
  /// Set by `statistic`: how many events the value was computed from.
  std::uint64_t* events = nullptr;

  /// The label's value; empty where the indicator does not state it.
  std::string_view label(const MetricLabel& label) const;
  /// Whether the indicator speaks of this value: it states it, or does not state the label.
  bool covers(const MetricLabel& label, std::string_view value) const;
  /// The requests of the indicator's route and region.
  const Cell& cell() const;
  /// The counterfactual of this knock-out; null where it does not apply.
  const Counterfactual* without(std::string_view knock_out) const;
  double measured_seconds() const { return in_seconds(plan.spec.world.horizon.measure); }

  /// The mean or the quantile that the indicator asks for, in nanoseconds; `no_value` if empty.
  template <class Histogram>
  double statistic(const Histogram& histogram) const;
};

/// The value of a metric that did not occur: no request of that kind, an incomplete bill.
inline constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

inline double ratio(const WideSum& sum, std::uint64_t count) {
  return count == 0 ? no_value : static_cast<double>(sum) / static_cast<double>(count);
}
inline double ratio(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? no_value : static_cast<double>(part) / static_cast<double>(whole);
}

template <class Histogram>
double Reading::statistic(const Histogram& histogram) const {
  if (events != nullptr) *events = histogram.count();
  if (histogram.count() == 0) return no_value;
  return indicator.quantile > 0 ? histogram.quantile(indicator.quantile) : histogram.mean();
}

/// How a metric is computed. It cannot be left out: a row without one does not compile.
class MetricRule {
 public:
  using Function = double (*)(const Reading&);
  template <std::convertible_to<Function> F>
    requires(!std::same_as<F, std::nullptr_t>)
  constexpr MetricRule(F rule) : rule_(rule) {}
  double operator()(const Reading& reading) const { return rule_(reading); }

 private:
  Function rule_;
};

/// Which of its indicators a result lists.
enum class Listing : std::uint8_t {
  by_each_label,  ///< over everything, then by the values of one label at a time
  by_all_labels,  ///< by each combination of its labels' values
  nested,         ///< over everything, by the first label, and by all labels
};

struct MetricFamily {
  std::string_view name;  ///< latency
  bool has_statistics;    ///< latency.mean, latency.p99; else the name stands alone
  std::string_view unit;  ///< ms, s, 1 (a share), 1/s, bit/s, $, count
  LabelList labels;       ///< that it takes
  std::string_view doc;
  MetricRule value;
  Listing listing = Listing::by_each_label;
  /// Unless stated: a metric in unit 1 is a share, any other is not negative.
  Range range = unit == "1" ? Range::share : Range::nonnegative;
};

/// All families, in the order in which results list them.
std::span<const MetricFamily> metric_families();
/// The family of a metric by its full name: of latency.p99 that of latency. Null: there is none.
const MetricFamily* family_of(std::string_view metric);

/// The families of each subsystem, in its own file; metric_families() joins them.
std::span<const MetricFamily> answer_metrics();
std::span<const MetricFamily> cache_metrics();
std::span<const MetricFamily> origin_metrics();
std::span<const MetricFamily> demand_metrics();
std::span<const MetricFamily> function_metrics();
std::span<const MetricFamily> connection_metrics();
std::span<const MetricFamily> fault_metrics();
std::span<const MetricFamily> call_metrics();
std::span<const MetricFamily> change_metrics();
std::span<const MetricFamily> operations_metrics();
std::span<const MetricFamily> cost_metrics();
std::span<const MetricFamily> access_metrics();
std::span<const MetricFamily> attack_metrics();
std::span<const MetricFamily> load_metrics();
std::span<const MetricFamily> sample_metrics();
std::span<const MetricFamily> store_metrics();
std::span<const MetricFamily> queue_metrics();
std::span<const MetricFamily> residency_metrics();

inline constexpr std::array by_route_and_region{&metric_label::route, &metric_label::region};

}  // namespace edgecase
