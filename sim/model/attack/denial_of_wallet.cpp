// Inconspicuous requests that run up the bill.
// Not modelled: attackers that optimise for the price list.
// Test: tests/unit/attack_kinds.cpp
#include "model/attack/kinds.hpp"
#include "model/attack/request_flow.hpp"

namespace edgecase {

std::vector<Field> fields(Of<DenialOfWalletSpec>) {
  return list<DenialOfWalletSpec>(
      attack_fields::rate<DenialOfWalletSpec>(), attack_fields::bots<DenialOfWalletSpec>(),
      field("cpu_factor", &DenialOfWalletSpec::cpu_factor,
            "CPU time per request, relative to a user request of the route", more_than(0.0),
            at_most(1e6), assumed("looks like user traffic")));
}

AttackProfile profile(const DenialOfWalletSpec& spec) {
  return {.layer = AttackLayer::requests,
          .peak = request_flow(spec.rate, 8),
          .bots = spec.bots,
          .traits = {.object = AttackedObject::unique, .cpu_factor = spec.cpu_factor}};
}

}  // namespace edgecase
