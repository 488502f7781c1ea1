// Exploit attempts: few, worth counting one by one. What stops them is on its way (RuleRelease).
// Not modelled: what an attacker does once inside.
// Test: tests/unit/attack_kinds.cpp
#include "model/attack/kinds.hpp"
#include "model/attack/request_flow.hpp"

namespace edgecase {

std::vector<Field> fields(Of<ZeroDaySpec>) {
  return list<ZeroDaySpec>(
      attack_fields::rate<ZeroDaySpec>(), attack_fields::bots<ZeroDaySpec>(),
      field("succeeds", &ZeroDaySpec::succeeds,
            "part of the attempts that work where no rule stops them", at_least(Share{0}),
            at_most(Share{1}), assumed("most try targets that do not run the software")));
}

AttackProfile profile(const ZeroDaySpec& spec) {
  return {.layer = AttackLayer::requests,
          .peak = request_flow(spec.rate, 1),
          .bots = spec.bots,
          .traits = {.exploits = spec.succeeds.value}};
}

}  // namespace edgecase
