#include "model/fault/spec.hpp"

namespace edgecase {

std::vector<Field> fields(Of<FaultSpec>) {
  return list<FaultSpec>(
      field("name", &FaultSpec::name, "how the report calls it; if empty: its kind and target"),
      field("kind", &FaultSpec::kind, "what fails", required(), beside()),
      field("at", &FaultSpec::at, "when it starts, from the start of the run (warm-up included)",
            required(), at_least(Duration{0})),
      field("duration", &FaultSpec::duration, "how long it lasts", required(),
            more_than(Duration{0})),
      field("convergence", &FaultSpec::convergence,
            "how long routes point to a dead place (and, after its return, away from it)",
            at_least(Duration{0}),
            assumed("withdrawn anycast routes settle within tens of seconds")));
}

}  // namespace edgecase
