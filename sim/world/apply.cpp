// Changes to a running world: each is handed to what it concerns; then routes and floods follow.

#include <algorithm>
#include <type_traits>
#include <variant>
#include <vector>

#include "world/world.hpp"

namespace edgecase {
namespace {

template <class T, class... Of>
constexpr bool is_one_of = (std::is_same_v<T, Of> || ...);

/// Whether traffic may flow differently after it, so that floods must look at the world again.
/// (Routes say themselves whether withdrawals changed them.)
template <class T>
constexpr bool moves_traffic =
    !is_one_of<T, PopWithdraws, PopAnnounces, FloodsAdvance, PurgeArrives, RuleActivates,
               RuleDeactivates, ImpairmentBegins, ImpairmentEnds, RolloutAdvances, RolloutArrives,
               ReleaseTurns, AlertsEvaluate>;

/// The objects of a route that a purge takes out of a cache.
std::vector<ObjectKey> matching(const Purge& purge, const RoutePlan& route, const Cache& cache) {
  std::vector<ObjectKey> keys;
  cache.for_each_key([&](ObjectKey key) {
    const std::uint32_t rank = key - 1 - route.first_key;  // wraps for keys of earlier routes
    const std::uint32_t object = rank / route.key_variants;
    if (object < route.objects && purge.target.matches(route.first_object + object)) {
      keys.push_back(key);
    }
  });
  return keys;
}

}  // namespace

bool World::apply(Instant at) {
  bool floods_change = false;
  bool routes_moved = false;
  while (const auto effect = changes.take(at)) {
    std::visit(
        [&]<class T>(const T& change) {
          traffic_moved_ |= moves_traffic<T>;
          floods_change |= moves_traffic<T> || std::is_same_v<T, FloodsAdvance>;
          // Floods advance along the routes that the changes before this one led to.
          if (std::is_same_v<T, FloodsAdvance>) routes_moved |= update_routes(at);
          apply(change);
        },
        *effect);
  }
  routes_moved |= update_routes(at);
  if (origin_flood && floods_change) update_direct_attack(at);
  return routes_moved;
}

bool World::update_routes(Instant at) {
  if (!traffic_moved_ && !routes.outdated()) return false;
  traffic_moved_ = false;
  routes.update(at);
  if (floods) floods->reroute(at, routes.current());
  return true;
}

// Bots that know the origin's address reach it past the edge: over its link, and perhaps to its
// workers.
void World::update_direct_attack(Instant at) {
  const AttackFlow& direct = floods->direct_to_origin();
  if (direct.bits <= 0) {
    origin_flood->stream(at, 0);
    origin_loss = 0;
    return;
  }
  const double seconds = std::max(1.0, in_seconds(at - Instant{}));
  const double edge_bits = static_cast<double>(origin_asked) / seconds * plan.request_bits();
  const DirectHit hit =
      direct_hit(plan.spec.design.protection.origin, direct.bits, direct.requests, edge_bits);
  origin_flood->stream(at, hit.requests);
  origin_loss = hit.loss;
}

void World::apply(const PopFails& change) {
  redeploy_functions(change.pop);
  pops[change.pop].apply(change);
}

void World::apply(const PopRecovers& change) { pops[change.pop].apply(change); }

void World::apply(const PopLosesCaches& change) {
  for (std::size_t cache = 0; cache < plan.caching.caches.size(); ++cache) {
    clear(edge_cache(cache, change.pop));
    for (std::vector<CacheSite>& level : tiers[cache]) {
      for (CacheSite& site : level) {
        if (site.pop == change.pop) clear(site);
      }
    }
  }
}

// The path of a request asks Impairments where it needs to know; what must be known without asking
// is passed on here.
void World::impair(const ImpairmentPlan& of) {
  for (const std::uint16_t pop : of.pops) impair_pop(pop);
  if (of.scope == FaultScope::origin) {
    const Impairment is = impairments.of(FaultScope::origin);
    origin.apply(OriginState{is.factor, in_seconds(is.added), is.errors});
  }
}

void World::impair_pop(std::uint16_t pop) {
  const Impairment is = impairments.of(FaultScope::pops, pop);
  pops[pop].set_impaired(is.errors > 0 || is.loss > 0 || is.factor > 1 || is.added > Duration{0} ||
                         (rollouts && rollouts->touches(pop)));
}

Rollouts::Down World::tools_down() const {
  Rollouts::Down down{};
  const auto set = [&](ToolNeed need, bool is) { down[static_cast<std::size_t>(need)] = is; };
  set(ToolNeed::origin, origin_outages_ > 0);
  set(ToolNeed::third_party, impairments.of(FaultScope::third_party).down);
  set(ToolNeed::dns, names.down());
  set(ToolNeed::control_plane, impairments.of(FaultScope::control_plane).down);
  set(ToolNeed::identity, !services.is_up(Service::identity));
  set(ToolNeed::store, !services.is_up(Service::session_store));
  set(ToolNeed::introspection, !services.is_up(Service::introspection));
  return down;
}

void World::apply(const RolloutAdvances& change) {
  rollouts->advance(change, engine.now(), tools_down(), changes);
}

void World::apply(const RolloutArrives& change) {
  rollouts->arrive(change, engine.now(), changes);
  impair_pop(change.pop);
}

void World::apply(const ImpairmentBegins& change) {
  impairments.apply(change);
  const ImpairmentPlan& of = impairments.plan(change.which);
  impair(of);
  if (of.scope == FaultScope::origin) origin.lose_workers(of.effect.lost, change.until);
  if (of.scope == FaultScope::dns) names.fails(engine.now());
  asks_first = clients.has_value() || names.down();
}

void World::apply(const ImpairmentEnds& change) {
  impairments.apply(change);
  const ImpairmentPlan& of = impairments.plan(change.which);
  impair(of);
  if (of.scope == FaultScope::dns) names.recovers();
  asks_first = clients.has_value() || names.down();
}

void World::apply(const FloodsAdvance&) { floods->advance(engine.now(), routes.current()); }

void World::apply(const PurgeArrives& change) {
  ++purge_arrivals;
  const Purge& purge = purges[change.purge];
  const int which = plan.routes[purge.route].cache;
  if (which < 0) return;
  const auto cache = static_cast<std::size_t>(which);
  purge_from(edge_cache(cache, change.pop), purge);
  for (std::vector<CacheSite>& level : tiers[cache]) {
    for (CacheSite& site : level) {
      const std::uint16_t at = site.pop == no_pop ? plan.purging.paths->ingest : site.pop;
      if (at == change.pop) purge_from(site, purge);
    }
  }
}

void World::purge_from(CacheSite& site, const Purge& purge) {
  history_purges_[site.number].push_back(&purge);
  const Instant now = engine.now();
  for (const ObjectKey key : matching(purge, plan.routes[purge.route], site.cache)) {
    if (!plan.purging.spec.soft) {
      site.cache.remove(key);
      continue;
    }
    const Cache::Found found = site.cache.peek(key, now);
    if (found.state == CacheState::fresh) site.cache.set_expiry(found.node, now);
  }
}

}  // namespace edgecase
