#include "scenario/sampling.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/core.h>

#include "load/text/codes.hpp"
#include "load/text/path.hpp"

namespace edgecase {
namespace {

/// Reports what is not compatible with sampling, and why.
class Refusals {
 public:
  explicit Refusals(Checker& checker) : checker_(checker) {}
  void when(bool there, const std::string& path, const std::string& why, const std::string& help) {
    if (!there) return;
    checker_.report(path, {code::not_sampled, why + " cannot be simulated with world.sample",
                           "depends on the full request rate", help});
  }

 private:
  Checker& checker_;
};

constexpr const char* simulate_all = "simulate all objects: remove world.sample";

void check_origin(const OriginSpec& origin, Refusals& refuse) {
  const std::string help = "set `unlimited` workers, or remove world.sample";
  const auto limited = [](Count workers, Discipline discipline) {
    return !workers.unlimited() || discipline == Discipline::processor_sharing;
  };
  refuse.when(limited(origin.workers, origin.discipline), "world.origin.workers",
              "the queue of an origin with limited workers", help);
  for (std::size_t i = 0; i < origin.then.size(); ++i) {
    refuse.when(limited(origin.then[i].workers, origin.then[i].discipline),
                fmt::format("world.origin.then[{}].workers", i), "a pool's queue", help);
  }
}

void check_route(const std::string& name, const DesignRouteSpec& route, Refusals& refuse) {
  const std::string path = join_path("design.routes", name);
  refuse.when(!route.compute.empty(), path + ".compute", "the cold-start rate of a function",
              simulate_all);
  refuse.when(!route.guard.empty(), path + ".guard", "a guard", simulate_all);
  refuse.when(!route.access.empty(), path + ".access", "an access gate", simulate_all);
  refuse.when(!route.quota.empty(), path + ".quota", "a quota", simulate_all);
  refuse.when(route.client_ttl > Duration{0}, path + ".client_ttl", "repeated requests of a user",
              simulate_all);
}

void check_store(const std::string& name, const StoreSpec& store, Refusals& refuse) {
  refuse.when(store.kind && store.kind.name() == "origin_db",
              join_path("design.stores", name) + ".kind", "the queue for a database's connections",
              simulate_all);
  refuse.when(store.kind && store.kind.name() == "queue",
              join_path("design.stores", name) + ".kind", "the backlog of a queue", simulate_all);
}

void check_cache(const std::string& name, const CacheSpec& cache, Refusals& refuse) {
  const std::string path = join_path("design.caches", name);
  const auto counts = [&](const std::optional<AdmissionChoice>& admission, const char* where) {
    refuse.when(admission && admission->name() == "second_hit", path + where + ".admission",
                "an admission filter sized in objects",
                "use another admission policy, or " + std::string(simulate_all));
  };
  counts(cache.admission, "");
  if (cache.regional_tier) counts(cache.regional_tier->admission, ".regional_tier");
  if (cache.upper_tier) counts(cache.upper_tier->admission, ".upper_tier");
}

void check_world(const WorldSpec& world, Refusals& refuse) {
  check_origin(world.origin, refuse);
  refuse.when(!world.attacks.empty(), "world.attacks", "an attack", simulate_all);
  refuse.when(world.clients.people.asks_again.value > 0, "world.clients.people.asks_again",
              "repeated requests of a user", simulate_all);
  for (const auto& [name, route] : world.routes) {
    refuse.when(route.trace.has_value(), join_path("world.routes", name) + ".trace", "a trace",
                "sample the trace instead: edgecase cache --trace FILE --sample 1%");
  }
  for (std::size_t i = 0; i < world.purges.size(); ++i) {
    refuse.when(world.purges[i].what.get_if<PurgeUrlSpec>() != nullptr,
                fmt::format("world.purges[{}].what", i), "a purge of a single object",
                "purge by tag or prefix, or " + std::string(simulate_all));
  }
}

/// Sampled objects in an edge cache, of the routes that use it.
std::optional<double> held_objects(const std::string& name, const CacheSpec& cache,
                                   const ScenarioSpec& spec,
                                   const std::map<std::string, Distribution>& sizes) {
  const auto each = static_cast<double>(one_in(spec.world));
  double requests = 0;
  double bytes = 0;
  for (const auto& [route_name, route] : spec.design.routes) {
    const auto of_world = spec.world.routes.find(route_name);
    const auto size = sizes.find(route_name);
    if (route.cache != name || of_world == spec.world.routes.end() || size == sizes.end()) continue;
    requests += of_world->second.share.value;
    bytes += of_world->second.share.value * size->second.mean();
  }
  if (!(bytes > 0)) return {};
  const CacheLimits limits = limits_under(cache.policy, {cache.capacity, cache.objects});
  return std::min(static_cast<double>(limits.bytes.count) / (bytes / requests),
                  static_cast<double>(limits.objects.value)) /
         each;
}

void check_sizes(const ScenarioSpec& spec, const std::map<std::string, Distribution>& sizes,
                 Checker& checker) {
  const std::uint64_t each = one_in(spec.world);
  for (const auto& [name, route] : spec.design.routes) {
    const auto of_world = spec.world.routes.find(name);
    if (route.cache.empty() || of_world == spec.world.routes.end() || of_world->second.trace)
      continue;
    const std::uint64_t objects = sampled_objects(of_world->second.objects, each);
    if (static_cast<double>(objects) >= fewest_route_objects) continue;
    checker.report(
        join_path("world.routes", name) + ".objects",
        {code::not_sampled,
         fmt::format("sampling one in {} objects leaves {} in this route", each, objects),
         "too few to be representative",
         fmt::format("increase world.sample to leave at least {:.0f}", fewest_route_objects)});
  }
  for (const auto& [name, cache] : spec.design.caches) {
    const std::optional<double> held = held_objects(name, cache, spec, sizes);
    if (!held || *held >= fewest_cached_objects) continue;
    checker.report(
        join_path("design.caches", name) + ".capacity",
        {code::not_sampled,
         fmt::format("sampling one in {} objects leaves room for {:.1f} per PoP", each, *held),
         "too few to be representative",
         fmt::format("increase world.sample to fit at least {:.0f}", fewest_cached_objects)});
  }
}

}  // namespace

std::uint64_t one_in(const WorldSpec& world) {
  // Also called for invalid scenarios, while all errors are collected.
  constexpr double least = 1e-9;
  const double share = world.sample ? world.sample->value : 1;
  return share > 0 && share < 1
             ? static_cast<std::uint64_t>(std::llround(1 / std::max(share, least)))
             : 1;
}

std::uint64_t sampled_objects(Count objects, std::uint64_t one_in) {
  return (static_cast<std::uint64_t>(objects.value) + one_in - 1) / one_in;
}

CacheLimits sampled_limits(const CacheLimits& limits, std::uint64_t one_in) {
  const auto each = static_cast<std::int64_t>(one_in);
  CacheLimits sampled = limits;
  sampled.bytes.count = std::max<std::int64_t>(1, limits.bytes.count / each);
  if (!limits.objects.unlimited())
    sampled.objects.value = std::max<std::int64_t>(1, limits.objects.value / each);
  return sampled;
}

void check_sample(const ScenarioSpec& spec, const std::map<std::string, Distribution>& sizes,
                  Checker& checker) {
  if (!spec.world.sample) return;
  const double share = spec.world.sample->value;
  constexpr double near_enough = 0.01;
  const double whole_number = std::round(1 / share);
  if (std::abs(1 / share - whole_number) > near_enough * whole_number) {
    checker.report(
        "world.sample",
        {code::not_sampled, "a sample must be one in a whole number of objects",
         fmt::format("one in {:.3g}", 1 / share),
         fmt::format("the nearest is one in {:.0f}: {:.4g}%", whole_number, 100 / whole_number)});
    return;
  }
  Refusals refuse(checker);
  check_world(spec.world, refuse);
  for (const auto& [name, route] : spec.design.routes) check_route(name, route, refuse);
  for (const auto& [name, store] : spec.design.stores) check_store(name, store, refuse);
  for (const auto& [name, cache] : spec.design.caches) check_cache(name, cache, refuse);
  refuse.when(spec.design.purge && spec.design.purge->on_change, "design.purge.on_change",
              "a purge limit", simulate_all);
  check_sizes(spec, sizes, checker);
}

}  // namespace edgecase
