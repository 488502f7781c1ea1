#include <algorithm>
#include <cmath>
#include <string_view>

#include <fmt/core.h>

#include "metrics/metrics.hpp"
#include "study/stress.hpp"

namespace edgecase {
namespace {

struct NamedFailure {
  Failure failure;
  std::string_view resource;
};
constexpr NamedFailure failing_resources[] = {
    {Failure::pop_unreachable, "routes to PoPs that are down"},
    {Failure::connection_lost, "PoPs that went down"},
    {Failure::origin_overloaded, "origin workers and queue"},
    {Failure::origin_down, "origin"},
    {Failure::origin_timeout, "origin, slower than the edge's timeout"},
    {Failure::throttled, "functions' account limit"},
    {Failure::shed, "servers of functions"},
    {Failure::function_killed, "functions' CPU limit"},
    {Failure::function_timeout, "functions, slower than their timeout"},
    {Failure::link_full, "links of PoPs"},
    {Failure::filtered, "flood filters"},
    {Failure::refused, "connection tables of PoPs"},
    {Failure::edge_overloaded, "cores of PoPs"},
    {Failure::blocked, "guards that block users"},
    {Failure::abandoned, "challenges that users abandon"},
    {Failure::gave_up, "waiting room"},
    {Failure::no_identity, "identity provider"},
    {Failure::no_session_store, "session store"},
    {Failure::no_introspection, "token introspection"},
    {Failure::over_quota, "quotas"},
    {Failure::client_timeout, "patience of clients"},
    {Failure::edge_error, "PoPs that answer errors"},
    {Failure::origin_error, "origin, answering errors"},
    {Failure::path_down, "path to the origin"},
    {Failure::third_party, "third party"},
    {Failure::unresolved, "DNS: the name does not resolve"},
    {Failure::rejected, "callers' own breaker or limit"}};

struct NamedStage {
  Stage stage;
  std::string_view resource;
};
constexpr NamedStage slow_resources[] = {{Stage::client_network, "distance to PoPs"},
                                         {Stage::congestion, "links of PoPs"},
                                         {Stage::edge, "cores of PoPs"},
                                         {Stage::upper_tier, "distance to the tier"},
                                         {Stage::origin_network, "distance to the origin"},
                                         {Stage::origin_queue, "origin workers"},
                                         {Stage::origin_service, "origin's service time"},
                                         {Stage::cold_start, "instances: cold starts"},
                                         {Stage::function_queue, "cores of functions"},
                                         {Stage::function, "functions"}};

std::string failing(const StressSeen& base, const StressSeen& probe) {
  constexpr double noticeable = 1e-4;
  double most = noticeable;
  std::string resource;
  for (const NamedFailure& one : failing_resources) {
    const auto i = static_cast<std::size_t>(one.failure);
    const double more = probe.causes[i] - base.causes[i];
    if (!(more > most)) continue;
    most = more;
    resource = one.resource;
  }
  return resource;
}

std::string slower(const StressSeen& base, const StressSeen& probe) {
  double most = 0;
  std::string resource = "caches: more misses";
  for (const NamedStage& one : slow_resources) {
    const double more = probe.stages[index_of(one.stage)] - base.stages[index_of(one.stage)];
    if (!(more > most)) continue;
    most = more;
    resource = one.resource;
  }
  return resource;
}

}  // namespace

StressSeen seen_of(const Replication& run, const Blueprint& plan,
                   const std::vector<Promise>& promises) {
  MetricReader read(run, plan);
  const Cell& all = read.cell(-1, -1);
  StressSeen seen;
  const auto requests = static_cast<double>(all.requests);
  for (std::size_t i = 0; i < failure_count; ++i) {
    seen.causes[i] = requests > 0 ? static_cast<double>(all.failures[i]) / requests : 0;
    seen.failed += seen.causes[i];
  }
  seen.latency_ms = all.latency.count() > 0 ? all.latency.quantile(0.99) * 1e-6 : std::nan("");
  const auto totals = all.latency.stage_totals();
  const auto answers = static_cast<double>(all.latency.count());
  for (std::size_t i = 0; i < stage_count && answers > 0; ++i)
    seen.stages[i] = static_cast<double>(totals[i]) * 1e-6 / answers;
  seen.outdated = answers > 0 ? static_cast<double>(all.outdated_age.count()) / answers : 0;
  seen.requests = run.seen.simulated_requests;
  IndicatorProblem none;
  seen.cost = read(*parse_indicator("cost.monthly", plan, none));
  for (const Promise& promise : promises) seen.promises.push_back(read(promise.indicator));
  return seen;
}

StressSeen mean_of(const std::vector<StressSeen>& all) {
  StressSeen mean;
  const double n = static_cast<double>(all.size());
  for (const StressSeen& one : all) {
    mean.failed += one.failed / n;
    mean.latency_ms += one.latency_ms / n;
    mean.cost += one.cost / n;
    mean.outdated += one.outdated / n;
    for (std::size_t i = 0; i < failure_count; ++i) mean.causes[i] += one.causes[i] / n;
    for (std::size_t i = 0; i < stage_count; ++i) mean.stages[i] += one.stages[i] / n;
  }
  return mean;
}

std::string gave_way(const StressSeen& base, const StressSeen& probe) {
  constexpr double tenth = 1.1;
  const std::string failed = failing(base, probe);
  if (!failed.empty()) return failed;
  if (probe.latency_ms > tenth * base.latency_ms) return slower(base, probe);
  if (probe.outdated - base.outdated > 1e-3) return "freshness: stale content";
  if (probe.cost > tenth * base.cost) return "budget";
  return "nothing";
}

bool is_kept(const Promise& promise, double value) {
  if (std::isnan(value)) return promise.indicator.family->unit == "ms" ? false : true;
  switch (promise.comparison) {
    case Comparison::at_most:
      return value <= promise.limit;
    case Comparison::less:
      return value < promise.limit;
    case Comparison::at_least:
      return value >= promise.limit;
    case Comparison::greater:
      break;
  }
  return value > promise.limit;
}

std::vector<Promise> stressed_promises(const Blueprint& plan) {
  std::vector<Promise> promises = promises_of(plan);
  if (!promises.empty()) return promises;
  IndicatorProblem none;
  promises.push_back({"availability of 99.9%", *parse_indicator("availability", plan, none),
                      Comparison::at_least, 0.999});
  return promises;
}

}  // namespace edgecase
