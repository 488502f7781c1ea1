// Logins with name and password pairs that leaked elsewhere; a few are right.
// Not modelled: accounts that are locked after a few tries, second factors.
// Test: tests/unit/attack_kinds.cpp
#include "model/attack/kinds.hpp"
#include "model/attack/request_flow.hpp"

namespace edgecase {

std::vector<Field> fields(Of<CredentialStuffingSpec>) {
  return list<CredentialStuffingSpec>(
      attack_fields::rate<CredentialStuffingSpec>(), attack_fields::bots<CredentialStuffingSpec>(),
      field("valid", &CredentialStuffingSpec::valid, "part of the tries whose password is right",
            at_least(Share{0}), at_most(Share{1}),
            assumed("reused passwords: a few in a thousand")));
}

AttackProfile profile(const CredentialStuffingSpec& spec) {
  return {.layer = AttackLayer::requests,
          .peak = request_flow(spec.rate, 1),  // a connection each: sessions would give them away
          .bots = spec.bots,
          .traits = {.logins = 1, .valid = spec.valid.value}};
}

}  // namespace edgecase
