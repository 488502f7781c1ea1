#include "model/guard/waf_cost.hpp"

#include <algorithm>

#include "core/check.hpp"

namespace edgecase {

std::vector<Field> fields(Of<ConstantCostSpec>) {
  return list<ConstantCostSpec>(
      field("time", &ConstantCostSpec::time, "CPU time per request, regardless of size",
            shorthand(), at_least(Duration{0}), assumed("a few comparisons and table lookups")));
}

std::vector<Field> fields(Of<LinearCostSpec>) {
  return list<LinearCostSpec>(
      field("time", &LinearCostSpec::time, "CPU time of an empty request", at_least(Duration{0}),
            assumed("setting up a scan")),
      field("per_kB", &LinearCostSpec::per_kB, "CPU time per 1,000 bytes inspected",
            at_least(Duration{0}), assumed("automata scan hundreds of MB per second")));
}

std::vector<Field> fields(Of<BacktrackingCostSpec>) {
  return list<BacktrackingCostSpec>(
      field("time", &BacktrackingCostSpec::time, "CPU time of an empty request",
            at_least(Duration{0}), assumed("setting up a match")),
      field("stars", &BacktrackingCostSpec::stars,
            "number of wildcards that can split the input among them", at_least(std::int64_t{1}),
            at_most(std::int64_t{4}),
            source(".*(?:.*=.*) has two before the character (Cloudflare blog, Details of the "
                   "outage on July 2, 2019)",
                   "2026-11")),
      field("step", &BacktrackingCostSpec::step, "CPU time per attempted split",
            more_than(Duration{0}), assumed("about ten to twenty instructions")));
}

Menu menu(Of<WafCostMenu>) {
  return {{alternative<ConstantCostSpec>("constant", "constant per request"),
           alternative<LinearCostSpec>("linear", "proportional to the bytes inspected"),
           alternative<BacktrackingCostSpec>(
               "backtracking", "a regular expression with catastrophic backtracking")},
          "constant"};
}

double backtracking_ways(double bytes, std::int64_t stars) {
  double ways = 1;
  for (std::int64_t k = 1; k <= stars; ++k) {
    ways *= (bytes + static_cast<double>(k)) / static_cast<double>(k);
  }
  return ways;
}

Duration waf_cost(const WafCostChoice& cost, Bytes looked_at) {
  constexpr double longest = 3600;
  const auto bytes = static_cast<double>(std::max<std::int64_t>(0, looked_at.count));
  if (const auto* constant = cost.get_if<ConstantCostSpec>()) return constant->time;
  if (const auto* linear = cost.get_if<LinearCostSpec>()) {
    const double seconds = in_seconds(linear->time) + bytes / 1000 * in_seconds(linear->per_kB);
    return from_seconds(std::min(longest, seconds));
  }
  const auto* regex = cost.get_if<BacktrackingCostSpec>();
  EC_CHECK(regex, "a cost that is not on the menu");
  const double ways = backtracking_ways(bytes, regex->stars.value);
  return from_seconds(std::min(longest, in_seconds(regex->time) + ways * in_seconds(regex->step)));
}

}  // namespace edgecase
