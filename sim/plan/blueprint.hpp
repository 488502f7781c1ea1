#pragma once
// Everything a run derives from its scenario before time starts: where requests come from, over
// which access lines, to which PoPs, all round trips, which caches are where. Computed once, shared
// by all replications, constant from then on.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <edgecase/units.hpp>

#include "core/stop.hpp"
#include "measure/phases.hpp"
#include "model/net/network.hpp"
#include "plan/attacks.hpp"
#include "plan/caching.hpp"
#include "plan/clients.hpp"
#include "plan/functions.hpp"
#include "plan/purge_paths.hpp"
#include "plan/residency.hpp"
#include "plan/rollouts.hpp"
#include "plan/routes.hpp"
#include "plan/routing.hpp"
#include "plan/stores.hpp"
#include "scenario/setting.hpp"

namespace edgecase {

struct OriginPlan {
  std::string at;
  std::string billed_at;  ///< the cloud region whose prices apply to it
  Site site;
  std::vector<std::int64_t> pop_rtt_ns;  ///< round trips, by PoP
};

/// How the measured time is divided.
struct TimePlan {
  std::size_t moments = 0;
  Duration moment{};
  Phases phases;
  /// How often each phase occurs in a month. One more than there are phases if `rest` is set.
  std::vector<MonthPhase> month;
  /// Of `month`: what fills it, if something happens in the time that would be repeated. That time
  /// then counts once, and the rest of the month is measured in a run without events.
  std::optional<std::size_t> rest;
};

/// Sets `rest`, if the world needs it.
void plan_rest_of_month(TimePlan& time, const WorldSpec& world);

struct Blueprint {
  /// Throws Interrupted once `stop` says so, which is not kept beyond.
  explicit Blueprint(Setting setting, StopFlag stop = {});
  ~Blueprint();
  Blueprint(const Blueprint&) = delete;
  Blueprint& operator=(const Blueprint&) = delete;

  Instant measure_from() const { return Instant{spec.world.horizon.warm_up}; }
  Instant end() const { return measure_from() + spec.world.horizon.measure; }
  std::size_t pops() const { return network.pops().size(); }

  const Setting setting;
  const ScenarioSpec& spec;
  const Network& network;
  const std::uint64_t one_in;  ///< objects (with their requests) that a simulated one stands for
  std::vector<std::string> region_names;
  Duration processing{};  ///< in a PoP, for each request
  TimePlan time;
  TrafficPlan traffic;
  std::vector<RoutePlan> routes;
  ClientsPlan clients;
  OriginPlan origin;
  TimelinePlan timeline;
  CachingPlan caching;
  PurgingPlan purging;
  FunctionsPlan compute;
  StoresPlan stores;
  ResidencyPlan residency;
  AttacksPlan attacks;
  ProtectionPlan protection;
  RolloutsPlan rollouts;

  /// Whether anything stands between a request's arrival in its PoP and its caches.
  bool has_entry_stages() const { return !protection.cores.empty(); }
  /// Whether PoPs may fall, or what they need, while requests are under way.
  bool may_fail() const { return !timeline.faults.empty() || rollouts.do_harm; }
  /// The cache of a route. Requires: it has one.
  const CacheSpec& cache_of(std::size_t route) const {
    return *caching.caches[static_cast<std::size_t>(routes[route].cache)].spec;
  }
  /// Whether clients cache or repeat requests, so that not all demand reaches the network.
  bool has_own_copies() const;
  /// Requests per second that each PoP receives at the start.
  std::vector<double> requests_by_pop() const {
    return requests_by_pop(Instant{}, timeline.start->catchments);
  }
  /// The same at any time, while users go where `catchments` say (by metro).
  std::vector<double> requests_by_pop(Instant at, std::span<const CatchmentLine> catchments) const;
  /// A request of people, mean over the routes.
  double request_bits() const;
  /// From how many sequential sub-requests on a function answers sooner near its data than where it
  /// runs (if it runs there: than near its users), on average over the demand of the PoPs as if
  /// each called it itself. None: it makes none, or makes them in parallel, or that is never so.
  std::optional<std::int64_t> near_data_from(const FunctionHome& home) const;
  /// Whether a store answers the route's requests itself, in place of the origin.
  bool answered_by_store(std::size_t route) const {
    return routes[route].store >= 0 && routes[route].function < 0;
  }
  /// Where requests go while these PoPs are not announced.
  std::vector<CatchmentLine> catchments(const std::vector<bool>& withdrawn) const;
  /// The same, computed once for all runs. For several threads at once.
  std::shared_ptr<const Routing> routing(std::vector<bool> withdrawn) const;

 private:
  void plan_time();
  void plan_origin();
  void plan_metros();
  void plan_access();
  void plan_connections();
  void plan_routes();
  void plan_faults();
  void plan_start();
  void plan_rollouts();
  void plan_caches();
  void plan_purges();
  void plan_functions();
  void plan_function_places(FunctionGroup& group, const ComputeSpec& function);
  void plan_function_ways(FunctionHome& home) const;
  void plan_stores();
  void plan_residency();
  void plan_attacks();
  void plan_guards();
  void plan_gates();
  void plan_cores();
  std::string billed_region_of(const std::string& at, const Site& site) const;

  mutable Routings routings_;
  StopFlag stop_;  // while it is built
};

}  // namespace edgecase
