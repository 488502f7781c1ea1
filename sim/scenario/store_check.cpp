#include "scenario/store_check.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include <fmt/core.h>

#include "load/text/codes.hpp"
#include "load/text/path.hpp"
#include "model/store/kinds.hpp"
#include "model/traffic/popularity.hpp"
#include "scenario/places.hpp"
#include "scenario/sampling.hpp"

namespace edgecase {
namespace {

/// The largest value that the platform behind a kind takes, with the source.
struct ValueLimit {
  const char* kind;
  Bytes most;
  const char* text;
};
constexpr ValueLimit value_limits[] = {
    {"kv", Bytes{25 << 20}, "25 MiB (Workers KV, Cloudflare docs, platform limits, 2026-11)"},
    {"single_home", Bytes{2'000'000},
     "2 MB a row (Durable Objects with SQLite, Cloudflare docs, platform limits, 2026-11)"},
};

/// The store that a route's requests come to: its own, or that of its function. Empty: none.
std::string store_of(const ScenarioSpec& spec, const DesignRouteSpec& design) {
  if (design.compute.empty()) return design.store;
  const auto function = spec.design.compute.find(design.compute);
  if (function == spec.design.compute.end() || !function->second.sub_requests) return {};
  const std::string& to = function->second.sub_requests->to;
  return spec.design.stores.contains(to) ? to : std::string();
}

double writing_share(const RouteSpec& route) {
  if (!route.operations) return 0;
  return route.operations->write.value + route.operations->read_modify_write.value;
}

/// A route of the world with the store that serves it.
struct Served {
  const std::string& name;
  const RouteSpec& world;
  const std::string& store;
  const StoreSpec& spec;
};

template <class Visit>
void for_served(const ScenarioSpec& spec, Visit visit) {
  for (const auto& [name, design] : spec.design.routes) {
    const std::string store = store_of(spec, design);
    const auto world = spec.world.routes.find(name);
    const auto found = spec.design.stores.find(store);
    if (world == spec.world.routes.end() || found == spec.design.stores.end()) continue;
    if (found->second.kind) visit(Served{name, world->second, store, found->second});
  }
}

void check_values(const Served& route, const Distribution& size, Checker& checker) {
  constexpr double nearly_all = 0.999;
  for (const ValueLimit& limit : value_limits) {
    if (route.spec.kind.name() != limit.kind) continue;
    const auto most = static_cast<double>(limit.most.count);
    if (size.quantile(nearly_all) <= most) continue;
    const bool half = size.quantile(0.5) > most;
    checker.report(join_path("world.routes", route.name) + ".size",
                   {code::store_limit,
                    fmt::format("{} of the values are larger than a `{}` store takes: {}",
                                half ? "more than half" : "some", limit.kind, limit.text),
                    "too large for the store `" + route.store + "`",
                    "keep large values in an `object` store, and their names here",
                    half ? Severity::error : Severity::warning});
  }
}

/// Of Poisson writes to a key at rate w, one every 1/r is accepted at most: w / (w + r) are not.
void check_write_rate(const ScenarioSpec& spec, const Served& route, Checker& checker) {
  const auto* kv = route.spec.kind.get_if<KvSpec>();
  const double writes = writing_share(route.world);
  if (kv == nullptr || writes <= 0 || route.world.trace || !route.world.popularity) return;
  const Popularity popularity =
      popularity_of(route.world.popularity, static_cast<std::uint64_t>(route.world.objects.value));
  const double hottest = spec.world.demand.rate.per_second * route.world.share.value * writes *
                         popularity.probability(0);
  const double accepted = kv->writes_per_key.per_second;
  if (hottest <= accepted) return;
  checker.report(
      join_path("world.routes", route.name) + ".operations",
      {code::store_limit,
       fmt::format("the key that is written most gets {:.3g} writes/s; a kv store accepts "
                   "{:.3g} a second and key: {:.0f}% of them are throttled (429)",
                   hottest, accepted, 100 * hottest / (hottest + accepted)),
       "above the limit of the store `" + route.store + "`",
       "Workers KV: 1 write/s to a key (Cloudflare docs, platform limits, 2026-11); "
       "spread the writes over more keys, or use `single_home`",
       Severity::warning});
}

/// Keys that nothing but a store reads.
void check_route_keys(const ScenarioSpec& spec, Checker& checker) {
  for (const auto& [name, route] : spec.world.routes) {
    const std::string path = join_path("world.routes", name);
    const auto design = spec.design.routes.find(name);
    const bool stored =
        design != spec.design.routes.end() && !store_of(spec, design->second).empty();
    if (!stored) {
      if (checker.written(path + ".keys.stock"))
        checker.changes_nothing(path + ".keys.stock", "no store holds the route's objects",
                                "set design.routes.ROUTE.store, or remove it");
      continue;
    }
    const bool updates = route.operations && route.operations->read_modify_write.value > 0;
    if (checker.written(path + ".keys.stock") && !updates)
      checker.changes_nothing(path + ".keys.stock", "only updates take from a stock",
                              "add `read_modify_write` to `operations`, or remove it");
    if (route.changes && design->second.compute.empty())
      checker.changes_nothing(path + ".changes", "a store answers: its writes are what changes",
                              "set `operations`, or remove it");
  }
}

}  // namespace

void check_store_places(const ScenarioSpec& spec, const Network& network, Checker& checker) {
  for (const auto& [name, store] : spec.design.stores) {
    const std::string path = join_path("design.stores", name);
    check_place(store.at, path + ".at", network, checker);
    if (!store.kind) continue;
    const std::vector<std::string> places = places_of(store.kind);
    for (std::size_t i = 0; i < places.size(); ++i) {
      const std::string at = fmt::format("{}.kind.{}.replicas[{}]", path, store.kind.name(), i);
      if (places[i].empty())
        checker.report(at, {code::missing_value, "a replica without a place", "empty",
                            "name a city, a cloud region or a PoP"});
      check_place(places[i], at, network, checker);
    }
  }
}

void check_store_limits(const ScenarioSpec& spec, const std::map<std::string, Distribution>& sizes,
                        Checker& checker) {
  for_served(spec, [&](const Served& route) {
    const auto size = sizes.find(route.name);
    if (size != sizes.end()) check_values(route, size->second, checker);
    check_write_rate(spec, route, checker);
  });
}

void check_idle_stores(const ScenarioSpec& spec, Checker& checker) {
  std::set<std::string> used;
  for (const auto& [name, design] : spec.design.routes) {
    const std::string store = store_of(spec, design);
    used.insert(store);
    if (design.store.empty() || design.store == store) continue;
    checker.changes_nothing(
        join_path("design.routes", name) + ".store",
        fmt::format("the function `{}` answers this route, and does not ask the store `{}`",
                    design.compute, design.store),
        fmt::format("set design.compute.{}.sub_requests.to: {}, or remove one of them",
                    design.compute, design.store));
  }
  for (const auto& [name, store] : spec.design.stores)
    if (!used.contains(name))
      checker.changes_nothing(join_path("design.stores", name),
                              "no route and no function uses the store `" + name + "`",
                              "name it in design.routes.ROUTE.store or in a function's "
                              "sub_requests.to, or remove it");
  check_route_keys(spec, checker);
}

}  // namespace edgecase
