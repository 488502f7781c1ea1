// The target is down and up by turns, beginning with down. Routes follow each turn of PoPs after
// their convergence. Not modelled: damping of routes that flap. Test: tests/laws/fault_kinds.cpp

#include "model/fault/kinds.hpp"

namespace edgecase {

std::vector<Field> fields(Of<FlappingSpec>) {
  return list<FlappingSpec>(
      field("target", &FlappingSpec::target, "what flaps, e.g. {pop: GRU}, or origin", required()),
      field("down", &FlappingSpec::down, "how long it is down each time", required(),
            at_least(Duration{std::chrono::milliseconds(100)})),
      field("up", &FlappingSpec::up, "how long it is up each time", required(),
            at_least(Duration{std::chrono::milliseconds(100)})),
      field("mode", &FlappingSpec::mode, "how the origin or a third party fails",
            assumed("a stopped service behind a running load balancer")));
}

Outage outage(const FlappingSpec& spec) {
  return Trouble{.target = spec.target,
                 .effect = {.down = true, .refuses = spec.mode == OriginFailure::refuses},
                 .fails_for = spec.down,
                 .works_for = spec.up};
}

}  // namespace edgecase
