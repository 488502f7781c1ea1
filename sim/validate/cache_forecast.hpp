#pragma once
// The theoretical hit ratio of the edge caches of a scenario, without running it: the share of each
// route's requests that find a fresh copy (Che's approximation, ttl cycles, tiers; see
// plan/steady_state.hpp).
// Assumes: the initial demand and routes. Error: measured by `edgecase validate`.

#include <string>
#include <vector>

#include "plan/blueprint.hpp"

namespace edgecase {

struct CacheForecast {
  std::string route;
  double fresh = 0;          ///< share of the route's requests
  std::string why_not = {};  ///< why there is no closed form; empty: there is
};

/// For every route with a cache.
std::vector<CacheForecast> cache_forecasts(const Blueprint& plan);

}  // namespace edgecase
