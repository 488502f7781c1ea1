// Every PoP of a region stops answering at once.
// Not modelled: partial failure (packet loss, a slow part of the servers). Test:
// tests/laws/faults.cpp

#include "model/fault/kinds.hpp"

namespace edgecase {

std::vector<Field> fields(Of<RegionDownSpec>) {
  return list<RegionDownSpec>(
      field("target", &RegionDownSpec::target, "which region: {region: europe}", required()),
      field("loses_caches", &RegionDownSpec::loses_caches,
            "whether the PoPs return with empty caches",
            assumed("routes or configuration fail for a whole region, not its disks")));
}

Outage outage(const RegionDownSpec& spec) {
  return PopOutage{.regions = {spec.target.region}, .loses_caches = spec.loses_caches};
}

}  // namespace edgecase
