#pragma once
// Routes: their objects and cache keys, and which parts of the design serve them.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <edgecase/units.hpp>

#include "core/alias.hpp"
#include "core/distribution.hpp"
#include "measure/stage.hpp"
#include "model/content/spec.hpp"
#include "model/traffic/arrivals.hpp"
#include "model/traffic/demand.hpp"

namespace edgecase {

/// One way in which answers under the same URL vary.
struct VariantPlan {
  AliasTable pick;
  std::uint32_t values = 1;
  double exponent = 0;  ///< share of the k-th value: k^-exponent …
  double weights = 1;   ///< … divided by the sum of them all
};

struct RoutePlan {
  std::string name;
  int cache = -1;             ///< index into CachingPlan::caches; -1: not cached
  int function = -1;          ///< index into FunctionsPlan::functions; -1: the origin answers
  int store = -1;             ///< index into StoresPlan::stores; -1: none
  std::uint32_t stock = 0;    ///< units of each object that updates take from; 0: they count
  int guard = -1;             ///< index into ProtectionPlan::guards; -1: none
  int access = -1;            ///< index into ProtectionPlan::gates; -1: open to all
  int quota = -1;             ///< index into the design's quotas; -1: none
  std::uint8_t priority = 1;  ///< at the origin (RoutePriority)
  std::optional<QuantileTable> size = {};  ///< unless it replays a trace
  const TraceContent* trace = nullptr;     ///< of the setting
  std::array<Duration, cache_level_count> ttl{};
  double personalised = 0;
  double writes = 0;  ///< requests that write
  double read_modify_writes = 0;
  Duration client_ttl{};  ///< of copies in clients
  double missing = 0;
  double unique_queries = 0;  ///< share with a query string that is unique and in the cache key
  std::vector<VariantPlan> variants = {};  ///< those in the key
  Bytes request{};
  std::uint32_t first_object = 0;
  std::uint32_t objects = 0;
  /// Cache keys of the route: first_key + object * key_variants + …
  std::uint32_t first_key = 0;
  std::uint32_t key_variants = 1;
  std::optional<ChangeSpec> changes = {};
  Count tags{0};
  Count prefixes{0};
  /// Whether requests for one object differ: in what they do, or in what answers them.
  bool varies = false;
  /// Share of the requests that change the object they name.
  double changing() const { return writes + read_modify_writes; }
  /// Share of the requests that a cache may answer.
  double cacheable() const { return (1 - personalised) * (1 - changing()); }
};

struct TrafficPlan {
  Demand demand;
  std::vector<RouteTraffic> by_route = {};
  std::uint32_t dense_keys = 0;  ///< cache keys of all routes; later ones are unique queries
};

}  // namespace edgecase
