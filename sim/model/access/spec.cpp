#include "model/access/spec.hpp"

#include "load/checker.hpp"
#include "load/codes.hpp"

namespace edgecase {

Menu menu(Of<ValidationMenu>) {
  return {{alternative<EdgeValidationSpec>("at_edge", "by its signature, where the request stands"),
           alternative<IntrospectionSpec>("introspection", "by asking a central place")}};
}

void check(const SessionSpec& spec, Checker& checker) {
  if (checker.written("token") && spec.token > spec.lifetime) {
    checker.report("token", {code::unordered, "a token outlives the session that it stands for",
                             "above `lifetime`", "raise `lifetime`, or lower `token`"});
  }
}

void check(const AccessGateSpec& spec, Checker& checker) {
  const auto idle = [&](const char* key, const char* who) {
    if (!checker.written(key)) return;
    checker.report(key, {code::changes_nothing, std::string("only ") + who, "changes nothing",
                         "leave it out", Severity::warning});
  };
  const bool user = spec.credential == Credential::user;
  if (!user) {
    idle("identity", "people log in");
    idle("session", "people have sessions");
    const bool looked_up = spec.credential != Credential::certificate;
    if (looked_up && spec.needs_store != NeedsStore::nothing)
      idle("validation", "tokens are validated; keys are looked up");
    idle("posture", "people's devices report");
  }
  if (user || spec.credential == Credential::certificate) {
    idle("keys", "machines have keys that are looked up");
  }
  if (!user && spec.needs_store == NeedsStore::nothing) {
    idle("keys.cache", "keys that are looked up are kept; here PoPs have them all");
  }
  if (spec.credential != Credential::certificate) {
    idle("certificate_cpu", "certificates are checked so");
  }
}

}  // namespace edgecase
