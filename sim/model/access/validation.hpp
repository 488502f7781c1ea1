#pragma once
// How a request's token is judged: the menu of `validation`.
//
// `at_edge`: a signature is checked where the request stands; nobody is asked, so an outage of
// others hurts nobody, but a revoked token stays good until a list of revoked ones has come to the
// PoP, or until it expires. `introspection`: a central place says yes or no; its answer is kept for
// `cache`, and that is how long a revoked token stays good. Without it, nobody new gets in.

#include <cstdint>
#include <string>

#include <edgecase/units.hpp>

#include "load/distribution.hpp"
#include "load/fields.hpp"

namespace edgecase {

struct ValidationMenu {};
using ValidationChoice = Choice<ValidationMenu>;
Menu menu(Of<ValidationMenu>);

struct EdgeValidationSpec {
  Duration cpu = std::chrono::microseconds(72);
  bool revocation_list = true;
  DurationChoice propagation = lognormal(std::chrono::seconds(24), std::chrono::seconds(30));
};
inline auto fields(Of<EdgeValidationSpec>) {
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

enum class WhenSilent : std::uint8_t { refuse, allow };
inline auto names(Of<WhenSilent>) {
  return enumerators<WhenSilent>(
      {{"refuse", WhenSilent::refuse, "nobody is let in whom nobody vouches for"},
       {"allow", WhenSilent::allow, "work goes on, and so does whoever should not"}});
}

struct IntrospectionSpec {
  std::string at;
  DurationChoice work = constant(std::chrono::milliseconds(2));
  Duration cache{};
  WhenSilent when_down = WhenSilent::refuse;
};
inline auto fields(Of<IntrospectionSpec>) {
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
