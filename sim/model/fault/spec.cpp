#include "model/fault/spec.hpp"

namespace edgecase {

std::vector<Field> fields(Of<RandomTimesSpec>) {
  return list<RandomTimesSpec>(
      field("mtbf", &RandomTimesSpec::mtbf,
            "mean time from a repair to the next failure; these times are exponential", required(),
            more_than(Duration{0})),
      field("mttr", &RandomTimesSpec::mttr, "time to repair: a distribution, or one value",
            required()),
      field("each", &RandomTimesSpec::each,
            "whether each PoP of the target fails by itself; otherwise they fail together",
            assumed("what is named together has a common cause")));
}

std::vector<Field> fields(Of<FaultSpec>) {
  return list<FaultSpec>(
      field("name", &FaultSpec::name, "name in reports; if empty: its kind and target"),
      field("kind", &FaultSpec::kind, "kind of fault", required(), beside()),
      field("at", &FaultSpec::at, "when it starts, from the start of the run (warm-up included)",
            required(), at_least(Duration{0})),
      field("duration", &FaultSpec::duration,
            "duration; of a random fault, the time during which it may happen", required(),
            more_than(Duration{0})),
      field("random", &FaultSpec::random,
            "it happens at random times between `at` and the end of `duration`, again and again, "
            "e.g. {mtbf: 30d, mttr: 1h}"),
      field("convergence", &FaultSpec::convergence,
            "time until routes of a city's users adapt after PoPs fail (and after they return); a "
            "distribution: each city has its own",
            source("80% of the Internet within about 10 s, with a long tail (ANRW 2024, University "
                   "of Twente); the tail is assumed",
                   "2026-11")));
}

}  // namespace edgecase
