#include "measure/sensitivity.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "core/check.hpp"

namespace edgecase {
namespace {

constexpr double not_known = std::numeric_limits<double>::quiet_NaN();

struct MeanAndVariance {
  double mean = 0;
  double variance = 0;  // of the values as a population
};
MeanAndVariance spread_of(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  MeanAndVariance spread;
  for (const double value : values) spread.mean += value / n;
  for (const double value : values)
    spread.variance += (value - spread.mean) * (value - spread.mean) / n;
  return spread;
}

}  // namespace

MorrisPlan morris_plan(std::size_t inputs, std::size_t trajectories, std::size_t levels,
                       const Stream& stream) {
  EC_CHECK(inputs > 0 && trajectories > 0 && levels >= 2 && levels % 2 == 0);
  const double step = static_cast<double>(levels) / (2 * static_cast<double>(levels - 1));
  MorrisPlan plan{.inputs = inputs, .points = {}, .changed = {}};
  for (std::size_t t = 0; t < trajectories; ++t) {
    Draws draws(stream.of(t));
    UnitPoint at(inputs);
    // The lower half of the levels: one step up stays in the cube.
    for (double& x : at)
      x = static_cast<double>(draws.below(levels / 2)) / static_cast<double>(levels - 1);
    std::vector<bool> falls(inputs);
    for (std::size_t i = 0; i < inputs; ++i) {
      falls[i] = draws.below(2) == 1;
      if (falls[i]) at[i] += step;
    }
    std::vector<std::size_t> order(inputs);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = inputs - 1; i > 0; --i) std::swap(order[i], order[draws.below(i + 1)]);
    plan.points.push_back(at);
    for (const std::size_t input : order) {
      at[input] += falls[input] ? -step : step;
      plan.points.push_back(at);
      plan.changed.push_back(input);
    }
  }
  return plan;
}

ElementaryEffects summary_of_effects(std::span<const double> effects) {
  ElementaryEffects all;
  all.count = effects.size();
  if (effects.empty()) return {not_known, not_known, not_known, 0};
  const auto n = static_cast<double>(effects.size());
  for (const double effect : effects) {
    all.mean += effect / n;
    all.mean_absolute += std::abs(effect) / n;
  }
  for (const double effect : effects)
    all.deviation += (effect - all.mean) * (effect - all.mean) / (n - 1);
  all.deviation = std::sqrt(all.deviation);  // NaN of a single effect
  return all;
}

std::vector<ElementaryEffects> morris_effects(const MorrisPlan& plan,
                                              std::span<const double> outputs) {
  EC_CHECK(outputs.size() == plan.points.size());
  std::vector<std::vector<double>> effects(plan.inputs);
  for (std::size_t n = 0; n < plan.changed.size(); ++n) {
    const std::size_t from = n / plan.inputs * (plan.inputs + 1) + n % plan.inputs;
    const std::size_t input = plan.changed[n];
    const double change = outputs[from + 1] - outputs[from];
    if (std::isnan(change)) continue;
    effects[input].push_back(change / (plan.points[from + 1][input] - plan.points[from][input]));
  }
  std::vector<ElementaryEffects> all;
  for (const auto& of_input : effects) all.push_back(summary_of_effects(of_input));
  return all;
}

SobolPlan sobol_plan(std::size_t inputs, std::size_t samples, const Stream& stream) {
  EC_CHECK(inputs > 0 && samples > 1);
  const std::vector<UnitPoint> both = shifted_sobol_points(samples, 2 * inputs, stream);
  SobolPlan plan{.inputs = inputs, .samples = samples, .points = {}};
  const auto half = static_cast<std::ptrdiff_t>(inputs);
  for (const UnitPoint& point : both) plan.points.emplace_back(point.begin(), point.begin() + half);
  for (const UnitPoint& point : both) plan.points.emplace_back(point.begin() + half, point.end());
  for (std::size_t input = 0; input < inputs; ++input) {
    for (std::size_t n = 0; n < samples; ++n) {
      UnitPoint mixed = plan.points[n];
      mixed[input] = plan.points[samples + n][input];
      plan.points.push_back(std::move(mixed));
    }
  }
  return plan;
}

SobolIndices sobol_indices(const SobolPlan& plan, std::span<const double> outputs) {
  EC_CHECK(outputs.size() == plan.points.size());
  const std::size_t n = plan.samples;
  const auto count = static_cast<double>(n);
  const MeanAndVariance spread = spread_of(outputs.first(2 * n));
  SobolIndices indices{spread.variance, {}, {}};
  for (std::size_t input = 0; input < plan.inputs; ++input) {
    double first = 0;
    double total = 0;
    for (std::size_t i = 0; i < n; ++i) {
      // Centred: the estimator's own variance grows with the square of the mean.
      const double a = outputs[i] - spread.mean;
      const double b = outputs[n + i] - spread.mean;
      const double mixed = outputs[(2 + input) * n + i] - spread.mean;
      first += b * (mixed - a) / count;
      total += (a - mixed) * (a - mixed) / (2 * count);
    }
    const bool varies = spread.variance > 0;
    indices.first_order.push_back(varies ? first / spread.variance : not_known);
    indices.total_effect.push_back(varies ? total / spread.variance : not_known);
  }
  return indices;
}

VarianceShares shares_of_variance(const std::vector<std::vector<double>>& values_by_point) {
  const std::size_t points = values_by_point.size();
  const std::size_t each = points == 0 ? 0 : values_by_point.front().size();
  EC_CHECK(points >= 2 && each >= 2);
  const auto p = static_cast<double>(points);
  const auto n = static_cast<double>(each);
  std::vector<double> of_point(points, 0);
  std::vector<double> of_replication(each, 0);
  for (std::size_t i = 0; i < points; ++i) {
    for (std::size_t j = 0; j < each; ++j) {
      of_point[i] += values_by_point[i][j] / n;
      of_replication[j] += values_by_point[i][j] / p;
    }
  }
  const MeanAndVariance by_point = spread_of(of_point);
  const MeanAndVariance by_replication = spread_of(of_replication);
  double rest = 0;
  for (std::size_t i = 0; i < points; ++i) {
    for (std::size_t j = 0; j < each; ++j) {
      const double off = values_by_point[i][j] - of_point[i] - of_replication[j] + by_point.mean;
      rest += off * off / ((p - 1) * (n - 1));
    }
  }
  const double inputs = std::max(0.0, by_point.variance * p / (p - 1) - rest / n);
  const double seeds = std::max(0.0, by_replication.variance * n / (n - 1) - rest / p) + rest;
  const double all = inputs + seeds;
  return all > 0 ? VarianceShares{inputs / all, seeds / all} : VarianceShares{not_known, not_known};
}

}  // namespace edgecase
