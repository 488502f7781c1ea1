#include <algorithm>
#include <string>

#include <fmt/core.h>

#include "load/text/path.hpp"
#include "scenario/idle_check.hpp"

namespace edgecase {
namespace {

/// What of a design tells users apart.
struct Distinctions {
  bool guards = false;
  bool gates = false;   ///< access gates or quotas
  bool keys = false;    ///< API keys, at a gate or by a quota
  bool copies = false;  ///< in clients, or requests for what a client has asked for
  bool by[limit_keys] = {};

  explicit Distinctions(const ScenarioSpec& spec) {
    copies = spec.world.clients.people.asks_again.value > 0;
    for (const auto& [name, route] : spec.design.routes) {
      copies |= route.client_ttl > Duration{0};
      gates |= !route.access.empty() || !route.quota.empty();
      keys |= !route.quota.empty();
      if (const auto gate = spec.design.access.find(route.access); gate != spec.design.access.end())
        keys |= gate->second.credential == Credential::api_key;
      const auto guard = spec.design.guards.find(route.guard);
      if (guard == spec.design.guards.end()) continue;
      guards = true;
      for (const auto& [rule, limit] : guard->second.rate_limits)
        for (const LimitKey key : limit.per) by[static_cast<std::size_t>(key)] = true;
    }
  }
  bool limits(LimitKey key) const { return by[static_cast<std::size_t>(key)]; }
};

/// Keys of the people behind requests, which only what tells them apart looks at.
void check_people(const ScenarioSpec& spec, Checker& checker) {
  const Distinctions design(spec);
  const auto idle = [&](const char* key, bool used, const char* why, const char* help) {
    const std::string path = std::string("world.clients.people.") + key;
    if (!used && checker.written(path)) checker.changes_nothing(path, why, help);
  };
  const bool told_apart = design.guards || design.gates || design.copies;
  for (const char* key : {"requests_per_minute", "activity"})
    idle(key, told_apart, "nothing in the design tells users apart",
         "add a guard, an access gate, a quota or `client_ttl`, or remove it");
  idle("per_address", design.limits(LimitKey::ip), "no rate limit counts by IP address",
       "add one with `per: [ip]`, or remove it");
  idle("sessions", design.limits(LimitKey::session), "no rate limit counts by session",
       "add one with `per: [session]`, or remove it");
  idle("networks", design.limits(LimitKey::asn), "no rate limit counts by network",
       "add one with `per: [asn]`, or remove it");
  idle("api_keys", design.keys || design.limits(LimitKey::api_key), "nothing looks at API keys",
       "add a quota, a gate or a rate limit by api_key, or remove it");
}

/// Tables of PoPs that only attacks fill.
void check_tables(const ScenarioSpec& spec, Checker& checker) {
  if (!spec.world.attacks.empty()) return;
  for (const char* key : {"half_open", "connections"}) {
    const std::string path = std::string("world.edge.") + key;
    if (checker.written(path))
      checker.changes_nothing(path, "only attacks fill the connection tables of PoPs",
                              "add world.attacks, or remove it");
  }
}

/// Keys of a cache for what does not occur in this world.
void check_cache_keys(const ScenarioSpec& spec, Checker& checker) {
  for (const auto& [name, cache] : spec.design.caches) {
    const bool missing = std::ranges::any_of(spec.design.routes, [&](const auto& route) {
      const auto world = spec.world.routes.find(route.first);
      return route.second.cache == name && world != spec.world.routes.end() &&
             world->second.missing.value > 0;
    });
    const std::string path = join_path("design.caches", name);
    if (!missing && checker.written(path + ".negative_ttl"))
      checker.changes_nothing(path + ".negative_ttl", "no request is for an object that is missing",
                              "set world.routes.NAME.missing, or remove it");
    const bool fails = !spec.world.faults.empty() || !spec.world.attacks.empty();
    for (const char* tier : {".upper_tier", ".regional_tier"})
      if (!fails && checker.written(path + tier + ".connect_timeout"))
        checker.changes_nothing(path + tier + ".connect_timeout", "every tier answers all the time",
                                "add a fault that takes one down, or remove it");
  }
}

}  // namespace

void check_idle_world(const ScenarioSpec& spec, Checker& checker) {
  check_people(spec, checker);
  check_tables(spec, checker);
  check_cache_keys(spec, checker);
}

}  // namespace edgecase
