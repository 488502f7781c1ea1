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
            "time until routes of a city's users adapt after PoPs fail (and after they return); a "
            "distribution: each city has its own",
            source("80% of the Internet within about 10 s, with a long tail (ANRW 2024, University "
                   "of Twente); the tail is assumed",
                   "2026-11")));
}

}  // namespace edgecase
