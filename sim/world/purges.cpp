#include "world/purges.hpp"

#include <algorithm>

#include "model/purge/queue.hpp"

namespace edgecase {

Purges::Purges(World& world, std::uint64_t seed, std::uint64_t replication) : world_(world) {
  const Blueprint& plan = world.plan;
  std::vector<const PurgeRequestSpec*> requests;
  for (const PurgeRequestSpec& request : plan.spec.world.purges) requests.push_back(&request);
  std::ranges::stable_sort(requests, {}, &PurgeRequestSpec::at);
  PurgeQueue queue(limits_of(plan.purge));
  for (const PurgeRequestSpec* request : requests) {
    const auto at = std::ranges::find(plan.routes, request->route, &RoutePlan::name);
    const PurgedRoute route{at->first_object, at->objects, at->tags, at->prefixes};
    PurgeTarget target(request->what, route, seed, replication);
    const Instant asked{request->at};
    const Instant taken = queue.accept(asked + plan.to_purge_ingest, target.by_url());
    purges_.push_back(
        {asked, taken, static_cast<std::uint8_t>(at - plan.routes.begin()), std::move(target)});
  }
}

void Purges::begin() {
  for (std::size_t n = 0; n < purges_.size(); ++n) {
    for (std::uint16_t pop = 0; pop < world_.pops.size(); ++pop) {
      const Duration way = world_.truth.propagation()->delay(n, pop);
      world_.engine.enter(world_.place_of_pop(pop));
      carry_out(purges_[n], pop, purges_[n].taken + way);
    }
  }
}

Traveller Purges::carry_out(const Purge& purge, std::uint16_t pop, Instant at) {
  co_await world_.engine.at(at);
  const int which = world_.plan.routes[purge.route].cache;
  if (which < 0) co_return;
  const auto cache = static_cast<std::size_t>(which);
  apply(purge, world_.edge_cache(cache, pop));
  for (std::vector<CacheSite>& level : world_.tiers[cache]) {
    for (CacheSite& site : level) {
      const std::uint16_t stands = site.pop == no_pop ? world_.plan.purge_ways->ingest : site.pop;
      if (stands == pop) apply(purge, site);
    }
  }
}

void Purges::apply(const Purge& purge, CacheSite& site) {
  Cache& cache = site.cache;
  world_.purge_past(site, purge.route, purge.target);
  const RoutePlan& route = world_.plan.routes[purge.route];
  const Instant now = world_.engine.now();
  std::vector<ObjectKey> taken;
  cache.for_each_key([&](ObjectKey key) {
    const std::uint32_t rank = key - 1 - route.first_key;  // wraps for keys of earlier routes
    const std::uint32_t object = rank / route.key_variants;
    if (object < route.objects && purge.target.matches(route.first_object + object)) {
      taken.push_back(key);
    }
  });
  for (ObjectKey key : taken) {
    if (!world_.plan.purge.soft) {
      cache.remove(key);
      continue;
    }
    const Cache::Found found = cache.peek(key, now);
    if (found.state == CacheState::fresh) cache.set_expiry(found.node, now);
  }
}

PurgeReach Purges::reach() const {
  constexpr std::size_t most_on_change = 200;  // of each route: enough for its quantiles
  PurgeReach reach;
  const PurgePropagation* ways = world_.truth.propagation();
  if (ways == nullptr) return reach;
  std::vector<Duration> delays(world_.pops.size());
  const auto add = [&](std::uint64_t n, Instant asked, Instant taken) {
    ways->delays(n, delays);
    for (Duration& delay : delays) delay += taken - asked;
    reach.add(delays);
  };
  for (std::size_t n = 0; n < purges_.size(); ++n) add(n, purges_[n].asked, purges_[n].taken);
  std::uint64_t number = purges_.size();
  for (std::uint8_t route = 0; route < world_.plan.routes.size(); ++route) {
    const std::vector<Instant>& taken = world_.truth.taken(route);
    for (std::size_t i = 0; i < std::min(taken.size(), most_on_change); ++i) {
      add(number + i, world_.truth.changes(route)->all()[i].at, taken[i]);
    }
    number += taken.size();
  }
  return reach;
}

std::vector<std::uint64_t> Purges::asked_for() const {
  const Blueprint& plan = world_.plan;
  std::vector<std::uint64_t> counts(plan.phases.count() * plan.routes.size());
  const auto add = [&](std::uint8_t route, Instant at) {
    if (at >= plan.measure_from() && at < plan.end())
      ++counts[plan.phases.at(at) * plan.routes.size() + route];
  };
  for (const Purge& purge : purges_) add(purge.route, purge.asked);
  for (std::uint8_t route = 0; route < plan.routes.size(); ++route) {
    const std::size_t purged = world_.truth.taken(route).size();
    for (std::size_t i = 0; i < purged; ++i) add(route, world_.truth.changes(route)->all()[i].at);
  }
  return counts;
}

}  // namespace edgecase
