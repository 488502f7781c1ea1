// One expensive request, the same each time, past the caches or not as the route says.
// Not modelled: parameters that make it ever more expensive.
// Test: tests/unit/attack_kinds.cpp
#include "model/attack/kinds.hpp"
#include "model/attack/request_flow.hpp"

namespace edgecase {

AttackProfile profile(const HotEndpointSpec& spec) {
  return {.layer = AttackLayer::requests,
          .peak = request_flow(spec.rate, flood_per_connection),
          .bots = spec.bots,
          .traits = {.object = AttackedObject::hottest, .cpu_factor = spec.cpu_factor}};
}

}  // namespace edgecase
