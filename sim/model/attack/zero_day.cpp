// Exploit attempts, until a new rule stops them (RuleRelease).
// Not modelled: activity after a successful exploit.
// Test: tests/unit/attack_kinds.cpp
#include "model/attack/kinds.hpp"
#include "model/attack/request_flow.hpp"

namespace edgecase {

std::vector<Field> fields(Of<ZeroDaySpec>) {
  return list<ZeroDaySpec>(
      attack_fields::rate<ZeroDaySpec>(), attack_fields::bots<ZeroDaySpec>(),
      field("succeeds", &ZeroDaySpec::succeeds,
            "share of attempts that succeed if no rule stops them", at_least(Share{0}),
            at_most(Share{1}), assumed("most targets do not run the affected software")));
}

AttackProfile profile(const ZeroDaySpec& spec) {
  return {.layer = AttackLayer::requests,
          .peak = request_flow(spec.rate, 1),
          .bots = spec.bots,
          .traits = {.exploits = spec.succeeds.value}};
}

}  // namespace edgecase
