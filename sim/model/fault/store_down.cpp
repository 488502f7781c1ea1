// One site of a store is down; or nothing passes between a region and the rest, for stores.
// Test: tests/laws/stores_lost.cpp

#include "model/fault/kinds.hpp"

namespace edgecase {

std::vector<Field> fields(Of<StoreDownSpec>) {
  return list<StoreDownSpec>(
      field("store", &StoreDownSpec::store, "a store of the design", required(), shorthand(),
            refers_to("design.stores")),
      field("site", &StoreDownSpec::site,
            "which of its places, as the design names it; if empty: its home (of a replicated "
            "store the leader)",
            assumed("the loss that matters most")));
}

Outage outage(const StoreDownSpec& spec) { return StoreOutage{spec.store, spec.site}; }

std::vector<Field> fields(Of<RegionIsolatedSpec>) {
  return list<RegionIsolatedSpec>(field("region", &RegionIsolatedSpec::region,
                                        "a region of the network", required(), shorthand()));
}

Outage outage(const RegionIsolatedSpec& spec) { return PartitionOutage{spec.region}; }

}  // namespace edgecase
