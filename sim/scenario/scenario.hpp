#pragma once
// A scenario: a world (the environment), a design (to be evaluated), and objectives.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <edgecase/units.hpp>

#include "load/type/fields.hpp"
#include "measure/statistics.hpp"
#include "model/access/quota.hpp"
#include "model/access/spec.hpp"
#include "model/attack/spec.hpp"
#include "model/cache/spec.hpp"
#include "model/call/policy_spec.hpp"
#include "model/compute/spec.hpp"
#include "model/fault/spec.hpp"
#include "model/guard/spec.hpp"
#include "model/net/network.hpp"
#include "model/net/steering_spec.hpp"
#include "model/origin/spec.hpp"
#include "model/purge/spec.hpp"
#include "model/store/spec.hpp"
#include "model/traffic/spec.hpp"
#include "scenario/access_spec.hpp"
#include "scenario/pops.hpp"
#include "scenario/projection.hpp"
#include "scenario/protection_spec.hpp"
#include "scenario/rollout_spec.hpp"
#include "scenario/route_spec.hpp"

namespace edgecase {

struct MetadataSpec {
  std::string name;
  std::string title;
  std::string question;
  std::vector<std::string> tags;
};
std::vector<Field> fields(Of<MetadataSpec>);

struct HorizonSpec {
  Duration warm_up = std::chrono::minutes(10);
  Duration measure = std::chrono::minutes(10);
  Duration history = std::chrono::hours(24 * 7);
};
std::vector<Field> fields(Of<HorizonSpec>);

struct WorldSpec {
  std::string network = "cloudflare-2026";
  std::optional<Share> sample;
  HorizonSpec horizon;
  DemandSpec demand;
  std::map<std::string, RouteSpec> routes;
  ClientsSpec clients;
  OriginSpec origin;
  EdgeSpec edge;
  std::vector<FaultSpec> faults;
  std::map<std::string, ReleaseSpec> changes;
  std::vector<AttackSpec> attacks;
  std::vector<RevocationSpec> revocations;
  std::vector<CompromiseSpec> compromises;
  std::vector<PurgeRequestSpec> purges;
  std::vector<ProjectionPhaseSpec> projection;
};
std::vector<Field> fields(Of<WorldSpec>);

/// The design's handling of one route of the world.
/// How much a route's requests matter to what serves the most important first.
enum class RoutePriority : std::uint8_t { critical, normal, sheddable };
inline auto names(Of<RoutePriority>) {
  return enumerators<RoutePriority>(
      {{"critical", RoutePriority::critical, "first: a checkout, a login"},
       {"normal", RoutePriority::normal, "after all critical requests"},
       {"sheddable", RoutePriority::sheddable, "last, and the first to be dropped: prefetches"}});
}

struct DesignRouteSpec {
  std::string cache;
  std::string compute;
  std::string store;
  std::string guard;
  std::string access;
  std::string quota;
  std::optional<Duration> ttl;
  Duration client_ttl{};
  std::optional<std::vector<std::string>> key;
  bool ignore_query = false;
  RoutePriority priority = RoutePriority::normal;
};
std::vector<Field> fields(Of<DesignRouteSpec>);

struct PricesSpec {
  std::string edge = "cloudflare-2026";
  std::string origin = "aws-2026";
  std::string plan;
  std::string serve = "serve-2026";
  std::string operations = "operations-2026";
  std::vector<std::string> add_ons;
  bool free_tier = false;
};
std::vector<Field> fields(Of<PricesSpec>);

struct DesignSpec {
  std::optional<PopsSpec> pops;
  std::map<std::string, DesignRouteSpec> routes;
  std::map<std::string, CacheSpec> caches;
  std::map<std::string, ComputeSpec> compute;
  std::map<std::string, StoreSpec> stores;
  std::map<std::string, GuardSpec> guards;
  std::map<std::string, AccessGateSpec> access;
  std::map<std::string, QuotaSpec> quotas;
  ProtectionSpec protection;
  CallsSpec calls;
  SteeringSpec steering;
  std::optional<PurgeSpec> purge;
  std::optional<RolloutSpec> rollout;
  std::map<std::string, RolloutSpec> rollouts;
  std::map<std::string, ToolSpec> tools;
  std::optional<AlertsSpec> alerts;
  PricesSpec prices;
};
std::vector<Field> fields(Of<DesignSpec>);
/// How this change is shipped: as it says itself, else as all are.
const RolloutSpec& rollout_of(const DesignSpec& design, const std::string& change);

inline auto names(Of<Comparison>) {
  return enumerators<Comparison>({{"lte", Comparison::at_most, "at most"},
                                  {"lt", Comparison::less, "less than"},
                                  {"gte", Comparison::at_least, "at least"},
                                  {"gt", Comparison::greater, "more than"}});
}

struct SloSpec {
  std::string name;
  std::string indicator;
  Comparison op = Comparison::at_most;
  std::string value;
};
std::vector<Field> fields(Of<SloSpec>);

struct ScenarioSpec {
  std::string api_version;
  std::string kind;
  MetadataSpec metadata;
  WorldSpec world;
  DesignSpec design;
  std::vector<SloSpec> slos;
  std::map<std::string, std::vector<std::string>> thresholds;
};
std::vector<Field> fields(Of<ScenarioSpec>);
void check(const ScenarioSpec& spec, Checker& checker);
/// Checks names against the network: regions, PoPs, the origin's place.
void check_against(const ScenarioSpec& spec, const Network& network, Checker& checker);

}  // namespace edgecase
