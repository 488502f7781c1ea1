#include "scenario/idle_check.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "load/text/codes.hpp"
#include "load/text/path.hpp"
#include "scenario/store_check.hpp"

namespace edgecase {
namespace {

std::string route_path(const char* in, const std::string& name) { return join_path(in, name); }

/// Routes that the design omits although it lists others.
void check_forgotten_routes(const ScenarioSpec& spec, Checker& checker) {
  if (spec.design.routes.empty() && spec.design.caches.empty()) return;
  for (const auto& [name, route] : spec.world.routes) {
    if (spec.design.routes.contains(name)) continue;
    checker.changes_nothing(
        route_path("world.routes", name),
        fmt::format("the design says nothing about the route `{}`: it is not cached", name),
        fmt::format(
            "add design.routes.{0}, for example {0}: {{cache: …}}, or {0}: {{}} if intended",
            name));
  }
}

/// Keys of a route that only a cache or a function would use.
void check_unused_keys(const ScenarioSpec& spec, Checker& checker) {
  for (const auto& [name, design] : spec.design.routes) {
    const auto world = spec.world.routes.find(name);
    if (world == spec.world.routes.end()) continue;
    const std::string path = route_path("design.routes", name);
    const auto idle = [&](const char* key, const char* why, const char* help) {
      if (checker.written(path + "." + key)) checker.changes_nothing(path + "." + key, why, help);
    };
    if (design.cache.empty()) {
      for (const char* key : {"ttl", "key", "ignore_query"})
        idle(key, "the route has no cache", "add `cache`, or remove it");
    } else if (design.ignore_query && world->second.unique_queries.value <= 0) {
      idle("ignore_query", "no request of the route has a unique query string",
           "set world.routes.NAME.unique_queries, or remove it");
    }
  }
}

void check_route_cpu(const ScenarioSpec& spec, Checker& checker) {
  for (const auto& [name, route] : spec.world.routes) {
    if (!route.cpu) continue;
    const std::string path = route_path("world.routes", name) + ".cpu";
    const auto design = spec.design.routes.find(name);
    const std::string of = design == spec.design.routes.end() ? "" : design->second.compute;
    const auto function = spec.design.compute.find(of);
    if (of.empty())
      checker.changes_nothing(path, "no function handles the route",
                              "set design.routes.ROUTE.compute, or remove it");
    else if (function != spec.design.compute.end() && function->second.cpu)
      checker.changes_nothing(path, fmt::format("the function `{}` sets its own CPU time", of),
                              fmt::format("remove design.compute.{}.cpu, or this", of));
  }
}

void check_purge_keys(const ScenarioSpec& spec, Checker& checker) {
  const std::string path = "design.purge";
  if (!spec.design.purge || !checker.written(path)) return;
  const PurgeSpec& purge = *spec.design.purge;
  const auto changes = [](const auto& route) { return route.second.changes.has_value(); };
  const bool any_changes = std::ranges::any_of(spec.world.routes, changes);
  const bool on_change = purge.on_change && any_changes;
  if (purge.on_change && !any_changes)
    checker.changes_nothing(path + ".on_change", "no content changes",
                            "set world.routes.NAME.changes, or remove it");
  if (spec.world.purges.empty() && !on_change) {
    if (!purge.on_change || any_changes)
      checker.changes_nothing(path, "nothing is purged",
                              "add world.purges or `on_change: true`, or remove it");
    return;
  }
  bool urls = on_change, others = false;
  for (const PurgeRequestSpec& request : spec.world.purges)
    (request.what.name() == "url" ? urls : others) = true;
  const auto idle = [&](const char* key, const char* why) {
    if (checker.written(path + "." + key))
      checker.changes_nothing(path + "." + key, why, "add such a purge, or remove it");
  };
  if (!urls) idle("urls", "nothing is purged by URL");
  if (!others)
    for (const char* key : {"rate", "bucket"})
      idle(key, "nothing is purged by tag, by prefix or as a whole");
}

void check_purge_groups(const ScenarioSpec& spec, Checker& checker) {
  std::set<std::string> tags, prefixes;
  for (const PurgeRequestSpec& request : spec.world.purges) {
    if (request.what.name() == "tag") tags.insert(request.route);
    if (request.what.name() == "prefix") prefixes.insert(request.route);
  }
  for (const auto& [name, route] : spec.world.routes) {
    const std::string path = route_path("world.routes", name);
    if (route.tags > Count{0} && !tags.contains(name))
      checker.changes_nothing(path + ".tags", "nothing of the route is purged by tag",
                              "add a purge to world.purges, or remove it");
    if (route.prefixes > Count{0} && !prefixes.contains(name))
      checker.changes_nothing(path + ".prefixes", "nothing of the route is purged by prefix",
                              "add a purge to world.purges, or remove it");
  }
}

/// A limit counts all requests that pass its guard, whatever their route.
void check_shared_limits(const ScenarioSpec& spec, Checker& checker) {
  for (const auto& [name, guard] : spec.design.guards) {
    std::vector<std::string> routes;
    for (const auto& [route, design] : spec.design.routes)
      if (design.guard == name) routes.push_back(route);
    if (routes.size() < 2) continue;
    std::string all;
    for (std::size_t i = 0; i < routes.size(); ++i)
      all += fmt::format("{}`{}`",
                         i == 0                   ? ""
                         : i + 1 == routes.size() ? " and "
                                                  : ", ",
                         routes[i]);
    for (const auto& [rule, limit] : guard.rate_limits) {
      if (std::ranges::find(limit.per, LimitKey::route) != limit.per.end()) continue;
      checker.report(
          join_path(join_path("design.guards", name) + ".rate_limits", rule),
          {code::shared_limit, fmt::format("this limit counts the requests of {} together", all),
           "one limit for all of them",
           "add `route` to its `per`, or give each route a guard of its own", Severity::warning});
    }
  }
}

}  // namespace

void check_idle(const ScenarioSpec& spec, Checker& checker) {
  check_forgotten_routes(spec, checker);
  check_unused_keys(spec, checker);
  check_route_cpu(spec, checker);
  check_purge_keys(spec, checker);
  check_purge_groups(spec, checker);
  check_shared_limits(spec, checker);
  check_idle_world(spec, checker);
  check_idle_stores(spec, checker);
}

}  // namespace edgecase
