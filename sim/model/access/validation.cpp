#include "model/access/validation.hpp"

namespace edgecase {

std::vector<Field> fields(Of<EdgeValidationSpec>) {
  return list<EdgeValidationSpec>(
      field("cpu", &EdgeValidationSpec::cpu, "CPU time to check a signature", at_least(Duration{0}),
            source("ECDSA P-256 verify: 72 us, measured with OpenSSL 3.0 on a Xeon", "2026-11")),
      field(
          "revocation_list", &EdgeValidationSpec::revocation_list,
          "whether revocations are distributed to PoPs; if not, tokens are valid until they expire",
          source("a revocation takes effect in 20 to 30 s (Cloudflare docs, session management)",
                 "2026-11")),
      field("propagation", &EdgeValidationSpec::propagation,
            "delay from a revocation until a PoP enforces it",
            source("20 to 30 s (Cloudflare docs, session management); its law is assumed",
                   "2026-11")));
}

std::vector<Field> fields(Of<IntrospectionSpec>) {
  return list<IntrospectionSpec>(
      field("at", &IntrospectionSpec::at,
            "location: a cloud region, a PoP's code or a city; if empty: that of the origin"),
      field("work", &IntrospectionSpec::work, "processing time per query",
            assumed("in-memory database lookup")),
      field("cache", &IntrospectionSpec::cache,
            "how long a PoP caches a result; 0: query every time", at_least(Duration{0}),
            at_most(Duration{std::chrono::hours(24)}),
            assumed("the purpose is an up-to-date result")),
      field("when_down", &IntrospectionSpec::when_down, "behaviour when the endpoint is down",
            assumed("failing closed is the safe choice")));
}

}  // namespace edgecase
