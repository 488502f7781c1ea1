#pragma once
// Which caches are where: in PoPs, in tiers above them, shared between peers.

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include <edgecase/units.hpp>

#include "core/distribution.hpp"
#include "measure/stage.hpp"
#include "model/cache/spec.hpp"
#include "plan/routing.hpp"
#include "scenario/scenario.hpp"

namespace edgecase {

class SteadyState;

/// One site of a cache above the edge.
struct TierSite {
  std::uint16_t pop = no_pop;     ///< no_pop: outside the network's PoPs
  std::int64_t to_origin_ns = 0;  ///< round trip
};

/// One level of a cache above the edge, at all its sites.
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
    std::int64_t rtt_ns = 0;  ///< including the processing at the site
  };
  std::vector<Below> below = {};              ///< by PoP: its site and the round trip to it
  std::optional<QuantileTable> read_ns = {};  ///< of a store: the time of an operation
};

/// Which PoPs share their cache capacity, and the round trips between them.
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

struct CachingPlan {
  std::vector<CachePlan> caches;
  std::unique_ptr<const SteadyState> steady;  ///< null: all caches begin empty
};

}  // namespace edgecase
