#pragma once
// What a comparison of two designs is about: the metrics of its table, in its order.

#include <span>
#include <string_view>

#include <edgecase/result.hpp>

namespace edgecase {

/// A metric, also for each value of the labels `by` and `and_by`.
struct ComparedMetric {
  std::string_view name;
  std::string_view by = {};
  std::string_view and_by = {};
  bool always = false;  ///< also where both are 0

  /// Whether this difference is one of its own; a difference between nothing and nothing is not.
  bool compares(const Difference& difference) const;
};

std::span<const ComparedMetric> compared_metrics();

}  // namespace edgecase
