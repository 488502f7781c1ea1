#pragma once
// How tokens are validated: the menu of `validation`.
//
// `at_edge`: the PoP checks the signature. Independent of other services, but a revoked token stays
// valid until the revocation list has reached the PoP, or until the token expires.
// `introspection`: a central endpoint decides; its decision is cached for `cache`, which is how
// long a revoked token stays valid. While it is down, no new tokens are accepted.

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
      {{"refuse", WhenSilent::refuse, "fail closed: refuse tokens that cannot be validated"},
       {"allow", WhenSilent::allow, "fail open: admit them, revoked ones included"}});
}

struct IntrospectionSpec {
  std::string at;
  DurationChoice work = constant(std::chrono::milliseconds(2));
  Duration cache{};
  WhenSilent when_down = WhenSilent::refuse;
};
std::vector<Field> fields(Of<IntrospectionSpec>);

}  // namespace edgecase
