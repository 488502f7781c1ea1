#pragma once
// Other tenants of a server, who push idle instances out of memory: after how long.
//
// Assumes: many tenants with Poisson requests at Zipf rates, each with one instance that is evicted
// when it is the least recently used and room is needed. Then (Che, Tung, Wang 2002; Fagin 1977) an
// instance is evicted once it has been idle for a characteristic time T, the same for all, at which
// the memory of those used within T just fills what is left beside ours:
//   sum_i memory (1 - exp(-rate_i min(T, keep_alive))) = capacity - ours.
// So neighbours cost nothing per request. Error: below 1% of the hit share from a few hundred
// tenants on. Not modelled: their CPU, their bursts. Checked against an explicit simulation of all
// tenants in tests/laws/compute.cpp.

#include <cstdint>
#include <vector>

#include <edgecase/units.hpp>

#include "model/compute/spec.hpp"

namespace edgecase {

class Neighbours {
 public:
  /// `capacity`: memory of one server.
  Neighbours(const NeighboursSpec& spec, Bytes capacity);

  /// Idle time after which an instance is evicted while `ours` bytes belong to simulated functions.
  Duration evicted_after(std::int64_t ours) const;

 private:
  static constexpr std::int64_t steps = 64;
  std::int64_t capacity_;
  std::vector<Duration> after_;  // for ours = capacity * i / steps
};

}  // namespace edgecase
