#include "study/estimate.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <thread>
#include <utility>

#include "model/content/change_log.hpp"
#include "plan/keys.hpp"
#include "plan/steady_state.hpp"
#include "scenario/sampling.hpp"

namespace edgecase {
namespace {

// Measured: docs/PERFORMANCE.md.
constexpr double hit_s = 0.4e-6;
constexpr double miss_s = 1.3e-6;
constexpr double tier_s = 0.8e-6;      // more, if the caches have tiers
constexpr double function_s = 1.0e-6;  // instead of a miss
constexpr double sub_request_s = 0.6e-6;
constexpr double run_s = 0.005;  // to begin and end one
constexpr double plan_bytes = 30e6;
constexpr double run_bytes = 4e6;
constexpr double object_bytes = 48;      // a node, its part of an index, and their growth
constexpr double change_bytes = 36;      // of content
constexpr double traveller_bytes = 2e3;  // a request under way, with its frames
constexpr double histogram_bytes = 3e4;  // of a route in a region

double in_run(const Blueprint& plan) { return in_seconds(plan.end() - Instant{}); }

double bots_of(const Blueprint& plan) {
  double bots = 0;
  for (const AttackRun& attack : plan.attacks.runs)
    if (attack.weighting) bots += attack.weighting->simulated();
  return bots;
}

/// Of the requests of a route, those that a PoP's cache answers: as in the PoP in the middle of
/// demand, or half of them where theory knows none.
double hits_of(const Blueprint& plan, std::size_t route, const std::vector<double>& by_pop) {
  const RoutePlan& of = plan.routes[route];
  if (of.cache < 0) return 0;
  double share = 0.5;
  const SteadyState* steady = plan.caching.steady.get();
  if (steady != nullptr && !of.trace && steady->knows(steady->first_edge(of.cache))) {
    const double half = std::accumulate(by_pop.begin(), by_pop.end(), 0.0) / 2;
    std::vector<std::uint32_t> order(by_pop.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order,
                      [&](std::uint32_t a, std::uint32_t b) { return by_pop[a] > by_pop[b]; });
    double sum = 0;
    std::size_t at = 0;
    while (at + 1 < order.size() && (sum += by_pop[order[at]]) < half) ++at;
    share = steady->fresh_share_of(steady->first_edge(of.cache) + order[at], route);
  }
  return share * of.cacheable() * (1 - of.unique_queries);
}

double seconds_of_miss(const Blueprint& plan, const RoutePlan& route) {
  if (route.function < 0) {
    const bool tiers = route.cache >= 0 &&
                       !plan.caching.caches[static_cast<std::size_t>(route.cache)].above.empty();
    return miss_s + (tiers ? tier_s : 0);
  }
  const auto& function = plan.compute.functions[static_cast<std::size_t>(route.function)];
  const auto& sub = function.spec->sub_requests;
  return function_s + (sub ? sub_request_s * static_cast<double>(sub->count.value) : 0);
}

double seconds_of_request(const Blueprint& plan, const std::vector<double>& by_pop) {
  double mean = 0;
  for (std::size_t route = 0; route < plan.routes.size(); ++route) {
    const double hits = hits_of(plan, route, by_pop);
    mean += plan.traffic.by_route[route].share *
            (hits * hit_s + (1 - hits) * seconds_of_miss(plan, plan.routes[route]));
  }
  return mean;
}

/// Objects of these keys that a cache with this demand comes to hold in a run, within its capacity.
double copies_kept(const std::vector<KeyGroup>& groups, double requests, double most) {
  double distinct = 0;
  for (const KeyGroup& group : groups)
    distinct += group.count * -std::expm1(-requests * group.share);
  return std::min(distinct, most);
}

double capacity_in_objects(const CacheLimits& limits, double mean_bytes) {
  const double by_bytes = static_cast<double>(limits.bytes.count) / std::max(1.0, mean_bytes);
  return std::min(by_bytes, static_cast<double>(limits.objects.value));
}

/// Copies of one route in all caches of a run.
double copies_of(const Blueprint& plan, std::size_t route, const std::vector<double>& by_pop) {
  constexpr double alike = 0.3;
  const RoutePlan& of = plan.routes[route];
  const CachePlan& cache = plan.caching.caches[static_cast<std::size_t>(of.cache)];
  const std::vector<KeyGroup> groups = key_groups(plan, route, alike);
  const double share = plan.traffic.by_route[route].share * of.cacheable() * in_run(plan);
  const double mean_bytes = mean_object_bytes(plan, of);
  double copies = 0;
  for (const double demand : by_pop) {
    const double repeated = demand * share * (1 - of.unique_queries);
    const double most = capacity_in_objects(cache.limits, mean_bytes);
    copies +=
        std::min(most, copies_kept(groups, repeated, most) + demand * share * of.unique_queries);
  }
  for (const LevelPlan& level : cache.above) {
    std::vector<double> by_site(level.sites.size(), 0);
    for (std::size_t pop = 0; pop < by_pop.size(); ++pop)
      by_site[level.below[pop].site] += by_pop[pop];
    for (const double demand : by_site)
      copies += copies_kept(groups, demand * share, capacity_in_objects(level.limits, mean_bytes));
  }
  return copies;
}

double bytes_of_run(const Blueprint& plan, const std::vector<double>& by_pop) {
  double copies = 0;
  double changes = 0;
  for (std::size_t route = 0; route < plan.routes.size(); ++route) {
    const RoutePlan& of = plan.routes[route];
    if (of.cache >= 0) copies += copies_of(plan, route, by_pop);
    if (of.changes)
      changes += expected_changes(*of.changes, Count{static_cast<std::int64_t>(of.objects)},
                                  plan.end() - Instant{});
  }
  const double rate = std::accumulate(by_pop.begin(), by_pop.end(), 0.0);
  return run_bytes + object_bytes * copies + change_bytes * changes + traveller_bytes * rate;
}

/// Observations of one run, which a study keeps for each replication.
double bytes_of_observations(const Blueprint& plan) {
  const double cells =
      static_cast<double>(plan.time.phases.count() * plan.routes.size() * plan.region_names.size());
  const double meters =
      static_cast<double>(plan.time.phases.count() * plan.routes.size() * plan.pops());
  const double moments = static_cast<double>(plan.time.moments * plan.region_names.size());
  const double twice = plan.attacks.runs.empty() ? 1 : 2;  // bots are counted apart
  return twice * (cells * (sizeof(Cell) + histogram_bytes) + meters * sizeof(PopMeter)) +
         moments * sizeof(Moment);
}

}  // namespace

double threads_of(const StudyOptions& options) {
  const double cores = std::max(1U, std::thread::hardware_concurrency());
  return std::min(options.threads == 0 ? cores : options.threads,
                  static_cast<double>(options.replications));
}

StudyEstimate estimate_of(const Blueprint& plan, const StudyOptions& options) {
  const std::vector<double> by_pop = plan.requests_by_pop();
  const double faults = static_cast<double>(faults_left_out(plan));
  StudyEstimate all{.replications = static_cast<double>(options.replications)};
  double attacked = 1 + faults;  // runs with the attacks
  double runs = 1 + faults;
  for (const KnockOut& one : knock_outs()) {
    if (!one.applies(plan)) continue;
    runs += 1;
    attacked += one.leaves_out.attacks ? 0 : 1;
  }
  double each_replication =
      runs * plan.traffic.demand.expected(Instant{}, plan.end()) + attacked * bots_of(plan);
  if (plan.time.rest && !only_attacks_happen(plan)) {
    runs += 1;  // without phases of demand, too
    each_replication +=
        plan.spec.world.demand.rate.per_second / static_cast<double>(plan.one_in) * in_run(plan);
  }
  all.runs = runs;
  all.requests = all.replications * each_replication;
  all.cpu_s = all.requests * seconds_of_request(plan, by_pop) + all.replications * all.runs * run_s;
  const double kept_runs = plan.time.rest ? 2 : 1;
  const double moments = static_cast<double>(plan.time.moments * plan.region_names.size());
  all.thread_bytes = bytes_of_run(plan, by_pop) + bytes_of_observations(plan);
  all.shared_bytes = plan_bytes + all.replications * (kept_runs * bytes_of_observations(plan) +
                                                      faults * moments * sizeof(Moment));
  return all;
}

std::optional<double> sample_that_fits(const Blueprint& plan, const StudyOptions& options,
                                       double bytes) {
  for (double power = 1; power > 1e-9; power /= 10) {
    for (const double digit : {5.0, 2.0, 1.0}) {
      const double share = digit / 10 * power;
      if (share >= 1.0 / static_cast<double>(plan.one_in)) continue;
      Setting smaller = plan.setting;
      smaller.scenario.world.sample = Share{share};
      Diagnostics refused;
      Checker checker(*smaller.document, refused);
      check_sample(smaller.scenario, smaller.sizes, checker);
      if (refused.has_errors()) return std::nullopt;
      const Blueprint sampled(std::move(smaller));
      if (estimate_of(sampled, options).bytes(1) <= bytes) return share;
    }
  }
  return std::nullopt;
}

}  // namespace edgecase
