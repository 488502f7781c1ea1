#include "study/precision.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/core.h>

#include "measure/statistics.hpp"
#include "metrics/metrics.hpp"

namespace edgecase {
namespace {

std::vector<Indicator> headline_indicators(const Blueprint& plan) {
  std::vector<Indicator> all;
  for (const Promise& promise : promises_of(plan)) all.push_back(promise.indicator);
  if (!all.empty()) return all;
  IndicatorProblem none;
  for (const char* name : {"latency.p95", "hit_ratio", "cost.monthly"}) {
    all.push_back(*parse_indicator(name, plan, none));
  }
  return all;
}

std::vector<double> values_of(const Runs& runs, const Indicator& indicator) {
  std::vector<double> values;
  for (const Replication& replication : runs.replications)
    values.push_back(MetricReader(replication, *runs.plan)(indicator));
  return values;
}

}  // namespace

double target_of(double precision) { return precision / (1 + precision); }

std::size_t replications_for_precision(const Runs& runs) {
  std::size_t most = runs.replications.size();
  for (const Indicator& indicator : headline_indicators(*runs.plan)) {
    const auto needed =
        needed_replications(values_of(runs, indicator), target_of(runs.options.precision));
    most = std::max(most, needed.value_or(0));
  }
  return std::min(most, std::max(runs.options.most_replications, runs.replications.size()));
}

std::optional<std::string> precision_missed(const Runs& runs) {
  if (!(runs.options.precision > 0)) return std::nullopt;
  std::string missed;
  for (const Indicator& indicator : headline_indicators(*runs.plan)) {
    const Interval interval = mean_interval(values_of(runs, indicator));
    const double reached = interval.half_width() / std::abs(interval.mean);
    if (!std::isfinite(reached) || reached <= runs.options.precision) continue;
    missed += fmt::format("{}{} is within ±{:.2g}%", missed.empty() ? "" : ", ", indicator.name,
                          100 * reached);
  }
  if (missed.empty()) return std::nullopt;
  return fmt::format("--precision {:.4g}% was not reached after {} replications, the limit: {}",
                     100 * runs.options.precision, runs.replications.size(), missed);
}

}  // namespace edgecase
