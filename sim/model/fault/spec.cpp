#include "model/fault/spec.hpp"

namespace edgecase {

std::vector<Field> fields(Of<FaultSpec>) {
  return list<FaultSpec>(
      field("name", &FaultSpec::name, "name in reports; if empty: its kind and target"),
      field("kind", &FaultSpec::kind, "kind of fault", required(), beside()),
      field("at", &FaultSpec::at, "when it starts, from the start of the run (warm-up included)",
            required(), at_least(Duration{0})),
      field("duration", &FaultSpec::duration, "duration", required(), more_than(Duration{0})),
      field("convergence", &FaultSpec::convergence,
            "time until routes adapt after the failure (and after the recovery)",
            at_least(Duration{0}), assumed("anycast routes converge within tens of seconds")));
}

}  // namespace edgecase
