#pragma once
// Changes to stores during a run.

#include <cstdint>

namespace edgecase {

/// A site of a store stops: what it alone had received is lost to others while it is down.
struct StoreSiteFails {
  std::uint16_t store;
  std::uint16_t site;
};
struct StoreSiteRecovers {
  std::uint16_t store;
  std::uint16_t site;
};
/// Nothing passes between a region and the rest of the world, as far as stores are concerned.
struct RegionIsolated {
  std::uint8_t region;
};
struct RegionRejoined {
  std::uint8_t region;
};

}  // namespace edgecase
