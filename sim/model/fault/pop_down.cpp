// One PoP stops answering; its users move to their next catchment once routes have converged.
// Not modelled: partial failure (packet loss, a slow part of the servers). Test:
// tests/laws/faults.cpp

#include "model/fault/kinds.hpp"

namespace edgecase {

FaultTarget target(const PopDownSpec& spec) {
  return {.pops = {spec.target.pop}, .loses_caches = spec.loses_caches};
}

}  // namespace edgecase
