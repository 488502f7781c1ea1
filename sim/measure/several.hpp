#pragma once
// Several comparisons at once: of a hundred rows without any effect, five would be "significant" at
// 95% each.
// Assumes: nothing about how the comparisons depend on each other.
// Source: Holm, "A simple sequentially rejective multiple test procedure", 1979.

#include <span>
#include <vector>

#include "measure/statistics.hpp"

namespace edgecase {

/// The probability of a value at least as far from `null` as the mean of this interval if `null`
/// were true (two-sided, Student t). NaN if the interval is unknown; 0 if it has no width
/// elsewhere, 1 if it has none there. Requires: the interval is symmetric (`mean_interval`,
/// `paired_difference`).
double p_value(const Interval& interval, double null = 0, double confidence = default_confidence);

/// Each p-value times the number of hypotheses that are left when it is tested, smallest first;
/// never less than that of a smaller one, at most 1. Below alpha: significant, and the probability
/// that any one of the whole table is wrongly so is at most alpha. NaN is no hypothesis and stays.
std::vector<double> holm_adjusted(std::span<const double> p_values);

}  // namespace edgecase
