#include "world/run.hpp"

#include "model/traffic/arrivals.hpp"
#include "world/path.hpp"
#include "world/world.hpp"

namespace edgecase {
namespace {

/// The lines that a block of arrivals will read, fetched in passes so that the waits overlap.
void prefetch(const World& world, std::span<const Arrival> block) {
  struct Look {
    const Cache* cache;
    NodeId node;
  };
  std::array<Look, Arrivals::block> looks;
  for (std::size_t i = 0; i < block.size(); ++i) {
    const Arrival& a = block[i];
    const int which = world.plan.routes[a.route].cache;
    const std::uint16_t pop = world.catchment(a.metro).pick(a.pop_bits).pop;
    looks[i].cache = which < 0 ? nullptr : &world.pops[pop].caches[static_cast<std::size_t>(which)];
    if (which >= 0) __builtin_prefetch(looks[i].cache->line(a.object + 1));
  }
  for (std::size_t i = 0; i < block.size(); ++i) {
    if (looks[i].cache == nullptr) continue;
    looks[i].node = looks[i].cache->find(block[i].object + 1);
    if (looks[i].node != Index::none) __builtin_prefetch(world.nodes.address(looks[i].node));
  }
  for (std::size_t i = 0; i < block.size(); ++i) {
    if (looks[i].cache == nullptr || looks[i].node == Index::none) continue;
    const CacheNode& node = world.nodes[looks[i].node];
    __builtin_prefetch(world.nodes.address(node.prev));
    __builtin_prefetch(world.nodes.address(node.next));
  }
}

}  // namespace

Observations run_once(const Blueprint& plan, std::uint64_t seed, std::uint64_t replication,
                      const std::atomic<bool>* stop) {
  Observations seen(plan.routes.size(), plan.region_names.size(), plan.pops(), plan.moments);
  World world(plan, seed, replication);
  Path path(world, seen);
  Arrivals arrivals(plan.demand, plan.traffic, seed, replication, plan.end());
  const std::vector<Instant> changes = world.changes();
  std::size_t next_change = 0;
  const auto change_until = [&](Instant now) {
    while (next_change < changes.size() && changes[next_change] <= now) {
      world.engine.run_before(changes[next_change]);
      world.apply(changes[next_change++]);
    }
  };
  for (std::span<const Arrival> block = arrivals.next(); !block.empty(); block = arrivals.next()) {
    if (stop != nullptr && stop->load(std::memory_order_relaxed)) return seen;
    prefetch(world, block);
    for (const Arrival& arrival : block) {
      change_until(arrival.at);
      world.engine.run_before(arrival.at);
      path.arrive(arrival);
    }
  }
  change_until(Instant::max());
  world.engine.run();
  seen.events = world.engine.events_run();
  seen.cached_objects = world.cached_objects();
  return seen;
}

}  // namespace edgecase
