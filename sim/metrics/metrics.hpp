#pragma once
// The names of numbers: reading indicators such as `latency.p99{route=images,region=europe}`, and
// computing them from a replication. What metrics there are: family.hpp.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cost/bill.hpp"
#include "metrics/family.hpp"
#include "metrics/replication.hpp"
#include "plan/blueprint.hpp"

namespace edgecase {

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
  MetricReader(const Replication& replication, const Blueprint& plan)
      : replication_(replication), plan_(plan), sums_(replication.seen) {}

  /// NaN where it did not occur (no request of that kind, an incomplete bill).
  double operator()(const Indicator& indicator) {
    events_ = 0;
    return indicator.family->value({replication_, plan_, indicator, sums_, &events_});
  }
  /// From how many simulated events the last value was computed, if it is a mean or a quantile of
  /// single events (latencies, ages); else 0.
  double events() const { return static_cast<double>(events_) / static_cast<double>(plan_.one_in); }
  /// All requests of a route (or all: -1) in a region (or all: -1).
  const Cell& cell(int route, int region) { return sums_.of(route, region); }

 private:
  const Replication& replication_;
  const Blueprint& plan_;
  CellSums sums_;
  std::uint64_t events_ = 0;
};

/// sheet/product/line: how metrics name a line of the bill.
std::string line_name(const BillLine& line);

/// The metrics that every result lists: each family over everything, then by the values of its
/// labels.
std::vector<Indicator> standard_indicators(const Blueprint& plan);

/// The effect of one fault in a replication: compared with the same run without it if other faults,
/// attacks or phases of demand may cause failures too, otherwise with the time before it.
struct FaultEffect {
  bool measured = true;          ///< false: the fault was over before the measured time
  double recovery_s = 0;         ///< from its start to the end of its last effect; 0: none was seen
  bool recovered = true;         ///< before the end of the run, or a later fault that covers it
  std::vector<double> requests;  ///< by region, from its start to its recovery
  std::vector<double> failed;    ///< of those
  std::vector<double> caused;    ///< of those that failed: because of it
};
/// Its effect lasts while more than 0.1% of the requests of a moment fail because of it (beyond
/// twice the standard deviation of those that fail anyway).
FaultEffect effect_of_fault(const Replication& run, const Blueprint& plan, std::size_t fault);

}  // namespace edgecase
