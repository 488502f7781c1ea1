// The origin is down.
// Partial failures are other kinds: errors, slow, loss. Test: tests/laws/faults.cpp

#include "model/fault/kinds.hpp"

namespace edgecase {

std::vector<Field> fields(Of<OriginDownSpec>) {
  return list<OriginDownSpec>(field("mode", &OriginDownSpec::mode, "failure mode",
                                    assumed("a stopped service behind a running load balancer")));
}

Outage outage(const OriginDownSpec& spec) { return OriginOutage{spec.mode}; }

}  // namespace edgecase
