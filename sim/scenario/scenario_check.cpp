// Checks across the fields of a scenario.

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/core.h>

#include "load/checker.hpp"
#include "load/text/codes.hpp"
#include "load/text/path.hpp"
#include "load/text/suggest.hpp"
#include "model/content/change_log.hpp"
#include "model/purge/kinds.hpp"
#include "model/purge/target.hpp"
#include "scenario/call_check.hpp"
#include "scenario/fault_check.hpp"
#include "scenario/origin_check.hpp"
#include "scenario/places.hpp"
#include "scenario/rollout_check.hpp"
#include "scenario/sampling.hpp"
#include "scenario/scenario.hpp"
#include "scenario/store_check.hpp"

namespace edgecase {
namespace {

constexpr double whole_tolerance = 1e-9;

std::string indexed(const char* list, std::size_t i) {
  return std::string(list) + "[" + std::to_string(i) + "]";
}

std::string as_text(Duration d) { return Scalar<Duration>::print(d); }

void check_kind(const ScenarioSpec& spec, Checker& checker) {
  if (spec.api_version != "edgecase/v1") {
    checker.report("apiVersion", {code::unknown_name, "unknown version `" + spec.api_version + "`",
                                  "write edgecase/v1", "there is no other version yet"});
  }
  if (spec.kind != "Scenario") {
    checker.report("kind", {code::unknown_name, "unknown kind `" + spec.kind + "`",
                            "write Scenario", "only scenarios are run and compared"});
  }
}

void check_key(const std::string& route, const std::vector<std::string>& key,
               const RouteSpec& world, Checker& checker) {
  std::vector<std::string_view> known;
  for (const auto& [name, variant] : world.variants) known.push_back(name);
  for (std::size_t i = 0; i < key.size(); ++i) {
    if (world.variants.contains(key[i])) continue;
    checker.report(
        join_path("design.routes", route) + "." + indexed("key", i),
        known.empty()
            ? Finding{code::refers_to_nothing, "the route `" + route + "` has no variants",
                      "not defined", "add some in world.routes." + route + ".variants"}
            : no_such("variant", key[i], known));
  }
}

/// Cache keys are 32-bit numbers; a sixteenth of them is reserved for unique queries.
void check_key_count(const ScenarioSpec& spec, Checker& checker) {
  constexpr std::uint64_t most_objects = 100'000'000;
  constexpr double most = 4e9 - 0x1p28;
  double keys = 0;
  for (const auto& [name, route] : spec.world.routes) {
    double variants = 1;
    const auto design = spec.design.routes.find(name);
    for (const auto& [variant, values] : route.variants) {
      const bool in_key = design != spec.design.routes.end() &&
                          (!design->second.key || std::ranges::find(*design->second.key, variant) !=
                                                      design->second.key->end());
      if (in_key) variants *= static_cast<double>(values.values.value);
    }
    const std::uint64_t objects = sampled_objects(route.objects, one_in(spec.world));
    keys += static_cast<double>(objects) * variants;
    if (objects > most_objects) {
      checker.report(join_path("world.routes", name) + ".objects",
                     {code::out_of_range, "more than 100 million objects are simulated", "too many",
                      "simulate a sample of them: world.sample, e.g. 1%"});
    }
  }
  if (keys < most) return;
  checker.report("world.routes", {code::out_of_range,
                                  "objects times variants make more than 3.7 billion cache keys",
                                  "too many", "exclude a variant from design.routes.NAME.key"});
}

void check_routes(const ScenarioSpec& spec, Checker& checker) {
  if (spec.world.routes.empty()) {
    checker.report("world.routes", {code::missing_value, "a scenario needs at least one route"});
    return;
  }
  constexpr std::size_t most = 255;
  if (spec.world.routes.size() > most)
    checker.report("world.routes", {code::out_of_range, "more than 255 routes", "too many",
                                    "combine those that are alike"});
  double sum = 0;
  std::vector<std::string_view> known;
  for (const auto& [name, route] : spec.world.routes) {
    sum += route.share.value;
    known.emplace_back(name);
  }
  if (std::abs(sum - 1) > whole_tolerance) {
    checker.report("world.routes",
                   {code::shares_sum, "shares of the routes add up to " +
                                          Scalar<Share>::print({sum}) + ", not to 100%"});
  }
  for (const auto& [name, route] : spec.design.routes) {
    const auto of_world = spec.world.routes.find(name);
    if (of_world == spec.world.routes.end()) {
      checker.report(join_path("design.routes", name), no_such("route", name, known));
    } else if (route.key) {
      check_key(name, *route.key, of_world->second, checker);
    }
  }
  check_key_count(spec, checker);
}

/// A run simulates every request: about a million a second on one core.
void check_run_length(const ScenarioSpec& spec, Checker& checker) {
  constexpr double longest = 1e11;  // more than a day
  constexpr double long_run = 1e9;  // a quarter of an hour
  constexpr double per_minute = 6e7;
  const Duration run = spec.world.horizon.warm_up + spec.world.horizon.measure;
  const double requests =
      spec.world.demand.rate.per_second * in_seconds(run) / static_cast<double>(one_in(spec.world));
  if (requests < long_run) return;
  const bool never = requests > longest;
  checker.report(
      "world.demand.rate",
      {code::out_of_range,
       fmt::format(
           "{:.1g} requests in {}: each replication takes {}", requests, as_text(run),
           never ? "more than a day" : fmt::format("about {:.0f} minutes", requests / per_minute)),
       never ? "too many to simulate" : "a long run",
       "simulate a part of the objects (world.sample: 0.1%), a lower rate, or a shorter horizon",
       never ? Severity::error : Severity::warning});
}

void check_caches(const ScenarioSpec& spec, Checker& checker) {
  std::set<std::string> used;
  for (const auto& [name, route] : spec.design.routes) used.insert(route.cache);
  for (const auto& [name, cache] : spec.design.caches) {
    if (used.contains(name)) continue;
    checker.report(
        join_path("design.caches", name),
        Finding{code::changes_nothing, "no route uses the cache `" + name + "`", "has no effect",
                "reference it in design.routes.ROUTE.cache, or remove it", Severity::warning});
  }
}

/// Events during the warm-up appear in no result.
void check_in_warm_up(const FaultSpec& fault, Duration warm_up, std::size_t i, Checker& checker) {
  const bool over = fault.at + fault.duration <= warm_up;
  checker.report(
      "world." + indexed("faults", i) + ".at",
      {code::outside_horizon,
       std::string(over ? "this fault is over" : "this fault begins") +
           " before the measured time, which starts at " + as_text(warm_up) +
           (over ? ": no result shows its effect" : ": results show its effect only from then on"),
       "in the warm-up",
       "times count from the start of the run, warm-up included: `at: " +
           as_text(warm_up + fault.at) + "` is " + as_text(fault.at) + " into the measured time",
       Severity::warning});
}

void check_times(const ScenarioSpec& spec, Checker& checker) {
  const HorizonSpec& horizon = spec.world.horizon;
  const Duration end = horizon.warm_up + horizon.measure;
  Duration at{};
  for (std::size_t i = 0; i < spec.world.demand.phases.size(); ++i) {
    const std::string path = "world.demand." + indexed("phases", i);
    if (at >= end) {
      checker.report(path, {code::outside_horizon,
                            "this phase starts at " + as_text(at) +
                                ", after the end of the run at " + as_text(end),
                            "after the end of the run", "the run lasts warm_up + measure"});
    }
    at += spec.world.demand.phases[i].duration;
  }
  for (std::size_t i = 0; i < spec.world.faults.size(); ++i) {
    const FaultSpec& fault = spec.world.faults[i];
    if (fault.at < horizon.warm_up && !fault.random)
      check_in_warm_up(fault, horizon.warm_up, i, checker);
    if (fault.at < end) continue;
    checker.report(
        "world." + indexed("faults", i) + ".at",
        {code::outside_horizon,
         "a fault at " + as_text(spec.world.faults[i].at) + ", but the run ends at " + as_text(end),
         "after the end of the run", "the run lasts warm_up + measure"});
  }
}

void check_purges(const ScenarioSpec& spec, Checker& checker) {
  const Duration end = spec.world.horizon.warm_up + spec.world.horizon.measure;
  for (std::size_t i = 0; i < spec.world.purges.size(); ++i) {
    const PurgeRequestSpec& purge = spec.world.purges[i];
    const auto route = spec.world.routes.find(purge.route);
    if (route == spec.world.routes.end()) continue;  // reported already
    Checker at = checker.at("world." + indexed("purges", i));
    check_purge(purge,
                {.objects = static_cast<std::uint32_t>(
                     sampled_objects(route->second.objects, one_in(spec.world))),
                 .tags = route->second.tags,
                 .prefixes = route->second.prefixes},
                end, at);
  }
  constexpr double most = 2e8;  // at 36 bytes each
  for (const auto& [name, route] : spec.world.routes) {
    if (!route.changes) continue;
    const auto each = static_cast<double>(one_in(spec.world));
    if (expected_changes(*route.changes, route.objects, end) / each < most) continue;
    checker.report(join_path("world.routes", name) + ".changes",
                   {code::out_of_range, "more than 200 million changes in one run", "too many",
                    "reduce the rate of changes, or shorten the horizon"});
  }
}

void check_slo_names(const ScenarioSpec& spec, Checker& checker) {
  std::set<std::string> names;
  for (std::size_t i = 0; i < spec.slos.size(); ++i) {
    if (names.insert(spec.slos[i].name).second) continue;
    checker.report(indexed("slos", i) + ".name",
                   {code::duplicate_name, "two SLOs are named `" + spec.slos[i].name + "`"});
  }
}

/// Chains of functions that share servers must end at one with its own servers.
void check_shared_servers(const ScenarioSpec& spec, Checker& checker) {
  const auto& all = spec.design.compute;
  for (const auto& [name, function] : all) {
    std::set<std::string> seen{name};
    const ComputeSpec* at = &function;
    while (!at->with.empty() && all.contains(at->with)) {
      if (seen.insert(at->with).second) {
        at = &all.at(at->with);
        continue;
      }
      checker.report(join_path("design.compute", name) + ".with",
                     {code::refers_to_nothing, "these functions run on each other's servers",
                      "circular reference", "remove `with` from one of them"});
      break;
    }
  }
}

void check_functions(const ScenarioSpec& spec, Checker& checker) {
  std::set<std::string> used;
  for (const auto& [name, route] : spec.design.routes) {
    if (route.compute.empty()) continue;
    used.insert(route.compute);
    const auto cache = spec.design.caches.find(route.cache);
    if (cache != spec.design.caches.end() && cache->second.reserve) {
      checker.report(join_path("design.routes", name) + ".compute",
                     {code::out_of_range, "a function behind a reserve is not supported",
                      "its cache has a reserve", "remove one of them"});
    }
  }
  std::set<std::string> worked;
  for (const auto& [name, route] : spec.design.routes) {
    const auto of_world = spec.world.routes.find(name);
    const auto function = spec.design.compute.find(route.compute);
    if (of_world == spec.world.routes.end() || function == spec.design.compute.end()) continue;
    if (!of_world->second.cpu || function->second.cpu || worked.insert(route.compute).second) {
      continue;
    }
    checker.report(
        join_path("world.routes", name) + ".cpu",
        {code::said_twice,
         "another route already sets the CPU time of the function `" + route.compute + "`",
         "conflicting CPU time",
         "set it in design.compute." + route.compute +
             ".cpu, or use a separate function for each route"});
  }
  for (const auto& [name, function] : spec.design.compute) {
    if (used.contains(name)) continue;
    checker.report(
        join_path("design.compute", name),
        Finding{code::changes_nothing, "no route uses the function `" + name + "`", "has no effect",
                "reference it in design.routes.ROUTE.compute, or remove it", Severity::warning});
  }
  check_shared_servers(spec, checker);
}

/// Numbers of servers for sizes of sites that the network does not have, if for no others.
void check_server_sizes(const ComputeSpec& function, const std::string& path,
                        const Network& network, Checker& checker) {
  if (function.place != ComputePlace::near_user) return;
  std::vector<std::string> unknown;
  for (const PopSize size : {PopSize::hub, PopSize::large, PopSize::medium, PopSize::small}) {
    const std::string key = path + ".servers." + std::string(name_of(size));
    if (!checker.written(key)) continue;
    if (std::ranges::any_of(network.pops(), [&](const Pop& pop) { return pop.size == size; }))
      return;
    unknown.push_back(key);
  }
  for (const std::string& key : unknown)
    checker.changes_nothing(key, "the network has no PoP of this size", "remove it");
}

void check_function_places(const ScenarioSpec& spec, const Network& network, Checker& checker) {
  for (const auto& [name, function] : spec.design.compute) {
    const std::string path = join_path("design.compute", name);
    for (std::size_t i = 0; i < function.regions.size(); ++i) {
      check_place(function.regions[i], path + "." + indexed("regions", i), network, checker);
    }
    check_server_sizes(function, path, network, checker);
    if (!function.sub_requests || function.sub_requests->to == "origin" ||
        spec.design.stores.contains(function.sub_requests->to))
      continue;
    check_place(function.sub_requests->to, path + ".sub_requests.to", network, checker);
  }
}

}  // namespace

void check(const RouteSpec& spec, Checker& checker) {
  if (!spec.trace) {
    if (checker.written("size")) return;
    checker.report("", {code::missing_key, "the key `size` is missing: bytes of a response",
                        "needs `size`, or a `trace`"});
    return;
  }
  for (const char* key : {"objects", "popularity", "size"}) {
    if (!checker.written(key)) continue;
    checker.report(key, {code::said_twice, std::string("the trace already defines ") + key,
                         "has no effect", "remove it, or the trace"});
  }
}

void check(const ScenarioSpec& spec, Checker& checker) {
  check_kind(spec, checker);
  check_routes(spec, checker);
  check_run_length(spec, checker);
  check_caches(spec, checker);
  check_functions(spec, checker);
  check_times(spec, checker);
  Checker of_world = checker.at("world");
  check_projection(spec.world.projection, spec.world.demand.phases, spec.world.horizon.warm_up,
                   spec.world.horizon.measure, of_world);
  check_purges(spec, checker);
  check_slo_names(spec, checker);
}

void check_against(const ScenarioSpec& spec, const Network& network, Checker& checker) {
  std::vector<std::string_view> regions;
  for (int i = 0; i < region_count; ++i) regions.push_back(name_of(static_cast<Region>(i)));
  const auto check_region = [&](const std::string& path, const std::string& name) {
    if (std::find(regions.begin(), regions.end(), name) != regions.end()) return;
    checker.report(path, no_such("region", name, regions));
  };
  for (const auto& [region, weight] : spec.world.demand.users.weights) {
    check_region(join_path("world.demand.users.weights", region), region);
  }
  for (std::size_t i = 0; i < spec.world.demand.phases.size(); ++i) {
    const PhaseSpec& phase = spec.world.demand.phases[i];
    for (std::size_t k = 0; k < phase.regions.size(); ++k) {
      check_region("world.demand." + indexed("phases", i) + "." + indexed("regions", k),
                   phase.regions[k]);
    }
  }
  const std::string& origin = spec.world.origin.at;
  check_place(origin.empty() ? network.default_origin() : origin, "world.origin.at", network,
              checker);
  for (const auto& [name, cache] : spec.design.caches)
    if (cache.reserve)
      check_place(cache.reserve->at, join_path("design.caches", name) + ".reserve.at", network,
                  checker);
  if (spec.design.purge) {
    const PurgeSpec& purge = *spec.design.purge;
    check_place(purge.from, "design.purge.from", network, checker);
    if (const auto* core = purge.model.get_if<CoreBasedSpec>())
      check_place(core->core, "design.purge.model.core_based.core", network, checker);
    if (const auto* hubs = purge.model.get_if<HubAndSpokeSpec>()) {
      for (std::size_t i = 0; i < hubs->queues_in.size(); ++i) {
        check_region("design.purge.model.hub_and_spoke." + indexed("queues_in", i),
                     hubs->queues_in[i]);
      }
    }
  }
  check_function_places(spec, network, checker);
  check_store_places(spec, network, checker);
  check_faults(spec, network, checker);
  check_rollouts(spec, network, checker);
  check_calls(spec, checker);
  check_origin_queue(spec, checker);
}

}  // namespace edgecase
