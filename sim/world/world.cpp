#include "world/world.hpp"

#include <algorithm>

#include "model/cache/kinds.hpp"
#include "model/store/kinds.hpp"
#include "plan/steady_state.hpp"

namespace edgecase {
namespace {

/// Room for what is known of cached objects, before it grows: 160 MiB of address space, which costs
/// memory only as it is touched.
constexpr std::uint64_t nodes_at_first = std::uint64_t{4} << 20;

}  // namespace

World::World(const Blueprint& plan_, std::uint64_t seed, std::uint64_t replication,
             LeftOut left_out, StopFlag stop)
    : plan(plan_),
      nodes(nodes_at_first),
      truth(plan_, seed, replication, stop),
      pops(plan_.pops()),
      tiers(plan_.caching.caches.size()),
      resolvers(plan_, seed, replication),
      sizes(seed, replication, "sizes"),
      ages(seed, replication, "ages"),
      reads(seed, replication, "reserve reads"),
      kinds(seed, replication, "request kinds"),
      operations(seed, replication, "operations"),
      crossings(seed, replication, "crossings"),
      routes(plan_),
      impairments(plan_),
      names(plan_, seed, replication),
      purges(plan_, truth, seed, replication),
      people(plan_, seed, replication),
      again(seed, replication, "asked again"),
      engine({.stop = stop}),
      flights(engine),
      origin(plan_.spec.world.origin, engine, seed, replication),
      history_draws_(seed, replication, "before the run"),
      no_cold_starts_(left_out.cold_starts),
      stop_(stop),
      seed_(seed),
      replication_(replication) {
  if (plan.has_own_copies()) clients.emplace(plan);
  asks_first = clients.has_value();
  schedule_faults(left_out.fault);
  stop.check();
  make_protection(!left_out.attacks);
  purges.schedule(changes);
  if (plan.rollouts.any()) {
    rollouts.emplace(plan, seed, replication);
    rollouts->begin(changes);
  }
  for (const FunctionGroup& group : plan.compute.groups)
    functions.emplace_back(group.places.size());
  for (std::size_t i = 0; i < plan.stores.stores.size(); ++i) {
    const StorePlan& store = plan.stores.stores[i];
    stores.push_back(make_store({.engine = engine,
                                 .map = store.map,
                                 .spec = *store.spec,
                                 .seed = seed,
                                 .replication = replication,
                                 .entity = i,
                                 .measured_from = plan.measure_from(),
                                 .ends = plan.end()}));
  }
  for (std::uint8_t route = 0; route < plan.routes.size(); ++route)
    if (plan.answered_by_store(route))
      truth.follow(route, stores[static_cast<std::size_t>(plan.routes[route].store)]->log());
  make_caches();
}

void World::schedule_faults(std::optional<std::size_t> left_out) {
  const std::vector<FaultPlan>& faults = plan.timeline.faults;
  for (std::uint32_t fault = 0; fault < faults.size(); ++fault) {
    if (left_out == fault) continue;
    const Stream draws(seed_, replication_, "faults", fault);
    for (std::uint16_t unit = 0; unit < faults[fault].units.size(); ++unit)
      for (const Turn& turn : faults[fault].turns_of(unit, draws)) schedule(fault, unit, turn);
  }
}

void World::schedule(std::uint32_t fault, std::uint16_t unit, const Turn& turn) {
  const FaultPlan& plan_of = plan.timeline.faults[fault];
  const FaultUnit& of = plan_of.units[unit];
  for (Effect effect : of.begins) {
    if (auto* begins = std::get_if<ImpairmentBegins>(&effect)) begins->until = turn.until;
    changes.add(turn.from, effect);
  }
  for (const Effect& effect : of.ends) changes.add(turn.until, effect);
  if (of.pops.empty()) return;
  const SteeringSpec& steering = plan.spec.design.steering;
  const bool by_name = steering.by == SteeringBy::dns;
  const auto leaves = static_cast<std::uint64_t>(turn.from.time_since_epoch().count());
  const Stream probes(seed_, replication_, "health checks", fault);
  const double phase = probes.unit(leaves, unit);
  const Duration detected = steering.checks().detects(phase);
  if (by_name && detected >= turn.until - turn.from) return;  // it was up again before
  for (std::uint8_t group = 0; group < convergence_groups; ++group) {
    const Duration delay = plan_of.delays[group];
    changes.add(turn.from + (by_name ? detected : delay), RoutesLeave{fault, unit, group});
    changes.add(turn.until + (by_name ? steering.checks().returns(phase) : delay),
                RoutesReturn{fault, unit, group});
  }
}

void World::make_caches() {
  const Stream evictions(seed_, replication_, "eviction");
  const Stream admissions(seed_, replication_, "admission");
  std::uint32_t number = 0;
  const auto make = [&](std::uint16_t pop, const PolicyChoice& policy,
                        const AdmissionChoice& admission, CacheLimits stated) {
    const CacheLimits limits = limits_under(policy, stated);
    const PolicyContext context{nodes, limits, evictions.of(number)};
    const PlaceId place = pop == no_pop ? place_outside() : place_of_pop(pop);
    CacheSite state{place, pop, number,
                    Cache(limits, nodes, Index(tables), make_policy(policy, context),
                          make_admission(admission, admissions.of(number)))};
    ++number;
    return state;
  };
  for (std::size_t c = 0; c < plan.caching.caches.size(); ++c) {
    const CacheSpec& spec = *plan.caching.caches[c].spec;
    for (std::uint16_t pop = 0; pop < pops.size(); ++pop) {
      edge_caches.push_back(make(pop, spec.policy, spec.admission, plan.caching.caches[c].limits));
    }
    for (const LevelPlan& level : plan.caching.caches[c].above) {
      tiers[c].emplace_back();
      for (const TierSite& site : level.sites) {
        tiers[c].back().push_back(make(site.pop, level.policy, level.admission, level.limits));
      }
    }
  }
  history_purges_.resize(number);
  for (std::uint32_t cache = 0; cache < number; ++cache)
    recalls_until_.push_back(plan.caching.steady ? plan.caching.steady->kept_until(cache)
                                                 : Instant{});
}

void World::make_protection(bool attacked) {
  if (plan.protection.links) floods.emplace(plan, changes, attacked, seed_, replication_, stop_);
  if (attacked && !plan.attacks.runs.empty()) origin_flood.emplace(origin);
  for (const double cores : plan.protection.cores)
    cpus.emplace_back(cores, plan.spec.world.edge.cpu.patience);
  for (const GuardSpec* guard : plan.protection.guards)
    guards.emplace_back(*guard, plan.protection.guard_world, seed_, replication_);
  for (const GatePlan& gate : plan.protection.gates)
    gates.emplace_back(*gate.spec, seed_, replication_);
  const Stream consumers(seed_, replication_, "consumers");
  for (const QuotaSpec* quota : plan.protection.quotas) quotas.emplace_back(*quota, consumers);
  schedule_rules();
  apply_revocations();
}

void World::schedule_rules() {
  for (std::uint16_t g = 0; g < guards.size(); ++g) {
    for (std::uint16_t rule = 0; rule < guards[g].rules(); ++rule) {
      stop_.check();
      const RuleRelease* release = guards[g].release(rule);
      if (release == nullptr) continue;
      for (std::uint16_t pop = 0; pop < pops.size(); ++pop) {
        if (release->active(pop) >= release->gone(pop)) continue;  // taken back before it blocks
        changes.add(plan.timeline.sent(release->active(pop)), RuleActivates{g, rule, pop});
        changes.add(plan.timeline.sent(release->gone(pop)), RuleDeactivates{g, rule, pop});
      }
    }
  }
}

// Which accounts will be revoked, and which devices compromised, is drawn from all that exist at
// the start: people, or the consumers whose API keys a gate looks at.
void World::apply_revocations() {
  const WorldSpec& of = plan.spec.world;
  const Stream draws(seed_, replication_, "rights");
  const auto draw = [&](AccessGate& gate, std::uint64_t user) {
    stop_.check();
    std::uint32_t lane = 0;
    for (const RevocationSpec& revocation : of.revocations)
      if (draws.unit(user, lane++) < revocation.users.value)
        gate.revoke(user, Instant{revocation.at});
    for (const CompromiseSpec& compromise : of.compromises)
      if (draws.unit(user, lane++) < compromise.devices.value)
        gate.compromise(user, Instant{compromise.at});
  };
  if (of.revocations.empty() && of.compromises.empty()) return;
  for (std::size_t g = 0; g < gates.size(); ++g) {
    const Count keys = of.clients.people.api_keys;
    if (plan.protection.gates[g].spec->credential == Credential::api_key && keys > Count{0}) {
      for (std::int64_t key = 1; key <= keys.value; ++key)
        draw(gates[g], static_cast<std::uint64_t>(key));
    } else {
      people.for_each([&](std::uint64_t person) { draw(gates[g], person); });
    }
  }
}

std::uint64_t World::cached_bytes() const {
  std::int64_t bytes = 0;
  const auto add = [&](const CacheSite& site) {
    if (site.pop == no_pop) return;
    bytes += site.cache.used().count;
    if (!recalls(site) || site.cache.evictions() > 0) return;
    const Duration elapsed = plan.end().time_since_epoch();
    bytes += static_cast<std::int64_t>(plan.caching.steady->untouched_bytes(site.number, elapsed));
  };
  for (const CacheSite& site : edge_caches) add(site);
  for (const auto& cache : tiers)
    for (const auto& level : cache)
      for (const CacheSite& site : level) add(site);
  return static_cast<std::uint64_t>(bytes);
}

Bytes World::size_of(std::uint8_t route, std::uint32_t object) const {
  constexpr std::int64_t not_found_page = 1000;
  if (is_missing(route, object)) return {not_found_page};
  const RoutePlan& of = plan.routes[route];
  if (of.trace != nullptr) {
    const Bytes recorded = of.trace->size(object - of.first_object);
    return std::min(recorded, Bytes{CacheNode::max_size});
  }
  const double bytes = (*of.size)(sizes.bits(object));
  return {std::clamp<std::int64_t>(static_cast<std::int64_t>(bytes + 0.5), 0, CacheNode::max_size)};
}

}  // namespace edgecase
