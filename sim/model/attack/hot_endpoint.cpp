// One expensive request, repeated; cached or not, as configured for the route.
// Not modelled: parameters that make it more expensive.
// Test: tests/unit/attack_kinds.cpp
#include "model/attack/kinds.hpp"
#include "model/attack/request_flow.hpp"

namespace edgecase {

std::vector<Field> fields(Of<HotEndpointSpec>) {
  return list<HotEndpointSpec>(
      attack_fields::rate<HotEndpointSpec>(), attack_fields::bots<HotEndpointSpec>(),
      field("cpu_factor", &HotEndpointSpec::cpu_factor,
            "CPU time per request, relative to a user request of the route", more_than(0.0),
            at_most(1e6), assumed("an unindexed search compared with a page")));
}

AttackProfile profile(const HotEndpointSpec& spec) {
  return {.layer = AttackLayer::requests,
          .peak = request_flow(spec.rate, flood_per_connection),
          .bots = spec.bots,
          .traits = {.object = AttackedObject::hottest, .cpu_factor = spec.cpu_factor}};
}

}  // namespace edgecase
