// The target answers with errors: a PoP in milliseconds (so that routes still lead there), the
// origin after its usual service time, a third party after its usual round trip.
// Not modelled: errors that depend on the object or on the route. Test: tests/laws/fault_kinds.cpp

#include "model/fault/kinds.hpp"

namespace edgecase {

std::vector<Field> fields(Of<ErrorsSpec>) {
  return list<ErrorsSpec>(
      field("target", &ErrorsSpec::target, "what answers with errors, e.g. {pops: 85%}, or origin",
            required()),
      field("share", &ErrorsSpec::share, "share of the requests that get an error",
            more_than(Share{0}), at_most(Share{1}), assumed("a bad deployment breaks everything")));
}

Outage outage(const ErrorsSpec& spec) {
  return Trouble{.target = spec.target, .effect = {.errors = spec.share.value}};
}

}  // namespace edgecase
