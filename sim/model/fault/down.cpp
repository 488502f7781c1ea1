// The target is down: sites, a path, the origin, a third party, name servers, the control plane.
// Test: tests/laws/fault_kinds.cpp

#include "model/fault/kinds.hpp"

namespace edgecase {

std::vector<Field> fields(Of<DownSpec>) {
  return list<DownSpec>(
      field("target", &DownSpec::target, "what is down, e.g. {region: europe}, or dns", required()),
      field("mode", &DownSpec::mode, "how the origin or a third party fails",
            assumed("a stopped service behind a running load balancer")),
      field("loses_caches", &DownSpec::loses_caches,
            "whether PoPs return with empty caches, as after a loss of power",
            assumed("most outages of sites are of the network or of software")));
}

Outage outage(const DownSpec& spec) {
  return Trouble{.target = spec.target,
                 .effect = {.down = true, .refuses = spec.mode == OriginFailure::refuses},
                 .loses_caches = spec.loses_caches};
}

}  // namespace edgecase
