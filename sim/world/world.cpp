#include "world/world.hpp"

#include <algorithm>

#include "model/cache/kinds.hpp"

namespace edgecase {
namespace {

// Address ranges, not memory: pages cost when they are touched.
constexpr std::uint64_t most_cached_objects = std::uint64_t{1} << 30;
constexpr std::size_t most_table_bytes = std::size_t{32} << 30;

}  // namespace

World::World(const Blueprint& plan_, std::uint64_t seed, std::uint64_t replication)
    : plan(plan_),
      nodes(most_cached_objects),
      tables(most_table_bytes),
      pops(plan_.pops()),
      tiers(plan_.caches.size()),
      resolver_expiry(plan_.resolvers, Instant::min()),
      sizes(seed, replication, "sizes"),
      origin(plan_.spec.world.origin, engine, seed, replication),
      routing_(&plan_.routings.front()) {
  for (std::size_t c = 0; c < plan.caches.size(); ++c) {
    const CachePlan& cache = plan.caches[c];
    const CacheLimits edge{cache.spec->capacity, cache.spec->objects};
    for (PopState& pop : pops) {
      pop.caches.emplace_back(edge, nodes, tables, make_policy(cache.spec->policy, nodes));
    }
    for (const TierSite& site : cache.sites) {
      tiers[c].push_back({site.pop, Cache({cache.tier_capacity}, nodes, tables,
                                          make_policy(cache.tier_policy, nodes))});
    }
  }
}

Bytes World::size_of(std::uint8_t route, std::uint32_t object) const {
  const double bytes = plan.routes[route].size(sizes.bits(object));
  return {std::clamp<std::int64_t>(static_cast<std::int64_t>(bytes + 0.5), 0, CacheNode::max_size)};
}

std::vector<Instant> World::changes() const {
  std::vector<Instant> all;
  for (const FaultPlan& fault : plan.faults) {
    all.push_back(fault.from);
    all.push_back(fault.until);
  }
  for (const Routing& routing : plan.routings) all.push_back(routing.from);
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

void World::apply(Instant at) {
  for (const FaultPlan& fault : plan.faults) {
    if (fault.from == at) stop(fault);
    if (fault.until == at) restart(fault);
  }
  for (const Routing& routing : plan.routings) {
    if (routing.from == at) routing_ = &routing;
  }
}

void World::stop(const FaultPlan& fault) {
  for (std::uint16_t pop : fault.pops) {
    pops[pop].up = false;
    ++pops[pop].life;
  }
  if (fault.origin) {
    origin.fail();
    origin_refuses_ = fault.refuses;
  }
}

void World::restart(const FaultPlan& fault) {
  for (std::uint16_t id : fault.pops) {
    const bool still_down =
        std::any_of(plan.faults.begin(), plan.faults.end(), [&](const FaultPlan& other) {
          return other.from <= fault.until && fault.until < other.until &&
                 std::find(other.pops.begin(), other.pops.end(), id) != other.pops.end();
        });
    if (fault.loses_caches) {
      for (Cache& cache : pops[id].caches) cache.clear();
      for (std::vector<TierState>& sites : tiers) {
        for (TierState& site : sites) {
          if (site.pop == id) site.cache.clear();
        }
      }
    }
    pops[id].up = !still_down;
  }
  if (fault.origin) origin.restore();
}

}  // namespace edgecase
