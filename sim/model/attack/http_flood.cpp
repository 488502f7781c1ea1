// Ordinary requests by many bots.
// Not modelled: bots that follow links or wait for responses.
// Test: tests/unit/attack_kinds.cpp
#include "model/attack/kinds.hpp"
#include "model/attack/request_flow.hpp"

namespace edgecase {

std::vector<Field> fields(Of<HttpFloodSpec>) {
  return list<HttpFloodSpec>(attack_fields::rate<HttpFloodSpec>(),
                             attack_fields::bots<HttpFloodSpec>());
}

AttackProfile profile(const HttpFloodSpec& spec) {
  return {.layer = AttackLayer::requests,
          .peak = request_flow(spec.rate, flood_per_connection),
          .bots = spec.bots,
          .traits = {}};
}

}  // namespace edgecase
