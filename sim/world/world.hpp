#pragma once
// The state of a running world: what is up, what is cached, which requests wait. One World is one
// replication; it reads its Blueprint and shares nothing else.

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include <edgecase/units.hpp>

#include "core/arena.hpp"
#include "core/engine.hpp"
#include "model/access/gate.hpp"
#include "model/access/quota.hpp"
#include "model/cache/cache.hpp"
#include "model/cache/long_past.hpp"
#include "model/cache/pool.hpp"
#include "model/compute/function_meter.hpp"
#include "model/compute/site.hpp"
#include "model/origin/origin.hpp"
#include "model/store/store.hpp"
#include "plan/blueprint.hpp"
#include "world/changes.hpp"
#include "world/client_caches.hpp"
#include "world/flights.hpp"
#include "world/flood_state.hpp"
#include "world/impairments.hpp"
#include "world/left_out.hpp"
#include "world/names.hpp"
#include "world/origin_flood.hpp"
#include "world/people.hpp"
#include "world/purges.hpp"
#include "world/resolvers.hpp"
#include "world/rollouts.hpp"
#include "world/routes.hpp"
#include "world/services.hpp"
#include "world/truth.hpp"

namespace edgecase {

/// One PoP. Touched only by code that is at its place.
struct PopState {
  std::uint32_t life = 0;  ///< changes whenever what is in it is lost
  bool up = true;
  bool impaired = false;  ///< up, but slow, lossy or answering with errors
  bool normal = true;     ///< up and not impaired
  int outages = 0;        ///< that it is under

  void apply(const PopFails&) {
    ++outages;
    up = normal = false;
    ++life;
  }
  void apply(const PopRecovers&) {
    up = --outages == 0;
    normal = up && !impaired;
  }
  void set_impaired(bool is) {
    impaired = is;
    normal = up && !impaired;
  }
};

/// One cache of the run, at the edge or above it. `number` is its own, over all of them.
struct CacheSite {
  PlaceId place;
  std::uint16_t pop = no_pop;  ///< no_pop: not in a PoP, and never down
  std::uint32_t number = 0;
  Cache cache;
};

class World {
 public:
  World(const Blueprint& plan, std::uint64_t seed, std::uint64_t replication, LeftOut left_out = {},
        StopFlag stop = {});

  /// Places are numbered: PoPs first, then the origin, then one for all that is outside of PoPs.
  PlaceId place_of_pop(std::uint16_t pop) const { return {pop}; }
  PlaceId place_of_origin() const { return {static_cast<std::uint32_t>(pops.size())}; }

  /// Makes the changes that are due at this instant. True: routes may lead elsewhere now.
  bool apply(Instant at);

  const CatchmentLine& catchment(std::uint16_t metro) const { return routes.catchment(metro); }
  /// To a user's request, whose resolver may still give an address of before.
  const CatchmentLine& catchment(std::uint16_t metro, std::uint32_t resolver_bits,
                                 Instant now) const {
    if (!routes.remembers()) [[likely]]
      return routes.catchment(metro);
    return routes.catchment(metro, names.looked_up(metro, resolver_bits, now));
  }
  bool withdrawn(std::uint16_t pop) const { return routes.withdrawn(pop); }

  PlaceId place_outside() const { return {static_cast<std::uint32_t>(pops.size()) + 1}; }

  /// The design's cache of this number in that PoP.
  CacheSite& edge_cache(std::size_t cache, std::uint16_t pop) {
    return edge_caches[cache * pops.size() + pop];
  }

  /// The servers of this place of this group of functions.
  ComputeSite& function_site(std::size_t group, std::uint32_t place) {
    std::unique_ptr<ComputeSite>& site = functions[group][place];
    if (!site) site = make_function_site(group, place);
    return *site;
  }

  /// What functions did, by function of the design and place of its group. Call it once, at the
  /// end: when everything is over.
  std::vector<std::vector<FunctionUse>> close_functions(Instant over);
  /// What of it is billed, by phase of the month first. Requires: functions are closed, and there
  /// is more than one phase.
  std::vector<std::vector<std::vector<FunctionUse>>> functions_by_phase() const;

  /// What a cache still holds from before the run of a key that has not been requested there in
  /// it: the copy's age and when it was last used, counted from the start. Nothing: no copy.
  std::optional<PastUse> recall(const CacheSite& site, std::uint8_t route, std::uint32_t object,
                                std::uint32_t key) const;
  bool recalls(const CacheSite& site) const { return engine.now() < recalls_until_[site.number]; }

  std::uint64_t cached_objects() const { return nodes.in_use(); }
  /// In PoPs: without reserves.
  std::uint64_t cached_bytes() const;
  /// The size of an object of a route; the same in every design.
  Bytes size_of(std::uint8_t route, std::uint32_t object) const;
  /// Whether there is no such object.
  bool is_missing(std::uint8_t route, std::uint32_t object) const {
    const double share = plan.routes[route].missing;
    return share > 0 && sizes.unit(object, 1) < share;
  }

  /// A failure of the origin that a cache still answers with (negative caching); null: none.
  const Content* recent_failure(FlightKey key) const {
    if (failures_.empty()) return nullptr;
    const auto at = failures_.find(key.packed());
    return at != failures_.end() && engine.now() < at->second.until ? &at->second.content : nullptr;
  }
  void remember_failure(FlightKey key, const Content& content, Instant until) {
    failures_[key.packed()] = {content, until};
  }

  const Blueprint& plan;
  NodePool nodes;
  Truth truth;
  Arena tables;
  std::vector<PopState> pops;
  std::vector<CacheSite> edge_caches;  ///< by the design's caches, then by PoP
  /// By the design's caches, then by level above the edge, then by site.
  std::vector<std::vector<std::vector<CacheSite>>> tiers;
  /// By the plan's groups of functions, then by place; made when first used.
  std::vector<std::vector<std::unique_ptr<ComputeSite>>> functions;
  Resolvers resolvers;
  Stream sizes;
  Stream ages;
  Stream reads;
  Stream kinds;
  Stream operations;
  Stream crossings;
  Changes changes;
  Routes routes;
  Services services;
  Impairments impairments;
  Names names;
  std::optional<Rollouts> rollouts;  ///< if there are changes or alerts
  std::optional<FloodState> floods;  ///< if links may be full (Blueprint::plan_cores)
  Purges purges;
  std::uint64_t purge_arrivals = 0;  ///< so far: events of a run, though not of the engine
  std::vector<EdgeCpu> cpus;         ///< by PoP; none: CPU time is not modelled
  std::vector<Guard> guards;         ///< by the plan's guards
  std::vector<AccessGate> gates;
  std::vector<ConsumerQuota> quotas;
  People people;
  Stream again;                         ///< whether a person requests the same again
  std::optional<ClientCaches> clients;  ///< while people have caches or habits of their own
  /// Whether a person's request may end before it reaches a PoP: `clients`, or a name that is down.
  bool asks_first = false;
  Engine engine;  // after what its travellers refer to
  Flights flights;
  std::vector<std::unique_ptr<Store>> stores;  ///< of the design, in the order of their names
  Origin origin;
  std::optional<OriginFlood> origin_flood;
  std::uint64_t origin_asked = 0;  ///< requests that reached it over the edge
  double origin_loss = 0;          ///< of packets on the origin's own link

 private:
  std::unique_ptr<ComputeSite> make_function_site(std::size_t group, std::uint32_t place);
  void schedule_faults(std::optional<std::size_t> left_out);
  void schedule(std::uint32_t fault, std::uint16_t unit, const Turn& turn);
  void make_caches();
  void make_protection(bool attacked);
  void apply_revocations();
  void schedule_rules();
  void redeploy_functions(std::uint16_t pop);
  // One for each kind of change: hands it to what it concerns.
  void apply(const PopFails& change);
  void apply(const PopRecovers& change);
  void apply(const PopLosesCaches& change);
  void apply(const OriginFails& change) {
    ++origin_outages_;
    origin.apply(change);
  }
  void apply(const OriginRecovers& change) {
    --origin_outages_;
    origin.apply(change);
  }
  void apply(const ServiceFails& change) { services.apply(change); }
  void apply(const ServiceRecovers& change) { services.apply(change); }
  void apply(const RoutesLeave& change) { routes.apply(change); }
  void apply(const RoutesReturn& change) { routes.apply(change); }
  void apply(const PopWithdraws& change) { routes.apply(change); }
  void apply(const PopAnnounces& change) { routes.apply(change); }
  void apply(const FloodsAdvance& change);
  void apply(const PurgeArrives& change);
  void apply(const ImpairmentBegins& change);
  void apply(const ImpairmentEnds& change);
  void apply(const RolloutAdvances& change);
  void apply(const RolloutArrives& change);
  void apply(const ReleaseTurns& change) { rollouts->turn(change, engine.now(), changes); }
  void apply(const AlertsEvaluate&) { rollouts->evaluate(engine.now(), changes); }
  void apply(const RuleActivates& change) { guards[change.guard].apply(change); }
  void apply(const RuleDeactivates& change) { guards[change.guard].apply(change); }
  void apply(const StoreSiteFails& change) { stores[change.store]->apply(change); }
  void apply(const StoreSiteRecovers& change) { stores[change.store]->apply(change); }
  void apply(const RegionIsolated& change) {
    for (const auto& store : stores) store->apply(change);
  }
  void apply(const RegionRejoined& change) {
    for (const auto& store : stores) store->apply(change);
  }
  bool update_routes(Instant at);
  void impair(const ImpairmentPlan& plan);
  void impair_pop(std::uint16_t pop);
  Rollouts::Down tools_down() const;
  void update_direct_attack(Instant at);
  void purge_from(CacheSite& site, const Purge& purge);
  void clear(CacheSite& site);

  struct KeptFailure {
    Content content;
    Instant until;
  };
  boost::unordered_flat_map<std::uint64_t, KeptFailure> failures_;
  Stream history_draws_;
  std::vector<Instant> recalls_until_;                     // by cache number
  std::vector<std::vector<const Purge*>> history_purges_;  // by cache number: that it has seen
  bool no_cold_starts_;
  StopFlag stop_;
  std::uint64_t seed_;
  std::uint64_t replication_;
  int origin_outages_ = 0;
  bool traffic_moved_ = false;  // since routes and floods were last updated
};

}  // namespace edgecase
