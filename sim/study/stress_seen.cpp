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
constexpr NamedFailure failing_resources[] = {{Failure::pop_unreachable, "PoPs down"},
                                              {Failure::connection_lost, "PoPs down"},
                                              {Failure::origin_overloaded, "origin workers"},
                                              {Failure::origin_down, "origin"},
                                              {Failure::origin_timeout, "origin timeout"},
                                              {Failure::throttled, "function limit"},
                                              {Failure::shed, "function servers"},
                                              {Failure::function_killed, "function CPU"},
                                              {Failure::function_timeout, "function timeout"},
                                              {Failure::link_full, "PoP links"},
                                              {Failure::filtered, "flood filters"},
                                              {Failure::refused, "PoP connections"},
                                              {Failure::edge_overloaded, "PoP cores"},
                                              {Failure::blocked, "guards"},
                                              {Failure::abandoned, "challenges"},
                                              {Failure::gave_up, "waiting room"},
                                              {Failure::no_identity, "identity"},
                                              {Failure::no_session_store, "session store"},
                                              {Failure::no_introspection, "introspection"},
                                              {Failure::over_quota, "quotas"},
                                              {Failure::client_timeout, "client timeout"},
                                              {Failure::store_overloaded, "store load"},
                                              {Failure::store_throttled, "store key limit"},
                                              {Failure::store_unavailable, "store down"},
                                              {Failure::store_conflict, "store conflicts"},
                                              {Failure::edge_error, "PoP errors"},
                                              {Failure::origin_error, "origin errors"},
                                              {Failure::path_down, "network path"},
                                              {Failure::third_party, "third party"},
                                              {Failure::unresolved, "DNS"},
                                              {Failure::rejected, "call limits"}};
static_assert(std::size(failing_resources) == failure_count - 1, "every failure but none");

struct NamedStage {
  Stage stage;
  std::string_view resource;
};
constexpr NamedStage slow_resources[] = {{Stage::client_network, "PoP distance"},
                                         {Stage::congestion, "PoP links"},
                                         {Stage::edge, "PoP cores"},
                                         {Stage::upper_tier, "tier distance"},
                                         {Stage::origin_network, "origin distance"},
                                         {Stage::origin_queue, "origin workers"},
                                         {Stage::origin_service, "origin service"},
                                         {Stage::cold_start, "cold starts"},
                                         {Stage::function_queue, "function cores"},
                                         {Stage::function, "functions"},
                                         {Stage::store_network, "store distance"},
                                         {Stage::store, "store load"}};

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
  std::string resource = "cache misses";
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
  if (probe.outdated - base.outdated > 1e-3) return "stale content";
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
