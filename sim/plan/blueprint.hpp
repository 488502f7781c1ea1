#pragma once
// Everything a run derives from its scenario before time starts: who asks, over which line, at
// which PoP, how far everything is, which caches stand where. Computed once, shared by all
// replications, never written again.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <edgecase/units.hpp>

#include "core/alias.hpp"
#include "core/distribution.hpp"
#include "measure/phases.hpp"
#include "measure/stage.hpp"
#include "model/attack/plan.hpp"
#include "model/attack/sample.hpp"
#include "model/cache/spec.hpp"
#include "model/fault/spec.hpp"
#include "model/guard/guard.hpp"
#include "model/net/network.hpp"
#include "model/net/transport.hpp"
#include "model/purge/propagation.hpp"
#include "model/traffic/arrivals.hpp"
#include "model/traffic/demand.hpp"
#include "plan/functions.hpp"
#include "scenario/setting.hpp"

namespace edgecase {

class SteadyState;

constexpr std::uint16_t no_pop = UINT16_MAX;

/// Where one metro's requests go at present: up to eight PoPs by their part, with the round trip to
/// each. One cache line, because every request reads it.
struct alignas(64) CatchmentLine {
  static constexpr std::size_t most = 8;
  std::array<std::uint16_t, most> pop;   ///< no_pop behind the last
  std::array<std::uint16_t, most> last;  ///< largest dice of each, of 0 … 65535
  std::array<float, most> rtt_ns;

  struct Way {
    std::uint16_t pop;
    std::int64_t rtt_ns;
  };
  Way pick(std::uint32_t bits) const {
    const auto dice = static_cast<std::uint16_t>(bits >> 16);
    // Counted, not searched: no branch to mispredict, and eight 16-bit lanes do it at once.
    std::uint16_t i = 0;
    for (std::size_t k = 0; k < most; ++k) i = static_cast<std::uint16_t>(i + (dice > last[k]));
    return {pop[i], static_cast<std::int64_t>(rtt_ns[i])};
  }
};
static_assert(sizeof(CatchmentLine) == 64);

/// One kind of access line: how long its round trip, how fast.
struct AccessLine {
  QuantileTable rtt_ns;
  Download download;
};

/// How a request's connection came about: round trips before the request may leave.
struct ConnectionKind {
  int tcp = 0;
  int tls = 0;
  bool is_new = false;
};

struct MetroPlan {
  std::uint8_t region = 0;
  std::uint8_t access_mix = 0;
  std::uint32_t first_resolver = 0;
  std::uint32_t resolvers = 1;
  double resolver_knows = 0;  ///< chance that one knows the address when the run begins
};

/// One site of a cache above the edge.
struct TierSite {
  std::uint16_t pop = no_pop;     ///< no_pop: a place of its own, outside the network's PoPs
  std::int64_t to_origin_ns = 0;  ///< round trip
};

/// One kind of cache above the edge, wherever it stands.
struct LevelPlan {
  CacheLevel level = CacheLevel::upper;
  CacheLimits limits;
  PolicyChoice policy{};
  AdmissionChoice admission{};
  std::optional<Duration> ttl = {};  ///< absent: as at the edge
  Duration connect_timeout{};
  std::vector<TierSite> sites = {};
  struct Below {
    std::uint16_t site = 0;
    std::int64_t rtt_ns = 0;  ///< with the processing in the site
  };
  std::vector<Below> below = {};              ///< by PoP: its site and the round trip to it
  std::optional<QuantileTable> read_ns = {};  ///< of a store: the time of an operation
};

/// Which PoPs share their room, and how far they are from each other.
struct PeerPlan {
  struct Group {
    std::vector<std::uint16_t> pops;
    std::vector<std::int64_t> rtt_ns;  ///< from the i-th to the k-th: [i * size + k]
  };
  struct Member {
    std::uint16_t group;
    std::uint16_t place;  ///< in the group
  };
  std::vector<Group> groups = {};
  std::vector<Member> members = {};  ///< by PoP
};

struct CachePlan {
  const CacheSpec* spec = nullptr;
  CacheLimits limits = {};  ///< of the cache in a PoP
  std::optional<PeerPlan> peers = {};
  std::vector<LevelPlan> above = {};  ///< in the order in which a miss climbs
};

/// One way in which the cache tells answers to the same address apart.
struct VariantPlan {
  AliasTable pick;
  std::uint32_t values = 1;
  double exponent = 0;  ///< share of the k-th value: k^-exponent …
  double weights = 1;   ///< … divided by the sum of them all
};

struct RoutePlan {
  std::string name;
  int cache = -1;     ///< index into Blueprint::caches; -1: not cached
  int function = -1;  ///< index into Blueprint::functions; -1: the origin answers
  int guard = -1;     ///< index into Blueprint::guards; -1: none
  int access = -1;    ///< index into Blueprint::gates; -1: open to all
  int quota = -1;     ///< index into the design's quotas; -1: none
  std::optional<QuantileTable> size = {};  ///< unless it replays a trace
  const TraceContent* trace = nullptr;     ///< of the setting
  std::array<Duration, cache_level_count> ttl{};
  double personalised = 0;
  double writes = 0;  ///< requests that write
  double read_modify_writes = 0;
  Duration client_ttl{};  ///< of people's own copies
  double missing = 0;
  double unique_queries = 0;               ///< of those that the cache tells apart
  std::vector<VariantPlan> variants = {};  ///< those in the key
  Bytes request{};
  std::uint32_t first_object = 0;
  std::uint32_t objects = 0;
  std::uint32_t first_key = 0;  ///< cache keys of the route: first_key + object * key_variants + …
  std::uint32_t key_variants = 1;
  std::optional<ChangeSpec> changes = {};
  Count tags{0};
  Count prefixes{0};
  bool has_kinds() const {
    return personalised > 0 || unique_queries > 0 || key_variants > 1 || changing() > 0;
  }
  /// Part of the requests that change what they name.
  double changing() const { return writes + read_modify_writes; }
  /// Part of the requests that a cache may answer.
  double cacheable() const { return (1 - personalised) * (1 - changing()); }
};

/// A moment at which something stops, returns, or routes move.
struct FaultPlan {
  std::string name;
  Instant from, until;
  Duration convergence{};
  std::vector<std::uint16_t> pops = {};
  bool origin = false;
  bool loses_caches = false;
  bool refuses = false;
  std::vector<Service> services = {};
};

/// One attack: when it presses on whom, and as what.
struct AttackRun {
  std::string name;
  std::string kind;
  AttackPlan plan;
  std::optional<Weighting> weighting = {};  ///< of one that sends requests
  int route = -1;                           ///< that it asks for; -1: as people do
};

/// A stretch of the run in which an attack lasts.
struct BesiegedTime {
  Instant from, until;
};

/// One gate of the design, and how far each PoP is from what it depends on.
struct GatePlan {
  const AccessGateSpec* spec = nullptr;
  std::vector<std::int64_t> to_identity_ns = {};  ///< round trips, by PoP
  std::vector<std::int64_t> to_introspection_ns = {};
};

/// Where requests go from a moment on.
struct Routing {
  Instant from;
  std::vector<bool> withdrawn;            ///< by PoP
  std::vector<CatchmentLine> catchments;  ///< by metro
};

struct Blueprint {
  explicit Blueprint(Setting setting);
  ~Blueprint();
  Blueprint(const Blueprint&) = delete;
  Blueprint& operator=(const Blueprint&) = delete;

  Instant measure_from() const { return Instant{spec.world.horizon.warm_up}; }
  Instant end() const { return measure_from() + spec.world.horizon.measure; }
  std::size_t pops() const { return network.pops().size(); }

  const Setting setting;
  const ScenarioSpec& spec;
  const Network& network;
  const std::uint64_t one_in;  ///< objects that a simulated one stands for, with their requests
  std::vector<std::string> region_names;
  Demand demand;
  std::vector<MetroPlan> metros;
  std::uint32_t resolvers = 0;
  std::vector<AliasTable> access_mixes;
  std::vector<AccessLine> access_lines;
  QuantileTable jitter_ns;
  AliasTable connections;
  std::vector<ConnectionKind> connection_kinds;
  std::uint8_t fresh_connection = 0;  ///< what a user opens after a lost one
  std::vector<RoutePlan> routes;
  std::vector<RouteTraffic> traffic;
  std::string origin_at;
  std::string billed_at;  ///< the cloud region whose prices the origin pays
  Site origin_site;
  std::vector<std::int64_t> pop_to_origin_ns;  ///< round trips
  std::vector<FaultPlan> faults;
  std::vector<Routing> routings;  ///< in the order of time; the first holds from the start
  std::vector<AttackRun> attacks;
  std::vector<BesiegedTime> besieged;  ///< in the order of time, apart from each other
  std::vector<const GuardSpec*> guards;
  GuardWorld guard_world;
  std::vector<GatePlan> gates;
  std::vector<const QuotaSpec*> quotas;
  std::vector<double> cores;  ///< by PoP; empty: nothing presses on them
  std::vector<CachePlan> caches;
  std::vector<FunctionGroup> function_groups;
  std::vector<FunctionHome> functions;  ///< in the order of their names
  std::size_t function_regions = 0;     ///< places of functions outside PoPs
  std::uint32_t dense_keys = 0;         ///< cache keys of all routes; later ones are unique queries
  PurgeSpec purge{};
  bool purges_on_change = false;
  std::optional<PurgePaths> purge_ways = {};  ///< absent: nothing is ever purged
  Duration to_purge_ingest{};                 ///< from who asks for purges to who takes them
  Duration processing{};                      ///< in a PoP, for each request
  std::size_t moments = 0;
  Duration moment{};
  Phases phases;                              ///< of the measured time
  std::vector<MonthPhase> month;              ///< how often each of them counts in a month
  std::unique_ptr<const SteadyState> steady;  ///< none: all caches begin empty

  double asked_again = 0;  ///< part of a person's requests that repeat the last one

  /// Whether anything stands between a request's arrival in its PoP and its caches.
  bool has_entry_stages() const { return !cores.empty(); }
  /// The cache of a route. Requires: it has one.
  const CacheSpec& cache_of(std::size_t route) const {
    return *caches[static_cast<std::size_t>(routes[route].cache)].spec;
  }
  /// Whether people's own copies and habits stand between demand and the network.
  bool has_own_copies() const;
  /// Requests per second that each PoP receives at the start.
  std::vector<double> requests_by_pop() const;
  /// A request of people, mean over the routes.
  double request_bits() const;
  /// How many sub-requests one after the other make a function quicker near its data than where it
  /// runs (of one that runs there: than near its users), on average over the demand of the PoPs as
  /// if each asked for itself. None: it makes none, or all at once, or that never pays.
  std::optional<std::int64_t> near_data_from(const FunctionHome& home) const;
  /// Where requests go while these PoPs are not announced.
  std::vector<CatchmentLine> catchments(const std::vector<bool>& withdrawn) const;

 private:
  void plan_metros();
  void plan_access();
  void plan_connections();
  void plan_routes();
  void plan_faults();
  void plan_caches();
  void plan_purges();
  void plan_functions();
  void plan_function_places(FunctionGroup& group, const ComputeSpec& function);
  void plan_function_ways(FunctionHome& home) const;
  void plan_attacks();
  void plan_guards();
  void plan_gates();
  void plan_cores();
  std::string billed_region_of(const std::string& at, const Site& site) const;
};

}  // namespace edgecase
