#pragma once
// What caches and the origin behind them were asked, and what they sent.

#include <cstdint>

namespace edgecase {

/// Of a cache above the edge.
struct TierMeter {
  std::uint64_t requests = 0;
  std::uint64_t hits = 0;
  std::uint64_t bytes = 0;      ///< sent to the cache below
  std::uint64_t hit_bytes = 0;  ///< of those, from its own copies
  std::uint64_t kept = 0;       ///< answers from above that it stored
};

/// Of the origin, as asked by one kind of cache for one cause.
struct FetchMeter {
  std::uint64_t requests = 0;
  std::uint64_t bytes = 0;  ///< that it sent
};

}  // namespace edgecase
