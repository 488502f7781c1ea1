#pragma once
// How much a reserve holds in steady state. A run of minutes cannot fill a store that
// keeps objects for a month, but a month's bill is for a full one.
// Assumes: demand goes on as it was measured (Poisson); an object stays `retention` from the last
//   request for it, as vendors keep it (the caches below the reserve hide some of these requests);
//   sizes do not depend on popularity.
// Error: popularity ranks and rates within 1% of each other are taken together: below 0.5%.

#include "billing/billed_run.hpp"

namespace edgecase {

/// The reserve of one route's cache once it is full; all zero without a reserve.
struct ReserveInLongRun {
  double bytes = 0;         ///< in it at any time
  double writes_per_s = 0;  ///< of objects not requested for a whole retention, or ever
};
ReserveInLongRun reserve_in_long_run(const BilledRun& run, std::size_t route);

}  // namespace edgecase
