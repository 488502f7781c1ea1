#pragma once
// What travels: a request on its way, with what it has gone through so far.

#include <cstdint>

#include <edgecase/units.hpp>

#include "measure/stage.hpp"

namespace edgecase {

struct CacheSite;

/// What a traveller carries. Its clock starts when it reaches the PoP; what the user's side takes
/// is added by arithmetic, because nobody else's state decides it.
struct Request {
  Instant arrived;  ///< at the PoP, first attempt
  std::uint64_t number;
  CacheSite* edge;      ///< its PoP's cache for its route; null: nothing of it is cached
  std::int64_t rtt_ns;  ///< user to PoP and back, access line included
  std::int64_t way_ns;  ///< of that, between the metro and the PoP
  std::int64_t dns_ns;
  std::int64_t congestion_ns;  ///< packets sent again, queues on the PoP's links
  std::int64_t edge_ns;        ///< in the PoP beyond its usual processing: guards, busy cores
  // Time spent so far on this side of the PoP.
  std::int64_t upper_tier_ns;
  std::int64_t origin_network_ns;
  std::int64_t origin_queue_ns;
  std::int64_t origin_service_ns;
  std::int64_t retry_ns;
  std::int64_t collapsed_ns;
  std::int64_t cold_start_ns;
  std::int64_t function_queue_ns;
  std::int64_t function_ns;
  std::int64_t guard_ns;   ///< held by guards: a challenge, a waiting room, a counter elsewhere
  std::int64_t access_ns;  ///< held at a gate
  std::int64_t ahead_ns;   ///< of the clock: an end that is known before it comes (negative: after)
  std::uint32_t object;
  std::uint32_t key;   ///< under which caches know what it asks for; 0: no cache may keep it
  std::uint32_t life;  ///< of its PoP, when this try began there
  std::uint32_t pop_bits;
  std::uint32_t resolver_bits;
  std::uint16_t metro;
  std::uint16_t pop;
  std::uint16_t moment;
  std::uint16_t attack;  ///< 1 + index of the attack that sends it; 0: a person does
  std::uint32_t weight;  ///< requests that it stands for
  std::uint8_t route;
  std::uint8_t region;
  std::uint8_t connection;
  std::uint8_t line;  ///< of access
  std::uint8_t attempt;
  std::uint8_t phase;  ///< of the month, in which it arrived
  CacheStatus status;
  bool measured;
  bool besieged;     ///< it came while an attack lasted
  bool background;   ///< nobody waits for it: it renews a copy
  bool first_fetch;  ///< of this object by these caches, early in the warm-up

  std::int64_t upward_ns() const {
    return upper_tier_ns + origin_network_ns + origin_queue_ns + origin_service_ns + collapsed_ns +
           cold_start_ns + function_queue_ns + function_ns + guard_ns + access_ns;
  }
  void forget_upward() {
    upper_tier_ns = origin_network_ns = origin_queue_ns = origin_service_ns = collapsed_ns = 0;
    cold_start_ns = function_queue_ns = function_ns = ahead_ns = guard_ns = access_ns = 0;
  }
};

}  // namespace edgecase
