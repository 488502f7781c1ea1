#pragma once
// Small networks for tests of purging, and sure ways through them: no chance, no loss.

#include <cstddef>
#include <vector>

#include "model/purge/kinds.hpp"

namespace edgecase::testing {

/// PoPs on a line, each so far (as a round trip) from the one before; all in one region, large.
inline PurgePaths line_of_pops(std::size_t pops, Duration step) {
  PurgePaths paths;
  paths.region.assign(pops, 0);
  paths.hub.assign(pops, true);
  paths.queue.assign(pops, true);
  for (std::size_t a = 0; a < pops; ++a) {
    for (std::size_t b = 0; b < pops; ++b) {
      paths.round_trips.push_back(step * static_cast<std::int64_t>(a < b ? b - a : a - b));
    }
  }
  return paths;
}

inline HubAndSpokeSpec sure_hub_and_spoke() {
  HubAndSpokeSpec spec;
  spec.accept = constant(1ms);
  spec.queue = constant(Duration{20us});
  spec.pass_on = constant(Duration{300us});
  spec.apply = constant(Duration{4us});
  spec.transport.loss = Share{0};
  return spec;
}
inline PurgeSpec by(HubAndSpokeSpec way) {
  return {.model = PurgeWayChoice("hub_and_spoke", std::move(way))};
}

}  // namespace edgecase::testing
