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

#include "load/distribution/distribution.hpp"
#include "load/type/fields.hpp"

namespace edgecase {

struct ValidationMenu {};
using ValidationChoice = Choice<ValidationMenu>;
Menu menu(Of<ValidationMenu>);

struct EdgeValidationSpec {
  Duration cpu = std::chrono::microseconds(72);
  bool revocation_list = true;
  DurationChoice propagation = lognormal(std::chrono::seconds(24), std::chrono::seconds(30));
};
std::vector<Field> fields(Of<EdgeValidationSpec>);

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
std::vector<Field> fields(Of<IntrospectionSpec>);

}  // namespace edgecase
