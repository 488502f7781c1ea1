#pragma once
// Which differences are for the worse, and which of them should fail a CI gate: a significant
// change of availability, errors, stale answers, the cost, or a metric with an objective.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <edgecase/result.hpp>

namespace edgecase {

enum class Better { lower, higher, neither };

/// Of a metric by its name. Neither: more requests or more egress to users is not better or worse.
Better better_when(std::string_view metric);

/// A change in the wrong direction whose interval excludes 0.
bool is_worse(const Difference& difference);
bool is_better(const Difference& difference);

/// Whether the alternative answers significantly fewer requests, by more than 0.1 percentage
/// points. Its other gains may follow from that.
bool answers_fewer(const ComparisonResult& comparison);

/// The objective of this indicator, comparison and name; null: there is none.
const Judgement* same_objective(const std::vector<Judgement>& all, const Judgement& wanted);

/// How much worse a metric may get: of a share, as a difference (0.01: one percentage point); of
/// anything else, relative to the base.
struct Tolerance {
  double general = 0;
  /// By indicator (latency.p99{route=api}), or by metric whatever its labels.
  std::map<std::string, double, std::less<>> of_metric = {};

  double of(const Difference& difference) const;
};

/// Availability, errors, stale answers, the monthly cost and metrics with an objective (in either
/// design) that got worse by more than is tolerated (the whole interval of the change lies beyond
/// it), and objectives that the base meets and the alternative misses; each as its indicator,
/// sorted.
std::vector<std::string> regressions(const ComparisonResult& comparison,
                                     const Tolerance& tolerance = {});

}  // namespace edgecase
