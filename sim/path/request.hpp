#pragma once
// What travels: a request on its way, with what it has gone through so far.

#include <algorithm>
#include <cstdint>

#include <edgecase/units.hpp>

#include "measure/jurisdiction.hpp"
#include "measure/operation.hpp"
#include "measure/stage.hpp"

namespace edgecase {

struct CacheSite;

/// What a traveller carries. Its clock starts when it reaches the PoP; what the user's side takes
/// is added by arithmetic, because it depends on no state of the world.
struct Request {
  Instant arrived;  ///< at the PoP, first attempt
  std::uint64_t number;
  CacheSite* edge;      ///< its PoP's cache for its route; null: the route is not cached
  std::int64_t rtt_ns;  ///< user to PoP and back, access line included
  std::int64_t way_ns;  ///< of that, between the metro and the PoP
  StageTimes times;     ///< spent so far; what follows from its connection and size is added later
  std::int64_t ahead_ns;  ///< of the clock: an end that is known before it comes (negative: after)
  std::uint32_t object;
  std::uint32_t key;   ///< the cache key; 0: not cacheable
  std::uint32_t life;  ///< of its PoP, when this attempt began there
  std::uint32_t pop_bits;
  std::uint32_t resolver_bits;
  std::uint16_t metro;
  std::uint16_t pop;
  std::uint16_t moment;
  std::uint16_t attack;  ///< 1 + index of the attack that sends it; 0: a person does
  std::uint32_t weight;  ///< requests that it stands for
  std::uint32_t watch;   ///< of this attempt (Attempts); 0: its client waits for any answer
  std::uint8_t route;
  std::uint8_t region;
  std::uint8_t connection;
  std::uint8_t line;  ///< of access
  std::uint8_t attempt;
  std::uint8_t phase;        ///< of the month, in which it arrived
  std::uint8_t entry_stage;  ///< where it is held, if it is held
  Operation operation;
  CacheStatus status;
  JurisdictionBits keep_in;  ///< where its data must stay; 0: anywhere, or not counted
  std::uint8_t outside;      ///< what has become of that so far: bits of Residency
  bool measured;
  bool under_attack;  ///< it came while an attack lasted
  bool background;    ///< no user waits for it: it refreshes a copy
  bool first_fetch;   ///< of this object by these caches, early in the warm-up

  void spend(Stage stage, std::int64_t ns) { times[stage] += ns; }
  void spend(Stage stage, Duration time) { times[stage] += time.count(); }
  /// Time since its arrival that its stages account for.
  std::int64_t accounted_ns() const {
    std::int64_t sum = 0;
    for (std::size_t i = index_of(Stage::guard); i < stage_count; ++i) sum += times[i];
    return sum;
  }
  void reset_stage_times() {
    times.clear();
    ahead_ns = 0;
  }
  /// Its last attempt came to nothing, so long after it arrived.
  void discard_attempt(Duration after) {
    std::fill(times.begin() + index_of(Stage::guard), times.end(), 0);
    times[Stage::retry] = after.count();
    ahead_ns = 0;
  }
};

}  // namespace edgecase
