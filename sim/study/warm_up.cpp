#include "study/warm_up.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "measure/statistics.hpp"
#include "measure/statistics_series.hpp"
#include "plan/steady_state.hpp"
#include "study/summary.hpp"

namespace edgecase {
namespace {

constexpr int most_doublings = 5;

bool is_default(const Blueprint& plan) {
  return plan.setting.document->find("world.horizon.warm_up") == nullptr;
}

bool demand_is_steady(const WorldSpec& world) {
  return world.faults.empty() && world.changes.empty() && world.demand.phases.empty() &&
         !world.demand.diurnal;
}

bool nothing_is_timed(const WorldSpec& world) {
  return demand_is_steady(world) && world.attacks.empty() && world.purges.empty() &&
         world.revocations.empty() && world.compromises.empty();
}

/// How many moments MSER-5 would cut off; 0: no more than is tolerated.
std::size_t moments_of_drift(const std::vector<double>& series) {
  if (std::ranges::any_of(series, [](double v) { return std::isnan(v); })) return 0;
  const Truncation cut = mser5(series);
  constexpr double tolerated = 0.1;
  const bool little =
      static_cast<double>(cut.keep_from) <= tolerated * static_cast<double>(series.size());
  return little ? 0 : cut.keep_from;
}

/// Of the first `count` replications.
std::vector<double> hit_ratios(const Runs& runs, std::size_t count) {
  IndicatorProblem none;
  const Indicator hits = *parse_indicator("hit_ratio", *runs.plan, none);
  std::vector<double> values;
  for (std::size_t i = 0; i < count; ++i)
    values.push_back(MetricReader(runs.replications[i], *runs.plan)(hits));
  return values;
}

}  // namespace

bool begins_steady(const Blueprint& plan, const RoutePlan& route) {
  if (!plan.caching.steady) return false;
  std::uint32_t first = plan.caching.steady->first_edge(route.cache);
  const auto one_is_known = [&](std::size_t sites) {
    const std::uint32_t from = first;
    first += static_cast<std::uint32_t>(sites);
    for (std::uint32_t cache = from; cache < first; ++cache)
      if (plan.caching.steady->knows(cache)) return true;
    return false;
  };
  bool all = one_is_known(plan.pops());
  for (const LevelPlan& level : plan.caching.caches[static_cast<std::size_t>(route.cache)].above) {
    const bool known = one_is_known(level.sites.size());
    all = all && (known || level.level == CacheLevel::reserve);
  }
  return all;
}

Duration drift_of(const Runs& runs) {
  if (!demand_is_steady(runs.plan->spec.world)) return {};
  std::vector<double> series;
  for (const TimelinePoint& point : timeline_of(runs)) series.push_back(point.edge_hits);
  return static_cast<std::int64_t>(moments_of_drift(series)) * runs.plan->time.moment;
}

bool begins_empty(const Blueprint& plan) {
  return std::ranges::any_of(plan.routes, [&](const RoutePlan& route) {
    return route.cache >= 0 && !begins_steady(plan, route);
  });
}

std::shared_ptr<const Blueprint> longer_warm_up(const Blueprint& plan, StopFlag stop) {
  const WorldSpec& world = plan.spec.world;
  const bool often = world.horizon.warm_up >= (1 << most_doublings) * HorizonSpec{}.warm_up;
  if (!is_default(plan) || !nothing_is_timed(world) || often) return nullptr;
  Setting longer = plan.setting;
  longer.scenario.world.horizon.warm_up *= 2;
  return std::make_shared<const Blueprint>(std::move(longer), stop);
}

bool has_settled(const Runs& before, const Runs& after) {
  if (!begins_empty(*after.plan)) return true;
  if (drift_of(after) > Duration{0}) return false;
  const std::size_t both = std::min(before.replications.size(), after.replications.size());
  const Interval change = paired_difference(hit_ratios(before, both), hit_ratios(after, both));
  return !change.known() || change.contains(0);
}

bool has_settled(const std::vector<double>& series, const std::vector<double>& before,
                 const std::vector<double>& after) {
  if (moments_of_drift(series) > 0) return false;
  const std::size_t both = std::min(before.size(), after.size());
  const Interval change =
      paired_difference(std::span(before).first(both), std::span(after).first(both));
  return !change.known() || change.contains(0);
}

bool warm_up_was_lengthened(const Blueprint& plan) {
  return is_default(plan) && plan.spec.world.horizon.warm_up > HorizonSpec{}.warm_up;
}

}  // namespace edgecase
