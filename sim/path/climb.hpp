#pragma once
// The way of one request up through the caches and back: where it stood, what each cache had, which
// of them others wait at.

#include <array>
#include <cstdint>

#include <edgecase/units.hpp>

#include "core/check.hpp"
#include "core/place.hpp"
#include "measure/stage.hpp"
#include "world/flights.hpp"
#include "world/world.hpp"

namespace edgecase {

/// A copy that is there, or was until it expired.
struct Copy {
  Content content{};
  Instant expiry{};
  CacheState state = CacheState::absent;
};

/// One cache on the way. Without a site: no cache may answer, the request goes to the origin.
struct Level {
  CacheSite* site = nullptr;
  std::uint32_t life = 0;  ///< of its PoP, when the request came
  CacheLevel level = CacheLevel::edge;
  std::uint8_t next = 0;    ///< index of the next level above it in the plan
  bool keeps = true;        ///< what comes back through it
  bool asks_peers = false;  ///< before it asks above
  bool fetches = false;     ///< has asked above
  bool flies = false;       ///< and others may wait for what that brings
  std::int64_t rtt_ns = 0;  ///< from the cache below
  std::int64_t work_ns = 0;
  Copy old{};  ///< what it had
};

/// The next step up: to a cache, or without a site to a function or the origin.
struct Hop {
  CacheSite* site = nullptr;
  const FunctionHome* function = nullptr;
  CacheLevel level = CacheLevel::edge;
  std::uint8_t next = 0;
  std::uint32_t below = 0;  ///< of a function: its place
  std::int64_t rtt_ns = 0;
  std::int64_t work_ns = 0;  ///< of a store
  Duration connect_timeout{};
};

/// The caches that a request has passed and will come back through. Part of a traveller's frame, so
/// levels are written when they are entered, not before.
class Climb {
 public:
  explicit Climb(const Level& first) : depth_(1) { levels_[0].level = first; }

  Level& top() { return levels_[depth_ - 1].level; }
  bool at_first() const { return depth_ == 1; }
  Level& enter(const Hop& hop, std::uint32_t life) {
    EC_CHECK(depth_ < levels_.size(), "more caches on the way than there are kinds");
    levels_[depth_++].level = {.site = hop.site,
                               .life = life,
                               .level = hop.level,
                               .next = hop.next,
                               .rtt_ns = hop.rtt_ns,
                               .work_ns = hop.work_ns};
    return top();
  }
  /// Steps down; what it leaves stays readable until the next step up.
  const Level& leave() { return levels_[--depth_].level; }

 private:
  union Slot {
    Slot() {}
    Level level;
  };
  std::array<Slot, cache_level_count> levels_;
  std::size_t depth_;
};

}  // namespace edgecase
