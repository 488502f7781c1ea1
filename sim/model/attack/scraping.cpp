// Every object once, in turn: fills caches with unpopular objects.
// Not modelled: robots.txt, pages that link to each other.
// Test: tests/unit/attack_kinds.cpp
#include "model/attack/kinds.hpp"
#include "model/attack/request_flow.hpp"

namespace edgecase {

std::vector<Field> fields(Of<ScrapingSpec>) {
  return list<ScrapingSpec>(attack_fields::rate<ScrapingSpec>(),
                            attack_fields::bots<ScrapingSpec>());
}

AttackProfile profile(const ScrapingSpec& spec) {
  return {.layer = AttackLayer::requests,
          .peak = request_flow(spec.rate, 10),
          .bots = spec.bots,
          .traits = {.object = AttackedObject::in_turn}};
}

}  // namespace edgecase
