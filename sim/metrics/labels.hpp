#pragma once
// The labels of metrics, and the values that each may take.

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plan/blueprint.hpp"

namespace edgecase {

struct MetricLabel {
  std::string_view name;
  /// All values in this plan. Null: known only once there is a bill, so that any value is accepted.
  std::vector<std::string> (*values)(const Blueprint& plan);
};

namespace metric_label {
extern const MetricLabel route, region, tier, status, cause;
extern const MetricLabel pops;                        ///< share of the PoPs that a purge reached
extern const MetricLabel function, site, local_rate;  ///< place of a function; calls there
extern const MetricLabel fault, line, after, attack, end, store, versions;
extern const MetricLabel hop;     ///< of calls under a policy
extern const MetricLabel change;  ///< that is shipped
}  // namespace metric_label

using LabelList = std::span<const MetricLabel* const>;

/// Shares of the PoPs that a purge has reached, as labels of `purge.reach`.
inline constexpr std::array<std::string_view, 3> purge_reach_names{"50%", "99%", "100%"};

/// Kinds of places that run functions, as labels of `function.cold_share`.
inline constexpr std::array<std::string_view, 5> function_sites{"hub", "large", "medium", "small",
                                                                "region"};
/// How often a function is called in one place, likewise: below each bound, or above all.
inline constexpr std::array<std::string_view, 4> local_rates{"below-1/min", "below-10/min",
                                                             "below-1/s", "above-1/s"};

}  // namespace edgecase
