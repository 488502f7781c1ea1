// Each request has a unique query string: every cache misses and stores useless objects.
// Not modelled: random headers, ranges.
// Test: tests/unit/attack_kinds.cpp
#include "model/attack/kinds.hpp"
#include "model/attack/request_flow.hpp"

namespace edgecase {

std::vector<Field> fields(Of<CacheBustingSpec>) {
  return list<CacheBustingSpec>(attack_fields::rate<CacheBustingSpec>(),
                                attack_fields::bots<CacheBustingSpec>());
}

AttackProfile profile(const CacheBustingSpec& spec) {
  return {.layer = AttackLayer::requests,
          .peak = request_flow(spec.rate, flood_per_connection),
          .bots = spec.bots,
          .traits = {.object = AttackedObject::unique}};
}

}  // namespace edgecase
