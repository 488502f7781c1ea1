#pragma once
// The caches that one request has asked on its way to the origin, and will come back through.

#include <array>
#include <cstdint>

#include <edgecase/units.hpp>

#include "core/check.hpp"
#include "measure/stage.hpp"
#include "path/upstream.hpp"
#include "world/flights.hpp"
#include "world/world.hpp"

namespace edgecase {

/// A copy that is there, or was until it expired.
struct Copy {
  Content content{};
  Instant expiry{};
  CacheState state = CacheState::absent;
};

/// One cache on the way. Without a site: no cache may answer, the request goes to the source.
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

/// Part of a traveller's frame, so levels are written when they are entered, not before.
class TierStack {
 public:
  explicit TierStack(const Level& first) : depth_(1) { levels_[0].level = first; }

  Level& top() { return levels_[depth_ - 1].level; }
  bool at_first() const { return depth_ == 1; }
  Level& enter(const Upstream& above, std::uint32_t life) {
    EC_CHECK(depth_ < levels_.size(), "more caches on the way than there are kinds");
    levels_[depth_++].level = {.site = above.site,
                               .life = life,
                               .level = above.level,
                               .next = above.next,
                               .rtt_ns = above.rtt_ns,
                               .work_ns = above.work_ns};
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
