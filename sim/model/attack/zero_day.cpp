// Exploit attempts: few, worth counting one by one. What stops them is on its way (RuleRelease).
// Not modelled: what an attacker does once inside.
// Test: tests/unit/attack_kinds.cpp
#include "model/attack/kinds.hpp"
#include "model/attack/request_flow.hpp"

namespace edgecase {

AttackProfile profile(const ZeroDaySpec& spec) {
  return {.layer = AttackLayer::requests,
          .peak = request_flow(spec.rate, 1),
          .bots = spec.bots,
          .traits = {.exploits = spec.succeeds.value}};
}

}  // namespace edgecase
