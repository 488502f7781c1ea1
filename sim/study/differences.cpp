#include "study/differences.hpp"

#include <algorithm>
#include <cmath>

#include "measure/several.hpp"
#include "metrics/family.hpp"
#include "report/compared.hpp"
#include "study/summary.hpp"

namespace edgecase {
namespace {

bool is_compared(const Difference& difference) {
  return std::ranges::any_of(compared_metrics(), [&](const ComparedMetric& metric) {
    return metric.compares(difference);
  });
}

}  // namespace

std::vector<Difference> differences_of(const Result& base, const Result& alternative) {
  std::vector<Difference> all;
  std::vector<double> p_values;
  for (const Metric& after : alternative.metrics) {
    const Metric* before = base.find(after.name, after.labels);
    if (before == nullptr) continue;
    const Range range = family_of(after.name)->range;
    const Interval difference = paired_difference(before->values, after.values);
    const Interval change =
        within(range == Range::share ? Range::share_change : Range::any, difference);
    const Interval relative = within(
        range == Range::share || range == Range::nonnegative ? Range::relative_change : Range::any,
        relative_difference(before->values, after.values));
    // Either may be shown, so a change is significant only if both intervals exclude 0.
    const bool significant = change.known() && !change.contains(0) && !relative.contains(0);
    all.push_back({after.name, after.labels, after.unit, before->estimate.mean, after.estimate.mean,
                   estimate_of(change), estimate_of(relative), significant});
    p_values.push_back(is_compared(all.back()) ? p_value(difference) : std::nan(""));
  }
  const std::vector<double> adjusted = holm_adjusted(p_values);
  for (std::size_t i = 0; i < all.size(); ++i)
    if (adjusted[i] > 1 - default_confidence) all[i].significant = false;
  return all;
}

}  // namespace edgecase
