#include "world/run.hpp"

#include <array>

#include "core/prefetch.hpp"
#include "model/traffic/arrivals.hpp"
#include "world/path.hpp"
#include "world/purges.hpp"
#include "world/world.hpp"

namespace edgecase {
namespace {

/// Runs a block of arrivals in passes: first everything that needs nobody's state, then the memory
/// that lookups will read, so that the waits for it overlap; then one request after the other.
class Block {
 public:
  explicit Block(World& world, Path& path) : world_(world), path_(path) {}

  void open(std::span<const Arrival> arrivals) {
    size_ = arrivals.size();
    for (std::size_t i = 0; i < size_; ++i) {
      Request& r = requests_[i];
      path_.open(arrivals[i], r);
      const int which = world_.plan.routes[r.route].cache;
      caches_[i] = which < 0 || r.key == 0
                       ? nullptr
                       : &world_.edge_cache(static_cast<std::size_t>(which), r.pop).cache;
      if (caches_[i] == nullptr) continue;
      prefetch_to_read(caches_[i]->line(r.key));
      world_.nodes.prefetch(caches_[i]->front_list());
    }
  }
  void prefetch() {
    std::array<NodeId, Arrivals::block> nodes;
    for (std::size_t i = 0; i < size_; ++i) {
      nodes[i] = caches_[i] == nullptr ? Index::none : caches_[i]->find(requests_[i].key);
      if (nodes[i] == Index::none) continue;
      world_.nodes.prefetch(nodes[i]);
      world_.nodes.prefetch(world_.nodes[caches_[i]->front_list()].next);
    }
    for (std::size_t i = 0; i < size_; ++i) {
      if (nodes[i] == Index::none) continue;
      // Reading the expiry here, with 63 others under way, is what spares the wait later: some
      // machines drop a prefetch whose page they do not know.
      const CacheNode& node = world_.nodes[nodes[i]];
      if (node.expired(requests_[i].arrived)) continue;  // it will not be moved
      world_.nodes.prefetch(node.prev);
      world_.nodes.prefetch(node.next);
    }
  }
  std::span<Request> requests() { return {requests_.data(), size_}; }

 private:
  World& world_;
  Path& path_;
  std::size_t size_ = 0;
  std::array<Request, Arrivals::block> requests_;
  std::array<const Cache*, Arrivals::block> caches_;
};

/// What attacks were as fluids, and what PoPs computed.
void close_pressure(World& world, Observations& seen) {
  const Blueprint& plan = world.plan;
  if (world.siege)
    world.siege->close(std::max(world.engine.now(), plan.end()), seen.attacks, seen.pressure);
  for (const EdgeCpu& cpu : world.cpus) {
    seen.pressure.cpu_offered_s += cpu.offered_s();
    seen.pressure.cpu_refused_s += cpu.refused_s();
    seen.pressure.peak_cpu_wait_s =
        std::max(seen.pressure.peak_cpu_wait_s, in_seconds(cpu.longest()));
  }
  for (const AccessGate& gate : world.gates) {
    const AccessExposure* of[] = {&gate.after_revocation(), &gate.after_compromise()};
    for (std::size_t i = 0; i < exposure_names.size(); ++i) {
      ExposureMeter& meter = seen.access.exposures[i];
      meter.requests += of[i]->requests;
      meter.longest_s = std::max(meter.longest_s, in_seconds(of[i]->longest));
    }
  }
  for (std::size_t a = 0; a < plan.attacks.size(); ++a) {
    if (!plan.attacks[a].weighting) continue;
    seen.attacks[a].standard_error = weighting_error(*plan.attacks[a].weighting, 0.5).total();
  }
}

}  // namespace

Observations run_once(const Blueprint& plan, std::uint64_t seed, std::uint64_t replication,
                      const std::atomic<bool>* stop, KnockOut knock_out) {
  Observations seen(plan.routes.size(), plan.region_names.size(), plan.pops(), plan.moments,
                    plan.phases.count(), plan.attacks.size());
  World world(plan, seed, replication, knock_out);
  Path path(world, seen);
  Purges purges(world, seed, replication);
  purges.begin();
  Block block(world, path);
  Arrivals arrivals(plan.demand, plan.traffic, seed, replication, plan.end());
  std::optional<Bots> bots;
  if (world.siege) bots.emplace(plan, seed, replication);
  const auto change_until = [&](Instant now) {
    bool changed = false;
    for (Instant at = world.next_change(); at <= now && at != Instant::max();
         at = world.next_change()) {
      world.engine.run_before(at);
      world.apply(at);
      changed = true;
    }
    return changed;
  };
  const auto attack_until = [&](Instant now) {
    bool changed = false;
    while (bots && bots->peek() != nullptr && bots->peek()->of.at <= now) {
      changed |= change_until(bots->peek()->of.at);
      world.engine.run_before(bots->peek()->of.at);
      path.arrive(*bots->peek());
      bots->pop();
    }
    return change_until(now) || changed;
  };
  for (auto some = arrivals.next(); !some.empty(); some = arrivals.next()) {
    if (stop != nullptr && stop->load(std::memory_order_relaxed)) return seen;
    block.open(some);
    block.prefetch();
    for (std::size_t i = 0; i < some.size(); ++i) {
      if (attack_until(some[i].at)) block.open(some);  // routes may lead elsewhere now
      world.engine.run_before(some[i].at);
      path.arrive(block.requests()[i]);
    }
  }
  attack_until(plan.end());
  change_until(Instant::max());
  world.engine.run();
  close_pressure(world, seen);
  seen.functions = world.close_functions();
  if (plan.phases.count() > 1) seen.functions_by_phase = world.functions_by_phase();
  const PurgeReach reach = purges.reach();
  seen.purge_reach = {reach.times(Reached::half), reach.times(Reached::nearly_all),
                      reach.times(Reached::all)};
  seen.purges = purges.asked_for();
  seen.events = world.engine.events_run();
  seen.cached_objects = world.cached_objects();
  seen.cached_bytes = world.cached_bytes();
  return seen;
}

}  // namespace edgecase
