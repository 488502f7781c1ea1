#include "measure/canary_judge.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/check.hpp"
#include "core/distribution.hpp"

namespace edgecase {
namespace {

double mean_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Linear between the order statistics (type 7 of Hyndman and Fan). Requires: sorted, not empty.
double percentile(std::span<const double> sorted, double share) {
  const double at = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t next = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - std::floor(at)) * (sorted[next] - sorted[below]);
}

/// The rank sum of `canary` moved back by `shift`, in standard deviations from what equal
/// distributions give: falls as the shift rises.
double rank_score(std::span<const double> control, std::span<const double> canary, double shift) {
  struct Value {
    double value;
    bool of_canary;
  };
  std::vector<Value> all;
  for (const double value : canary) all.push_back({value - shift, true});
  for (const double value : control) all.push_back({value, false});
  std::ranges::sort(all, {}, &Value::value);
  double ranks = 0;
  double ties = 0;
  for (std::size_t from = 0; from < all.size();) {
    std::size_t to = from;
    double of_canary = 0;
    for (; to < all.size() && all[to].value <= all[from].value; ++to)
      of_canary += all[to].of_canary ? 1 : 0;
    const auto tied = static_cast<double>(to - from);
    ranks += of_canary * (static_cast<double>(from + to + 1) / 2);
    ties += tied * tied * tied - tied;
    from = to;
  }
  const auto m = static_cast<double>(canary.size());
  const auto n = static_cast<double>(control.size());
  const double difference = ranks - m * (m + 1) / 2 - m * n / 2;
  const double variance = m * n / 12 * (m + n + 1 - ties / ((m + n) * (m + n - 1)));
  if (variance <= 0) return 0;
  const double corrected = difference - (difference > 0 ? 0.5 : difference < 0 ? -0.5 : 0);
  return corrected / std::sqrt(variance);
}

}  // namespace

std::string_view name_of(JudgeVerdict verdict) {
  constexpr std::string_view names[] = {"Pass", "High", "Low", "Nodata"};
  return names[static_cast<std::size_t>(verdict)];
}

Shift shift_between(std::span<const double> control, std::span<const double> canary,
                    double confidence) {
  EC_CHECK(!control.empty() && !canary.empty());
  const auto [least, most] = std::ranges::minmax(canary);
  const auto [control_least, control_most] = std::ranges::minmax(control);
  const double lowest = least - control_most;
  const double highest = most - control_least;
  const auto root = [&](double quantile) {
    double from = lowest, to = highest;
    if (rank_score(control, canary, from) - quantile <= 0) return from;
    if (rank_score(control, canary, to) - quantile >= 0) return to;
    for (int i = 0; i < 60; ++i) {
      const double middle = from + (to - from) / 2;
      (rank_score(control, canary, middle) > quantile ? from : to) = middle;
    }
    return from + (to - from) / 2;
  };
  const double z = normal_quantile(1 - (1 - confidence) / 2);
  return {root(z), root(0), root(-z)};
}

std::vector<double> without_outliers(std::span<const double> values, double factor) {
  std::vector<double> kept;
  for (const double value : values)
    if (!std::isnan(value)) kept.push_back(value);
  if (kept.empty()) return kept;
  std::vector<double> sorted = kept;
  std::ranges::sort(sorted);
  const double q1 = percentile(sorted, 0.25);
  const double q3 = percentile(sorted, 0.75);
  const double low = std::min(q1 - factor * (q3 - q1), percentile(sorted, 0.01));
  const double high = std::max(q3 + factor * (q3 - q1), percentile(sorted, 0.99));
  std::erase_if(kept, [&](double value) { return value < low || value > high; });
  return kept;
}

JudgeVerdict judge_metric(std::span<const double> control_values,
                          std::span<const double> canary_values, const JudgeSettings& settings) {
  std::vector<double> control = without_outliers(control_values, settings.outlier_factor);
  std::vector<double> canary = without_outliers(canary_values, settings.outlier_factor);
  if (control.empty() || canary.empty()) return JudgeVerdict::no_data;
  std::ranges::sort(control);
  std::ranges::sort(canary);
  if (control == canary) return JudgeVerdict::pass;
  const double base = mean_of(control);
  const double ratio = base == 0 ? 1 : mean_of(canary) / base;
  const Shift shift = shift_between(control, canary, settings.confidence);
  const double tolerated = settings.tolerance * std::abs(shift.estimate);
  const bool up = settings.direction != JudgeDirection::decrease;
  const bool down = settings.direction != JudgeDirection::increase;
  if (up && shift.low > tolerated && ratio >= settings.allowed_increase) return JudgeVerdict::high;
  if (down && shift.high < -tolerated && ratio <= settings.allowed_decrease)
    return JudgeVerdict::low;
  return JudgeVerdict::pass;
}

double canary_score(std::span<const JudgedMetric> metrics) {
  double judged = 0, passed = 0;
  for (const JudgedMetric& metric : metrics) {
    if (metric.critical && metric.verdict != JudgeVerdict::pass) return 0;
    if (metric.verdict == JudgeVerdict::no_data) continue;
    ++judged;
    passed += metric.verdict == JudgeVerdict::pass ? 1 : 0;
  }
  return judged > 0 ? 100 * passed / judged : 0;
}

}  // namespace edgecase
