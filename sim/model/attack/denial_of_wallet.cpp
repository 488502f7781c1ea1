// Requests that nobody notices one by one, for the sake of what they cost.
// Not modelled: attackers who look at the price list.
// Test: tests/unit/attack_kinds.cpp
#include "model/attack/kinds.hpp"
#include "model/attack/request_flow.hpp"

namespace edgecase {

std::vector<Field> fields(Of<DenialOfWalletSpec>) {
  return list<DenialOfWalletSpec>(
      attack_fields::rate<DenialOfWalletSpec>(), attack_fields::bots<DenialOfWalletSpec>(),
      field("cpu_factor", &DenialOfWalletSpec::cpu_factor,
            "CPU time of one, relative to what people ask of the route", more_than(0.0),
            at_most(1e6), assumed("looks like people, in numbers")));
}

AttackProfile profile(const DenialOfWalletSpec& spec) {
  return {.layer = AttackLayer::requests,
          .peak = request_flow(spec.rate, 8),
          .bots = spec.bots,
          .traits = {.object = AttackedObject::unique, .cpu_factor = spec.cpu_factor}};
}

}  // namespace edgecase
