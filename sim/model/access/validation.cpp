#include "model/access/validation.hpp"

namespace edgecase {

std::vector<Field> fields(Of<EdgeValidationSpec>) {
  return list<EdgeValidationSpec>(
      field("cpu", &EdgeValidationSpec::cpu, "CPU time to check a signature", at_least(Duration{0}),
            source("ECDSA P-256 verify: 72 us, measured with OpenSSL 3.0 on a Xeon", "2026-11")),
      field("revocation_list", &EdgeValidationSpec::revocation_list,
            "whether PoPs know which tokens were revoked; if not, tokens live until they expire",
            source("a revocation takes effect in 20 to 30 s (Cloudflare docs, session management)",
                   "2026-11")),
      field("propagation", &EdgeValidationSpec::propagation,
            "from a revocation until a PoP honours it",
            source("20 to 30 s (Cloudflare docs, session management); its law is assumed",
                   "2026-11")));
}

std::vector<Field> fields(Of<IntrospectionSpec>) {
  return list<IntrospectionSpec>(
      field("at", &IntrospectionSpec::at,
            "where it stands: a cloud region, a PoP's code or a city; if empty: where the origin "
            "stands"),
      field("work", &IntrospectionSpec::work, "its own time for one answer",
            assumed("a look into a database in memory")),
      field("cache", &IntrospectionSpec::cache, "how long a PoP keeps an answer; 0: asks each time",
            at_least(Duration{0}), at_most(Duration{std::chrono::hours(24)}),
            assumed("asking each time is what it is for")),
      field("when_down", &IntrospectionSpec::when_down, "what happens when it does not answer",
            assumed("closed doors are the safe side")));
}

}  // namespace edgecase
