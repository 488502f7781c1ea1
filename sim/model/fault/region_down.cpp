// Every PoP of a region stops answering at once.
// Not modelled: partial failure (packet loss, a slow part of the servers). Test:
// tests/laws/faults.cpp

#include "model/fault/kinds.hpp"

namespace edgecase {

FaultTarget target(const RegionDownSpec& spec) {
  return {.regions = {spec.target.region}, .loses_caches = spec.loses_caches};
}

}  // namespace edgecase
