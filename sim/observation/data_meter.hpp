#pragma once
// Where personal data of requests went, by route: only requests that reached a PoP count, and of
// objects with an owner only those whose owner lives in the jurisdiction.

#include <cstdint>

namespace edgecase {

struct DataMeter {
  std::uint64_t requests = 0;
  std::uint64_t outside = 0;  ///< of those: their data were outside, passing or stored
  std::uint64_t passed = 0;   ///< a PoP, a function or a cache outside handled them
  std::uint64_t stored = 0;   ///< a cache, a store or an origin outside holds them
  std::uint64_t bytes = 0;    ///< of those data, for each place outside that they came to
};

}  // namespace edgecase
