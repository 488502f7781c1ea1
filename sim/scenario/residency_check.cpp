#include "scenario/residency_check.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "load/text/codes.hpp"
#include "load/text/path.hpp"
#include "model/net/jurisdictions.hpp"
#include "model/store/kinds.hpp"

namespace edgecase {
namespace {

std::string_view jurisdiction_key(Jurisdiction jurisdiction) {
  for (const auto& one : names(Of<Jurisdiction>{}))
    if (one.value == jurisdiction) return one.name;
  return {};
}

struct NamedPlaceOf {
  std::string path;
  std::string name;
};

/// Those that the scenario names.
std::vector<NamedPlaceOf> named_places(const std::string& store, const StoreSpec& spec) {
  std::vector<NamedPlaceOf> all{{store + ".at", spec.at}};
  const std::vector<std::string> replicas = places_of(spec.kind);
  for (std::size_t i = 0; i < replicas.size(); ++i)
    all.push_back(
        {fmt::format("{}.kind.{}.replicas[{}]", store, spec.kind.name(), i), replicas[i]});
  return all;
}

/// A store that must stay in a jurisdiction has its home, its replicas and its hubs there.
void check_jurisdiction(const std::string& path, const StoreSpec& spec, const std::string& origin,
                        const Network& network, Checker& checker) {
  const StoreTraits& traits = traits_of(spec.kind);
  const std::string_view name = jurisdiction_key(*spec.jurisdiction);
  if (!traits.no_jurisdiction.empty()) {
    checker.report(path + ".jurisdiction",
                   {code::out_of_range,
                    fmt::format("a `{}` store cannot be kept in a jurisdiction: {}",
                                spec.kind.name(), traits.no_jurisdiction),
                    "not offered for this kind",
                    "use object, single_home, queue, or a database whose regions you choose"});
    return;
  }
  for (NamedPlaceOf& place : named_places(path, spec)) {
    const bool home = place.name.empty();
    const std::string& at = home ? origin : place.name;
    const std::string_view country = network.country_of(at);
    if (country.empty() || is_in(*spec.jurisdiction, country)) continue;
    checker.report(home ? path + ".jurisdiction" : place.path,
                   {code::out_of_range,
                    fmt::format("{} ({}) is outside the jurisdiction `{}`{}", at, country, name,
                                home ? ", and the store stands where the origin is" : ""),
                    "outside the jurisdiction",
                    home ? fmt::format("set {}.at to a place inside", path)
                         : fmt::format("choose a place inside, or remove {}.jurisdiction", path)});
  }
}

bool only_takes_writes(const ScenarioSpec& spec, const std::string& store) {
  const auto at = spec.design.stores.find(store);
  return at != spec.design.stores.end() && at->second.kind &&
         traits_of(at->second.kind).only_written;
}

/// Routes and functions that ask such a store for more than writes.
void check_only_written(const ScenarioSpec& spec, Checker& checker) {
  for (const auto& [name, design] : spec.design.routes) {
    const auto route = spec.world.routes.find(name);
    const auto function = spec.design.compute.find(design.compute);
    const bool asks = function != spec.design.compute.end() && function->second.sub_requests;
    if (route == spec.world.routes.end()) continue;
    const std::string store = asks ? function->second.sub_requests->to : design.store;
    if (!only_takes_writes(spec, store)) continue;
    if (asks && function->second.sub_requests->count > Count{1})
      checker.report(
          join_path("design.compute", design.compute) + ".sub_requests.count",
          {code::out_of_range,
           fmt::format("`{}` is a queue, and all sub-requests but the last are reads", store),
           "a queue is only written", "set `count: 1`"});
    if (route->second.operations && route->second.operations->write.value >= 1) continue;
    const std::string path = join_path("world.routes", name);
    checker.report(
        route->second.operations ? path + ".operations" : path,
        {code::out_of_range, fmt::format("the route `{}` reads, and `{}` is a queue", name, store),
         "a queue is only written",
         "set `operations: {read: 0%, write: 100%}`, and give reads a route of their "
         "own with another store"});
  }
}

/// Objects that are personal where no user of the network can live.
void check_personal(const ScenarioSpec& spec, const Network& network, Checker& checker) {
  for (const auto& [name, route] : spec.world.routes) {
    const KeysSpec& keys = route.keys;
    if (!keys.jurisdiction || keys.owner != KeyOwner::user) continue;
    const bool any = std::ranges::any_of(network.metros(), [&](const Metro& metro) {
      return is_in(*keys.jurisdiction, metro.country);
    });
    if (!any)
      checker.changes_nothing(join_path("world.routes", name) + ".keys.jurisdiction",
                              "no user of the network lives in this jurisdiction", "remove it");
  }
}

}  // namespace

void check_residency(const ScenarioSpec& spec, const Network& network, Checker& checker) {
  const std::string& given = spec.world.origin.at;
  const std::string origin = given.empty() ? network.default_origin() : given;
  for (const auto& [name, store] : spec.design.stores) {
    if (!store.kind) continue;
    const std::string path = join_path("design.stores", name);
    if (store.jurisdiction) check_jurisdiction(path, store, origin, network, checker);
  }
  check_only_written(spec, checker);
  check_personal(spec, network, checker);
}

}  // namespace edgecase
