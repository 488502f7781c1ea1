#pragma once
// Other tenants of a server: the idle time after which they evict an instance from memory.
//
// Assumes: many tenants with Poisson requests at Zipf rates, each with one instance that is evicted
// when it is the least recently used and room is needed. Then (Che, Tung, Wang 2002; Fagin 1977) an
// instance is evicted once it has been idle for a characteristic time T, the same for all, at which
// the memory of the tenants used within T just fills the memory not used by ours:
//   sum_i memory (1 - exp(-rate_i min(T, keep_alive))) = capacity - ours.
// So neighbours cost nothing per request. Error: below 1% of the hit share for more than a few
// hundred tenants. Not modelled: their CPU, their bursts. Checked against an explicit simulation of
// all tenants in tests/laws/compute.cpp.

#include <cstdint>
#include <vector>

#include <edgecase/units.hpp>

#include "model/compute/spec.hpp"

namespace edgecase {

class Neighbours {
 public:
  /// `capacity`: memory of one server.
  Neighbours(const NeighboursSpec& spec, Bytes capacity);

  /// Idle time until eviction while simulated functions use `ours` bytes.
  Duration evicted_after(std::int64_t ours) const;

 private:
  static constexpr std::int64_t steps = 64;
  std::int64_t capacity_;
  std::vector<Duration> after_;  // for ours = capacity * i / steps
};

}  // namespace edgecase
