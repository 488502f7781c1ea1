#include "study/sweep.hpp"

#include <edgecase/error.hpp>

#include "study/summary.hpp"

namespace edgecase {

SweepMeasure sweep_measure(const StudyMeasure& measure) {
  return {measure.name, measure.unit, more_is_better(measure)};
}

SweepOutcome sweep(const std::vector<Parameter>& parameters, const std::vector<PointValues>& plan,
                   const OpenPoint& open, const SweepOptions& options) {
  std::vector<std::size_t> numbers;
  std::vector<std::vector<std::string>> overrides;
  for (std::size_t i = 0; i < plan.size(); ++i) {
    if (!options.shard.has(i)) continue;
    numbers.push_back(i);
    overrides.push_back(overrides_of(parameters, plan[i]));
  }
  SweepOutcome outcome{{}, evaluate_points(overrides, open, options.points)};
  SweepResult& result = outcome.result;
  result.tool_version = EDGECASE_VERSION;
  result.seed = options.points.study.seed;
  result.planned = plan.size();
  for (const Parameter& parameter : parameters) result.parameters.push_back(parameter.path);
  for (const StudyMeasure& measure : outcome.points.measures)
    result.measures.push_back(sweep_measure(measure));
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    PointResult& point = outcome.points.points[i];
    if (!point.done) continue;
    SweepPoint& row = result.points.emplace_back();
    row.number = numbers[i] + 1;
    row.values = plan[numbers[i]];
    row.problem = point.problem;
    if (!point.problem.empty()) continue;
    for (std::size_t m = 0; m < point.values.size(); ++m)
      row.estimates.push_back(
          estimate_of(within(outcome.points.measures[m].range, mean_interval(point.values[m]))));
    row.replications = point.values;
  }
  return outcome;
}

}  // namespace edgecase
