#pragma once
// The state of a running world: what is up, what is cached, who waits. One World is one
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
#include "model/purge/target.hpp"
#include "plan/blueprint.hpp"
#include "world/client_caches.hpp"
#include "world/flights.hpp"
#include "world/left_out.hpp"
#include "world/origin_flood.hpp"
#include "world/people.hpp"
#include "world/siege.hpp"
#include "world/truth.hpp"

namespace edgecase {

/// One PoP. Touched only by code that is at its place.
struct PopState {
  std::uint32_t life = 0;  ///< changes whenever what is in it is lost
  bool up = true;
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
  World(const Blueprint& plan, std::uint64_t seed, std::uint64_t replication,
        LeftOut left_out = {});

  /// Places are numbered: PoPs first, then the origin, then whatever stands outside of PoPs.
  PlaceId place_of_pop(std::uint16_t pop) const { return {pop}; }
  PlaceId place_of_origin() const { return {static_cast<std::uint32_t>(pops.size())}; }

  /// The next instant at which a fault or an attack changes something; Instant::max(): none.
  /// `apply` makes its changes.
  Instant next_change() const;
  void apply(Instant at);

  const CatchmentLine& catchment(std::uint16_t metro) const { return routing_->catchments[metro]; }
  bool withdrawn(std::uint16_t pop) const { return routing_->withdrawn[pop]; }
  bool is_up(Service service) const {
    return services_down_[static_cast<std::size_t>(service)] == 0;
  }
  bool origin_refuses() const { return origin_refuses_; }

  PlaceId place_outside() const { return {static_cast<std::uint32_t>(pops.size()) + 1}; }

  /// The cache of this number of the design in that PoP.
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
  /// end.
  std::vector<std::vector<FunctionUse>> close_functions();
  /// What of it is billed, by phase of the month first. Requires: functions are closed, and there
  /// is more than one phase.
  std::vector<std::vector<std::vector<FunctionUse>>> functions_by_phase() const;

  /// What a cache holds of a key that nobody has asked it for in this run: its copy's age and when
  /// it was last used, counted from the start. Nothing: no copy.
  std::optional<PastUse> recall(const CacheSite& site, std::uint8_t route, std::uint32_t object,
                                std::uint32_t key) const;
  bool recalls(const CacheSite& site) const { return engine.now() < recalls_until_[site.number]; }
  /// Its past is gone with what was in it.
  void empty(CacheSite& site);
  /// A purge has reached it, and takes what nobody has asked for yet too. `target` outlives the
  /// run.
  void purge_past(const CacheSite& site, std::uint8_t route, const PurgeTarget& target) {
    past_purges_[site.number].push_back({route, &target});
  }

  std::uint64_t cached_objects() const { return nodes.in_use(); }
  /// In PoPs: without reserves.
  std::uint64_t cached_bytes() const;
  /// The size of an object of a route; the same for whoever asks.
  Bytes size_of(std::uint8_t route, std::uint32_t object) const;
  /// Whether there is no such object.
  bool is_missing(std::uint8_t route, std::uint32_t object) const {
    const double share = plan.routes[route].missing;
    return share > 0 && sizes.unit(object, 1) < share;
  }

  /// A failure of the origin that a cache still answers with; null: none.
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
  /// By the plan's groups of functions, then by place; made when first asked.
  std::vector<std::vector<std::unique_ptr<ComputeSite>>> functions;
  std::vector<Instant> resolver_expiry;
  Stream sizes;
  Stream ages;
  Stream reads;
  Stream kinds;
  Stream crossings;
  std::optional<Siege> siege;  ///< while there are attacks
  std::vector<EdgeCpu> cpus;   ///< by PoP; none: nothing presses on them
  std::vector<Guard> guards;   ///< by the plan's guards
  std::vector<AccessGate> gates;
  std::vector<ConsumerQuota> quotas;
  People people;
  Stream again;                         ///< whether a person asks for the same once more
  std::optional<ClientCaches> clients;  ///< while people have caches or habits of their own
  Engine engine;                        // after what its travellers refer to
  Flights flights;
  Origin origin;
  std::optional<OriginFlood> origin_flood;
  std::uint64_t origin_asked = 0;  ///< requests that came there over the edge
  double origin_loss = 0;          ///< of packets on the origin's own link

 private:
  std::unique_ptr<ComputeSite> make_function_site(std::size_t group, std::uint32_t place);
  void empty_functions(std::uint16_t pop);
  void stand_guard(bool attacked);
  void take_rights_back();
  std::vector<Instant> planned_changes() const;
  void apply_planned(Instant at);
  void reroute(Instant at);
  void press_origin(Instant at);
  void stop(const FaultPlan& fault);
  void restart(const FaultPlan& fault);

  struct KeptFailure {
    Content content;
    Instant until;
  };
  boost::unordered_flat_map<std::uint64_t, KeptFailure> failures_;
  struct PastPurge {
    std::uint8_t route;
    const PurgeTarget* target;
  };
  Stream pasts_;
  std::vector<Instant> recalls_until_;               // by cache number
  std::vector<std::vector<PastPurge>> past_purges_;  // by cache number
  bool no_cold_starts_;
  std::uint64_t seed_;
  std::uint64_t replication_;
  std::vector<Instant> changes_;  // those that are planned, in order
  std::size_t next_change_ = 0;
  const Routing* routing_;
  const Routing* planned_routing_;
  Routing own_routing_;  // while PoPs have withdrawn by themselves
  bool origin_refuses_ = true;
  std::array<int, service_count> services_down_{};  // faults that each is under
};

}  // namespace edgecase
