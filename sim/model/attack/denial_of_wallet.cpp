// Requests that nobody notices one by one, for the sake of what they cost.
// Not modelled: attackers who look at the price list.
// Test: tests/unit/attack_kinds.cpp
#include "model/attack/kinds.hpp"
#include "model/attack/request_flow.hpp"

namespace edgecase {

AttackProfile profile(const DenialOfWalletSpec& spec) {
  return {.layer = AttackLayer::requests,
          .peak = request_flow(spec.rate, 8),
          .bots = spec.bots,
          .traits = {.object = AttackedObject::unique, .cpu_factor = spec.cpu_factor}};
}

}  // namespace edgecase
