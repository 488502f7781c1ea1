#include "world/world.hpp"

#include <algorithm>
#include <cmath>

#include "model/cache/kinds.hpp"
#include "plan/steady_state.hpp"

namespace edgecase {
namespace {

/// No more objects can be cached than requests came to fetch them, once at each level; beside them
/// each cache has its policy's list heads. An address range, not memory.
std::uint64_t most_cached_objects(const Blueprint& plan) {
  const double requests = plan.demand.expected(Instant{}, plan.end());
  const double surely = requests + 10 * std::sqrt(requests) + 1000;
  double heads = 0;
  std::size_t levels = 1;
  for (const CachePlan& cache : plan.caches) {
    heads += 16.0 * static_cast<double>(plan.pops());
    levels = std::max(levels, 1 + cache.above.size());
    for (const LevelPlan& level : cache.above) {
      heads += 16.0 * static_cast<double>(level.sites.size());
    }
  }
  return static_cast<std::uint64_t>(std::min(static_cast<double>(levels) * surely + heads, 4e9));
}

/// Until when each resolver knows the address at the start: each has been asked for long, and keeps
/// what it was told for a ttl.
std::vector<Instant> resolvers_at_start(const Blueprint& plan, std::uint64_t seed,
                                        std::uint64_t replication) {
  std::vector<Instant> expiry(plan.resolvers, Instant::min());
  if (!plan.steady) return expiry;
  const Stream dice(seed, replication, "resolvers before the run");
  const double ttl = in_seconds(plan.spec.world.clients.dns.ttl);
  for (const MetroPlan& metro : plan.metros) {
    for (std::uint32_t k = 0; k < metro.resolvers; ++k) {
      const std::uint32_t i = metro.first_resolver + k;
      const double unit = dice.unit(i);
      if (unit < metro.resolver_knows)
        expiry[i] = Instant{} + from_seconds(ttl * unit / metro.resolver_knows);
    }
  }
  return expiry;
}

/// Tables are at least 3/8 full but for the smallest; halves that were outgrown are kept.
std::size_t most_table_bytes(const Blueprint& plan, std::uint64_t objects) {
  constexpr std::size_t bytes_per_object = 64;
  constexpr std::size_t smallest = 4096;
  std::size_t caches = 0;
  for (const CachePlan& cache : plan.caches) {
    caches += plan.pops();
    for (const LevelPlan& level : cache.above) caches += level.sites.size();
  }
  return objects * bytes_per_object + caches * smallest;
}

}  // namespace

World::World(const Blueprint& plan_, std::uint64_t seed, std::uint64_t replication,
             LeftOut left_out)
    : plan(plan_),
      nodes(most_cached_objects(plan_)),
      truth(plan_, most_cached_objects(plan_), seed, replication),
      tables(most_table_bytes(plan_, most_cached_objects(plan_))),
      pops(plan_.pops()),
      tiers(plan_.caches.size()),
      resolver_expiry(resolvers_at_start(plan_, seed, replication)),
      sizes(seed, replication, "sizes"),
      ages(seed, replication, "ages"),
      reads(seed, replication, "reserve reads"),
      kinds(seed, replication, "request kinds"),
      crossings(seed, replication, "crossings"),
      people(plan_, seed, replication),
      again(seed, replication, "asked again"),
      flights(engine),
      origin(plan_.spec.world.origin, engine, seed, replication),
      pasts_(seed, replication, "before the run"),
      no_cold_starts_(left_out.cold_starts),
      seed_(seed),
      replication_(replication),
      routing_(&plan_.routings.front()),
      planned_routing_(routing_),
      own_routing_{} {
  if (plan.has_own_copies()) clients.emplace(plan);
  changes_ = planned_changes();
  stand_guard(!left_out.attacks);
  for (const FunctionGroup& group : plan.function_groups)
    functions.emplace_back(group.places.size());
  const Stream evictions(seed, replication, "eviction");
  const Stream admissions(seed, replication, "admission");
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
  for (std::size_t c = 0; c < plan.caches.size(); ++c) {
    const CacheSpec& spec = *plan.caches[c].spec;
    for (std::uint16_t pop = 0; pop < pops.size(); ++pop) {
      edge_caches.push_back(make(pop, spec.policy, spec.admission, plan.caches[c].limits));
    }
    for (const LevelPlan& level : plan.caches[c].above) {
      tiers[c].emplace_back();
      for (const TierSite& site : level.sites) {
        tiers[c].back().push_back(make(site.pop, level.policy, level.admission, level.limits));
      }
    }
  }
  past_purges_.resize(number);
  for (std::uint32_t cache = 0; cache < number; ++cache)
    recalls_until_.push_back(plan.steady ? plan.steady->kept_until(cache) : Instant{});
}

void World::stand_guard(bool attacked) {
  if (attacked && !plan.attacks.empty()) {
    siege.emplace(plan, seed_, replication_);
    origin_flood.emplace(origin);
  }
  for (const double cores : plan.cores) cpus.emplace_back(cores, plan.spec.world.edge.cpu.patience);
  for (const GuardSpec* guard : plan.guards)
    guards.emplace_back(*guard, plan.guard_world, seed_, replication_);
  for (const GatePlan& gate : plan.gates) gates.emplace_back(*gate.spec, seed_, replication_);
  const Stream consumers(seed_, replication_, "consumers");
  for (const QuotaSpec* quota : plan.quotas) quotas.emplace_back(*quota, consumers);
  take_rights_back();
}

// Who will be out, and whose device will be in wrong hands, is drawn from all who are there at the
// start: people, or the consumers whose keys a gate looks at.
void World::take_rights_back() {
  const WorldSpec& of = plan.spec.world;
  const Stream draws(seed_, replication_, "rights");
  const auto draw = [&](AccessGate& gate, std::uint64_t who) {
    std::uint32_t lane = 0;
    for (const RevocationSpec& revocation : of.revocations)
      if (draws.unit(who, lane++) < revocation.users.value)
        gate.revoke(who, Instant{revocation.at});
    for (const CompromiseSpec& compromise : of.compromises)
      if (draws.unit(who, lane++) < compromise.devices.value)
        gate.compromise(who, Instant{compromise.at});
  };
  if (of.revocations.empty() && of.compromises.empty()) return;
  for (std::size_t g = 0; g < gates.size(); ++g) {
    const Count keys = of.clients.people.api_keys;
    if (plan.gates[g].spec->credential == Credential::api_key && keys > Count{0}) {
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
    bytes += static_cast<std::int64_t>(plan.steady->untouched_bytes(site.number, elapsed));
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

std::vector<Instant> World::planned_changes() const {
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

Instant World::next_change() const {
  const Instant planned = next_change_ < changes_.size() ? changes_[next_change_] : Instant::max();
  return siege ? std::min(planned, siege->next()) : planned;
}

void World::apply(Instant at) {
  if (next_change_ < changes_.size() && changes_[next_change_] == at) {
    ++next_change_;
    apply_planned(at);
  }
  if (!siege) return;
  if (siege->next() <= at && siege->turn(at, *routing_)) reroute(at);
  press_origin(at);
}

// What knows the origin's address goes there past the edge: over its link, and perhaps to its
// workers.
void World::press_origin(Instant at) {
  if (siege->straight().bits <= 0) {
    origin_flood->stream(at, 0);
    origin_loss = 0;
    return;
  }
  const double seconds = std::max(1.0, in_seconds(at - Instant{}));
  const double edge_bits = static_cast<double>(origin_asked) / seconds * plan.request_bits();
  const DirectHit hit = direct_hit(plan.spec.design.protection.origin, siege->straight().bits,
                                   siege->straight().requests, edge_bits);
  origin_flood->stream(at, hit.requests);
  origin_loss = hit.loss;
}

// Some PoPs have withdrawn by themselves, or are back.
void World::reroute(Instant at) {
  std::vector<bool> away = planned_routing_->withdrawn;
  bool own = false;
  for (std::size_t pop = 0; pop < away.size(); ++pop) {
    own |= siege->withdrawn()[pop];
    if (siege->withdrawn()[pop]) away[pop] = true;
  }
  routing_ = planned_routing_;
  if (own) {
    std::vector<CatchmentLine> lines = plan.catchments(away);
    own_routing_ = {at, std::move(away), std::move(lines)};
    routing_ = &own_routing_;
  }
  siege->reroute(at, *routing_);
}

void World::apply_planned(Instant at) {
  for (const FaultPlan& fault : plan.faults) {
    if (fault.from == at) stop(fault);
    if (fault.until == at) restart(fault);
  }
  for (const Routing& routing : plan.routings) {
    if (routing.from == at) planned_routing_ = routing_ = &routing;
  }
  if (siege) reroute(at);
}

void World::stop(const FaultPlan& fault) {
  for (std::uint16_t pop : fault.pops) {
    empty_functions(pop);
    pops[pop].up = false;
    ++pops[pop].life;
  }
  for (const Service service : fault.services) ++services_down_[static_cast<std::size_t>(service)];
  if (fault.origin) {
    origin.fail();
    origin_refuses_ = fault.refuses;
  }
}

void World::restart(const FaultPlan& fault) {
  for (const Service service : fault.services) --services_down_[static_cast<std::size_t>(service)];
  const auto outlasts = [&](const FaultPlan& other) {
    return other.from <= fault.until && fault.until < other.until;
  };
  for (std::uint16_t id : fault.pops) {
    const bool still_down = std::ranges::any_of(plan.faults, [&](const FaultPlan& other) {
      return outlasts(other) && std::ranges::find(other.pops, id) != other.pops.end();
    });
    if (fault.loses_caches) {
      for (std::size_t c = 0; c < plan.caches.size(); ++c) {
        empty(edge_cache(c, id));
        for (std::vector<CacheSite>& sites : tiers[c]) {
          for (CacheSite& site : sites) {
            if (site.pop == id) empty(site);
          }
        }
      }
    }
    pops[id].up = !still_down;
  }
  const bool origin_still_down = std::ranges::any_of(
      plan.faults, [&](const FaultPlan& other) { return outlasts(other) && other.origin; });
  if (fault.origin && !origin_still_down) origin.restore();
}

}  // namespace edgecase
