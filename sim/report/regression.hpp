#pragma once
// Which differences are for the worse, and which of them should fail a CI gate: a significant
// change of a metric with an objective or of the cost.

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

/// Metrics with an objective (in either design) and the monthly cost that got significantly worse,
/// and objectives that the base meets and the alternative misses; each as its indicator, sorted.
std::vector<std::string> regressions(const ComparisonResult& comparison);

}  // namespace edgecase
