#pragma once
// What the queues of an origin with another discipline than first come, first served gave up on.

#include <cstdint>

namespace edgecase {

/// Requests of users and attacks, in the measured time; sub-requests are counted one by one.
struct OriginMeter {
  std::uint64_t asked = 0;
  std::uint64_t shed = 0;
  std::uint64_t expired = 0;
};

}  // namespace edgecase
