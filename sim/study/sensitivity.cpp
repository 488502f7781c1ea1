#include "study/sensitivity.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "study/summary.hpp"

namespace edgecase {
namespace {

using Overrides = std::vector<std::vector<std::string>>;

Overrides at_points(const std::vector<Parameter>& inputs, const std::vector<UnitPoint>& points) {
  Overrides all;
  for (const UnitPoint& point : points) {
    PointValues values;
    for (std::size_t i = 0; i < inputs.size(); ++i) values.push_back(inputs[i].at(point[i]));
    all.push_back(overrides_of(inputs, values));
  }
  return all;
}

void count_problems(Sensitivity& found) {
  for (const PointResult& point : found.points.points) {
    if (point.problem.empty()) continue;
    ++found.failed;
    if (found.first_problem.empty()) found.first_problem = point.problem;
  }
  found.interrupted = found.points.interrupted;
  if (!found.points.measures.empty()) found.measure = found.points.measures.front();
}

bool has_values(const PointResult& point) { return point.done && point.problem.empty(); }

std::vector<double> means_of(const PointsResult& result) {
  std::vector<double> means;
  for (const PointResult& point : result.points)
    means.push_back(has_values(point) ? mean_interval(point.values.front()).mean : std::nan(""));
  return means;
}

/// "fast: pass → fail": of the first objective that is judged otherwise.
std::string flipped(const PointsResult& result, const PointResult& base, const PointResult& other) {
  for (std::size_t i = 0; i < result.promises.size(); ++i) {
    const Promise& promise = result.promises[i];
    const auto verdict = [&](const PointResult& point) {
      return judge(within(promise.indicator.family->range, mean_interval(point.values[1 + i])),
                   promise.comparison, promise.limit);
    };
    const Verdict was = verdict(base);
    const Verdict now = verdict(other);
    if (was == now) continue;
    return fmt::format("{}: {} → {}",
                       promise.name.empty() ? to_text(promise.indicator) : promise.name,
                       name_of(was), name_of(now));
  }
  return "";
}

TornadoEnd end_of(const PointsResult& result, std::size_t point, std::string value) {
  TornadoEnd end{.value = std::move(value), .change = {}, .problem = {}, .flips = {}};
  const PointResult& base = result.points.front();
  const PointResult& there = result.points[point];
  end.problem = there.problem;
  end.change = estimate_of(Interval{});
  if (!has_values(base) || !has_values(there)) return end;
  end.change = estimate_of(paired_difference(base.values.front(), there.values.front()));
  end.flips = flipped(result, base, there);
  return end;
}

double size_of(const TornadoEnd& end) {
  return std::isnan(end.change.mean) ? 0 : std::abs(end.change.mean);
}

void run_tornado(const std::vector<Parameter>& inputs, const OpenPoint& open,
                 const SensitivityOptions& options, Sensitivity& found) {
  Overrides points{{}};
  for (const Parameter& input : inputs)
    for (const double end : {0.0, 1.0}) points.push_back({input.path + "=" + input.at(end)});
  found.points = evaluate_points(points, open, options.points);
  count_problems(found);
  if (has_values(found.points.points.front()))
    found.base = estimate_of(
        within(found.measure.range, mean_interval(found.points.points.front().values.front())));
  for (std::size_t i = 0; i < inputs.size(); ++i)
    found.rows.push_back({.input = i,
                          .low = end_of(found.points, 1 + 2 * i, inputs[i].at(0)),
                          .high = end_of(found.points, 2 + 2 * i, inputs[i].at(1)),
                          .effects = {}});
  std::ranges::stable_sort(found.rows, [](const SensitivityRow& a, const SensitivityRow& b) {
    return std::max(size_of(a.low), size_of(a.high)) > std::max(size_of(b.low), size_of(b.high));
  });
}

void run_morris(const std::vector<Parameter>& inputs, const OpenPoint& open,
                const SensitivityOptions& options, Sensitivity& found) {
  constexpr std::size_t levels = 4;
  const MorrisPlan plan = morris_plan(inputs.size(), options.samples, levels,
                                      Stream(options.points.study.seed, 0, "morris"));
  found.points = evaluate_points(at_points(inputs, plan.points), open, options.points);
  count_problems(found);
  const auto effects = morris_effects(plan, means_of(found.points));
  for (std::size_t i = 0; i < inputs.size(); ++i)
    found.rows.push_back({.input = i, .low = {}, .high = {}, .effects = effects[i]});
  std::ranges::stable_sort(found.rows, std::ranges::greater{}, [](const SensitivityRow& row) {
    return std::isnan(row.effects.mean_absolute) ? -1 : row.effects.mean_absolute;
  });
}

void run_sobol(const std::vector<Parameter>& inputs, const OpenPoint& open,
               const SensitivityOptions& options, Sensitivity& found) {
  const SobolPlan plan =
      sobol_plan(inputs.size(), options.samples, Stream(options.points.study.seed, 0, "sobol"));
  found.points = evaluate_points(at_points(inputs, plan.points), open, options.points);
  count_problems(found);
  const std::vector<double> means = means_of(found.points);
  // An index over points of which some are missing would be of another space.
  const bool whole = std::ranges::none_of(means, [](double v) { return std::isnan(v); });
  SobolIndices indices;
  const std::vector<double> unknown(inputs.size(), std::nan(""));
  indices.first_order = indices.total_effect = unknown;
  if (whole) indices = sobol_indices(plan, means);
  for (std::size_t i = 0; i < inputs.size(); ++i)
    found.rows.push_back({.input = i,
                          .low = {},
                          .high = {},
                          .effects = {},
                          .first_order = indices.first_order[i],
                          .total_effect = indices.total_effect[i]});
  std::ranges::stable_sort(found.rows, std::ranges::greater{}, [](const SensitivityRow& row) {
    return std::isnan(row.total_effect) ? -1 : row.total_effect;
  });
  found.variance = {std::nan(""), std::nan("")};
  if (!whole || options.points.study.replications < 2) return;
  std::vector<std::vector<double>> by_point;
  for (std::size_t i = 0; i < 2 * plan.samples; ++i)
    by_point.push_back(found.points.points[i].values.front());
  found.variance = shares_of_variance(by_point);
}

}  // namespace

Sensitivity find_sensitivity(const std::vector<Parameter>& inputs, const OpenPoint& open,
                             const SensitivityOptions& options) {
  Sensitivity found;
  found.method = options.method;
  switch (options.method) {
    case SensitivityMethod::tornado:
      run_tornado(inputs, open, options, found);
      break;
    case SensitivityMethod::morris:
      run_morris(inputs, open, options, found);
      break;
    case SensitivityMethod::sobol:
      run_sobol(inputs, open, options, found);
      break;
  }
  return found;
}

}  // namespace edgecase
