// Logins with leaked user names and passwords; a few are valid.
// Not modelled: account lockout, second factors.
// Test: tests/unit/attack_kinds.cpp
#include "model/attack/kinds.hpp"
#include "model/attack/request_flow.hpp"

namespace edgecase {

std::vector<Field> fields(Of<CredentialStuffingSpec>) {
  return list<CredentialStuffingSpec>(
      attack_fields::rate<CredentialStuffingSpec>(), attack_fields::bots<CredentialStuffingSpec>(),
      field("valid", &CredentialStuffingSpec::valid, "share of attempts with a valid password",
            at_least(Share{0}), at_most(Share{1}),
            assumed("reused passwords: a few per thousand")));
}

AttackProfile profile(const CredentialStuffingSpec& spec) {
  return {
      .layer = AttackLayer::requests,
      .peak = request_flow(spec.rate, 1),  // one connection each: sessions would reveal the bots
      .bots = spec.bots,
      .traits = {.logins = 1, .valid = spec.valid.value}};
}

}  // namespace edgecase
