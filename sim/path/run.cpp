#include "path/run.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "core/prefetch.hpp"
#include "model/traffic/arrivals.hpp"
#include "path/path.hpp"
#include "world/world.hpp"

namespace edgecase {
namespace {

/// Runs a block of arrivals in passes: first everything that needs no shared state, then prefetches
/// of the memory that lookups will read, one line of each at a time, so that their waits overlap;
/// then one request after the other.
class Block {
 public:
  explicit Block(World& world, Path& path) : world_(world), path_(path) {}

  void open(std::span<const Arrival> arrivals) {
    size_ = arrivals.size();
    path_.open(arrivals, requests());
    for (std::size_t i = 0; i < size_; ++i) {
      const Request& r = requests_[i];
      caches_[i] = r.edge == nullptr || r.key == 0 ? nullptr : &r.edge->cache;
      prefetch_to_read(caches_[i]);
    }
  }
  void prefetch() {
    for (std::size_t i = 0; i < size_; ++i) {
      if (caches_[i] == nullptr) continue;
      prefetch_to_read(caches_[i]->line(requests_[i].key));
      world_.nodes.prefetch_links(caches_[i]->front_list());
    }
    std::array<NodeId, Arrivals::block> nodes;
    for (std::size_t i = 0; i < size_; ++i) {
      nodes[i] = caches_[i] == nullptr ? Index::none : caches_[i]->find(requests_[i].key);
      if (nodes[i] == Index::none) continue;
      world_.nodes.prefetch(nodes[i]);
      world_.nodes.prefetch_links(world_.nodes[caches_[i]->front_list()].next);
    }
    for (std::size_t i = 0; i < size_; ++i) {
      if (nodes[i] == Index::none) continue;
      // Reading the expiry here, with 63 others under way, is what spares the wait later: some
      // machines drop a prefetch whose page they do not know.
      const CacheNode& node = world_.nodes[nodes[i]];
      if (node.expired(requests_[i].arrived)) continue;  // it will not be moved
      world_.nodes.prefetch_links(node.prev);
      world_.nodes.prefetch_links(node.next);
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

/// Requests that have begun, told to whoever watches a thousand at a time.
class BegunCount {
 public:
  explicit BegunCount(std::atomic<std::uint64_t>* told) : told_(told) {}
  ~BegunCount() { tell(); }
  BegunCount(const BegunCount&) = delete;
  BegunCount& operator=(const BegunCount&) = delete;

  void add(std::size_t requests) {
    since_ += requests;
    if (since_ >= 1000) [[unlikely]]
      tell();
  }

 private:
  void tell() {
    if (told_ != nullptr) told_->fetch_add(since_, std::memory_order_relaxed);
    since_ = 0;
  }

  std::atomic<std::uint64_t>* told_;
  std::uint64_t since_ = 0;
};

/// Events between the arrivals of people: planned changes, steps of floods, requests of bots.
class BetweenArrivals {
 public:
  BetweenArrivals(World& world, Path& path, std::uint64_t seed, std::uint64_t replication,
                  StopFlag stop, BegunCount& begun)
      : world_(world), path_(path), stop_(stop), begun_(begun) {
    if (world.origin_flood) bots_.emplace(world.plan, seed, replication);
    look_ahead();
  }

  /// When the next of them is due.
  Instant next() const { return next_; }
  /// All of them up to now. True: routes may lead elsewhere.
  bool until(Instant now) {
    bool rerouted = false;
    while (bot_comes_at() <= now) {
      stop_.check();
      const BotArrival& bot = *bots_->peek();
      rerouted |= change_until(bot.of.at);
      world_.engine.run_before(bot.of.at);
      path_.arrive(bot);
      begun_.add(1);
      bots_->pop();
    }
    rerouted |= change_until(now);
    look_ahead();
    return rerouted;
  }
  /// What is left after the last arrival: changes, and requests that are under way. Returns when
  /// the last of them was over. Firewall rules still reach PoPs meanwhile, but keep nothing
  /// waiting.
  Instant finish() {
    Engine& engine = world_.engine;
    while (world_.changes.awaited()) change_next();
    Instant over = engine.now();
    while (world_.changes.next() < Instant::max() && engine.next_time() < Instant::max()) {
      stop_.check();
      over = engine.next_time();
      if (world_.changes.next() <= over) {
        world_.apply(world_.changes.next());
      } else {
        engine.run_before(over + Duration{1});
      }
    }
    if (engine.next_time() == Instant::max()) return over;
    engine.run();
    return engine.now();
  }

 private:
  Instant bot_comes_at() const {
    const bool comes = bots_ && bots_->peek() != nullptr;
    return comes ? bots_->peek()->of.at : Instant::max();
  }
  void look_ahead() { next_ = std::min(world_.changes.next(), bot_comes_at()); }
  bool change_until(Instant now) {
    bool rerouted = false;
    while (world_.changes.next() <= now) rerouted |= change_next();
    return rerouted;
  }
  bool change_next() {
    stop_.check();
    const Instant at = world_.changes.next();
    world_.engine.run_before(at);
    return world_.apply(at);
  }

  World& world_;
  Path& path_;
  StopFlag stop_;
  BegunCount& begun_;
  std::optional<Bots> bots_;
  Instant next_{};
};

/// The error of simulating a sample of an attack: of a share of half its requests, plus that of
/// what rate limits let through.
double sampling_error(const Blueprint& plan, const AttackRun& attack) {
  const AttackProfile& profile = attack.plan.profile();
  const double each = profile.peak.requests / static_cast<double>(profile.bots.count.value);
  double blur = 0;
  for (std::size_t route = 0; route < plan.routes.size(); ++route) {
    const int guard = plan.routes[route].guard;
    const bool asked = attack.route < 0 || attack.route == static_cast<int>(route);
    if (!asked || guard < 0) continue;
    for (const auto& [name, rule] :
         plan.protection.guards[static_cast<std::size_t>(guard)]->rate_limits)
      blur = std::max(
          blur, limit_blur(*attack.weighting, rule.limit.value, each * in_seconds(rule.window)));
  }
  return weighting_error(*attack.weighting, 0.5).total() + blur;
}

/// Completes the meters of fluid attacks, of PoPs' cores and of access gates.
void close_meters(World& world, Instant over, Observations& seen) {
  const Blueprint& plan = world.plan;
  if (world.floods) world.floods->close(over, seen.attacks, seen.pressure);
  seen.origin.shed = world.origin.given_up().shed;
  seen.origin.expired = world.origin.given_up().expired;
  for (const EdgeCpu& cpu : world.cpus) {
    seen.pressure.cpu_offered_s += cpu.offered_s();
    seen.pressure.cpu_refused_s += cpu.refused_s();
    seen.pressure.peak_cpu.raise_to(cpu.peak());
    seen.pressure.peak_cpu_wait_s.raise_to(in_seconds(cpu.longest()));
  }
  for (const AccessGate& gate : world.gates) {
    const AccessExposure* of[] = {&gate.after_revocation(), &gate.after_compromise()};
    for (std::size_t i = 0; i < exposure_names.size(); ++i) {
      ExposureMeter& meter = seen.access.exposures[i];
      meter.requests += of[i]->requests;
      meter.longest_s.raise_to(in_seconds(of[i]->longest));
    }
  }
  for (std::size_t a = 0; a < plan.attacks.runs.size(); ++a) {
    if (!plan.attacks.runs[a].weighting) continue;
    seen.attacks[a].standard_error = sampling_error(plan, plan.attacks.runs[a]);
  }
}

void close_store(const Store& store, std::size_t number, Observations& seen) {
  seen.store_flows[number] = store.flows();
  if (const QueueMeters* queue = store.queue()) {
    for (const auto& [phase, meter] : queue->by_phase) seen.queue(phase, number) = meter;
    seen.backlogs[number] = queue->backlog;
  }
  StoreLossMeter& losses = seen.store_losses[number];
  losses.writes = store.losses().writes;
  losses.oldest_s.raise_to(in_seconds(store.losses().oldest));
  losses.without_writes_s.raise_to(in_seconds(store.losses().without_writes));
}

}  // namespace

Observations run_once(const Blueprint& plan, std::uint64_t seed, std::uint64_t replication,
                      const std::atomic<bool>* told_to_stop, LeftOut left_out,
                      std::atomic<std::uint64_t>* simulated, StoreHistory* history) {
  const StopFlag stop(told_to_stop);
  Observations seen = Observations::of_size({.routes = plan.routes.size(),
                                             .regions = plan.region_names.size(),
                                             .pops = plan.pops(),
                                             .moments = plan.time.moments,
                                             .phases = plan.time.phases.count(),
                                             .attacks = plan.attacks.runs.size(),
                                             .stores = plan.stores.stores.size()});
  World world(plan, seed, replication, left_out, stop);
  Path path(world, seen, history);
  Block block(world, path);
  Arrivals arrivals(plan.traffic.demand, plan.traffic.by_route, seed, replication, plan.end(),
                    stop);
  BegunCount begun(simulated);
  BetweenArrivals between(world, path, seed, replication, stop, begun);
  for (auto some = arrivals.next(); !some.empty(); some = arrivals.next()) {
    block.open(some);
    path.write_down();
    block.prefetch();
    begun.add(some.size());
    for (std::size_t i = 0; i < some.size(); ++i) {
      if (between.next() <= some[i].at) [[unlikely]] {
        if (between.until(some[i].at)) block.open(some);  // routes may lead elsewhere now
      }
      world.engine.run_before(some[i].at);
      path.arrive(block.requests()[i]);
    }
  }
  between.until(plan.end());
  const Instant over = std::max(between.finish(), plan.end());
  path.write_down();
  path.close();
  close_meters(world, over, seen);
  seen.functions = world.close_functions(over);
  for (std::size_t store = 0; store < world.stores.size(); ++store)
    close_store(*world.stores[store], store, seen);
  if (world.rollouts) {
    seen.rollouts = world.rollouts->meters();
    seen.alerts = world.rollouts->alert_meter();
  }
  if (plan.time.phases.count() > 1) seen.functions_by_phase = world.functions_by_phase();
  const PurgeReach reach = world.purges.reach();
  seen.purge_reach = {reach.times(Reached::half), reach.times(Reached::nearly_all),
                      reach.times(Reached::all)};
  seen.purges = world.purges.asked_for();
  seen.events = world.engine.events_run() + world.purge_arrivals;
  seen.cached_objects = world.cached_objects();
  seen.cached_bytes = world.cached_bytes();
  if (plan.one_in > 1) seen.scale_by(plan.one_in);
  return seen;
}

}  // namespace edgecase
