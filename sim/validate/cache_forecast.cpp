#include "validate/cache_forecast.hpp"

#include <algorithm>

#include "plan/steady_state.hpp"

namespace edgecase {
namespace {

std::string why_not(const Blueprint& plan, const RoutePlan& route) {
  const DemandSpec& demand = plan.spec.world.demand;
  if (route.trace != nullptr) return "replays a trace";
  if (plan.has_own_copies()) return "client caches or repeated requests";
  if (!plan.caching.steady ||
      !plan.caching.steady->knows(plan.caching.steady->first_edge(route.cache)))
    return "a policy, admission, peers or reserve without a closed form";
  if (plan.spec.world.horizon.history < 3 * *std::ranges::max_element(route.ttl))
    return "a history of less than three ttl is not the steady state";
  const CachePlan& cache = plan.caching.caches[static_cast<std::size_t>(route.cache)];
  if (cache.spec->stale_while_revalidate > Duration{0} && !cache.above.empty())
    return "tiers pass on stale copies";
  if (!demand.phases.empty() || demand.diurnal) return "demand varies over time";
  if (!plan.timeline.faults.empty()) return "faults";
  if (!plan.attacks.runs.empty()) return "attacks";
  if (route.guard >= 0 || route.access >= 0 || route.quota >= 0)
    return "a guard, an access gate or a quota refuses requests";
  if (!plan.spec.world.purges.empty() || (plan.purging.on_change && route.changes)) return "purged";
  return "";
}

double fresh_share(const Blueprint& plan, std::size_t route) {
  const SteadyState& steady = *plan.caching.steady;
  const std::uint32_t first = steady.first_edge(plan.routes[route].cache);
  const double cacheable =
      plan.routes[route].cacheable() * (1 - plan.routes[route].unique_queries);
  double fresh = 0;
  double all = 0;
  for (std::uint32_t pop = 0; pop < plan.pops(); ++pop) {
    const double demand = steady.demand(first + pop)[route];
    if (!(demand > 0)) continue;
    fresh += demand * steady.fresh_share_of(first + pop, route);
    all += demand;
  }
  return all > 0 ? cacheable * fresh / all : 0;
}

}  // namespace

std::vector<CacheForecast> cache_forecasts(const Blueprint& plan) {
  std::vector<CacheForecast> forecasts;
  for (std::size_t route = 0; route < plan.routes.size(); ++route) {
    const RoutePlan& of = plan.routes[route];
    if (of.cache < 0) continue;
    CacheForecast forecast{.route = of.name, .why_not = why_not(plan, of)};
    if (forecast.why_not.empty()) forecast.fresh = fresh_share(plan, route);
    forecasts.push_back(std::move(forecast));
  }
  return forecasts;
}

}  // namespace edgecase
