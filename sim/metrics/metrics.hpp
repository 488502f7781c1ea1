#pragma once
// The names of numbers: every metric that a run has, its unit and labels, and how it is computed
// from what a replication saw. `latency.p99{route=images,region=europe}` is an indicator.

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cost/bill.hpp"
#include "cost/margin.hpp"
#include "metrics/sample_shift.hpp"
#include "observation/observations.hpp"
#include "plan/blueprint.hpp"

namespace edgecase {

/// The same fate, had nobody attacked.
struct Calm {
  std::vector<BesiegedMeter> people;  ///< by region, at the times of the attacks
  Bill bill;
};

/// What one replication left behind.
struct Replication {
  Observations seen;
  Bill bill;
  Bill served = {};  ///< what it costs the edge's provider
  std::vector<MarginPart> margins = {};
  std::optional<Calm> calm = {};          ///< where there are attacks
  std::optional<SampleShift> shift = {};  ///< where a sample is simulated
};

struct MetricFamily {
  std::string_view name;    ///< latency
  bool has_statistics;      ///< latency.mean, latency.p99; else the name stands alone
  std::string_view unit;    ///< ms, s, 1 (a share), 1/s, bit/s, $, count
  std::string_view labels;  ///< labels it takes, comma separated
  std::string_view doc;
};
std::span<const MetricFamily> metric_families();

/// Parts of the PoPs that a purge has reached, as labels of `purge.reach`.
inline constexpr std::array<std::string_view, 3> purge_reach_names{"50%", "99%", "100%"};

/// Kinds of places that run functions, as labels of `function.cold_share`.
inline constexpr std::array<std::string_view, 5> function_sites{"hub", "large", "medium", "small",
                                                                "region"};
/// How often a function is asked in one place, likewise: below each bound, or above all.
inline constexpr std::array<std::string_view, 4> local_rates{"below-1/min", "below-10/min",
                                                             "below-1/s", "above-1/s"};

/// A metric with its labels, understood.
struct Indicator {
  const MetricFamily* family = nullptr;
  std::string name;     ///< in full: latency.p99
  double quantile = 0;  ///< of p99: 0.99; 0: the mean
  std::map<std::string, std::string> labels;
};

struct IndicatorProblem {
  std::string message;
  std::string label;
  std::string hint;
};

/// Reads "latency.p95{route=images}"; names and label values must exist in this plan.
std::optional<Indicator> parse_indicator(std::string_view text, const Blueprint& plan,
                                         IndicatorProblem& problem);
std::string to_text(const Indicator& indicator);

/// Computes metrics of one replication. Keeps a reference to both arguments.
class MetricReader {
 public:
  MetricReader(const Replication& replication, const Blueprint& plan);

  /// NaN where it did not occur (no request of that kind, an incomplete bill).
  double operator()(const Indicator& indicator);

  /// All requests of a route (or all: -1) in a region (or all: -1).
  const Cell& cell(int route, int region);

 private:
  double money(const Indicator& indicator);
  double functions(const Indicator& indicator) const;
  double near_data_from(const Indicator& indicator) const;
  double latency(const Indicator& indicator, const Cell& cell) const;
  double traffic(const Indicator& indicator, const Cell& cell) const;

  const Replication& replication_;
  const Blueprint& plan_;
  std::map<std::pair<int, int>, Cell> cells_;
};

/// sheet/product/line: how metrics name a line of the bill.
std::string line_name(const BillLine& line);

/// The metrics that every result lists: each family over everything, by region, by route, and by
/// whatever else it takes (tiers, causes, faults, bill lines).
std::vector<Indicator> standard_indicators(const Blueprint& plan);

/// Seconds from the start of a fault until requests succeed again as before it, judged on the
/// timeline: the end of the last stretch in which the share of failures lies more than 0.1% above
/// what it was before. 0: nobody noticed.
double recovery_seconds(const Observations& seen, const Blueprint& plan, const FaultPlan& fault);

}  // namespace edgecase
