#pragma once
// How much a reserve holds when it has run for a while. A run of minutes cannot fill a store that
// keeps objects for a month, but a month's bill is for a full one.
// Assumes: demand goes on as it was measured (Poisson); an object stays `retention` from the last
//   request for it, as vendors keep it (the caches below the reserve hide some of these requests);
//   sizes do not depend on popularity.
// Error: popularity ranks and rates within 1% of each other are taken together: below 0.5%.

#include "measure/observations.hpp"
#include "world/blueprint.hpp"

namespace edgecase {

/// Bytes in the reserve of this route's cache at any time, in the long run; 0 without a reserve.
double reserve_stock(const Blueprint& plan, const Observations& seen, std::size_t route);

}  // namespace edgecase
