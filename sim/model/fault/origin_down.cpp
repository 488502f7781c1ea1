// The origin takes no requests.
// Not modelled: partial failure (packet loss, a slow part of the servers). Test:
// tests/laws/faults.cpp

#include "model/fault/kinds.hpp"

namespace edgecase {

std::vector<Field> fields(Of<OriginDownSpec>) {
  return list<OriginDownSpec>(field("mode", &OriginDownSpec::mode, "how it fails",
                                    assumed("a stopped service behind a running load balancer")));
}

Outage outage(const OriginDownSpec& spec) { return OriginOutage{spec.mode}; }

}  // namespace edgecase
