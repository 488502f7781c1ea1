// All PoPs of a region are down.
// Partial failures are other kinds: errors, slow, loss. Test: tests/laws/faults.cpp

#include "model/fault/kinds.hpp"

namespace edgecase {

std::vector<Field> fields(Of<RegionDownSpec>) {
  return list<RegionDownSpec>(
      field("target", &RegionDownSpec::target, "the region: {region: europe}", required()),
      field("loses_caches", &RegionDownSpec::loses_caches,
            "whether the PoPs return with empty caches",
            assumed("routing or configuration fails for a whole region, not storage")));
}

Outage outage(const RegionDownSpec& spec) {
  return PopOutage{.regions = {spec.target.region}, .loses_caches = spec.loses_caches};
}

}  // namespace edgecase
