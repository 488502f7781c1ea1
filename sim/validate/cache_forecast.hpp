#pragma once
// What theory expects of the edge caches of any scenario, without running it: the share of each
// route's requests that find a fresh copy there (Che's approximation, ttl cycles, tiers; see
// world/steady_state.hpp). A simulation that says otherwise is wrong, or has met what theory leaves
// out.
// Assumes: the demand and the routes of the first instant. Error: measured by `edgecase validate`.

#include <string>
#include <vector>

#include "plan/blueprint.hpp"

namespace edgecase {

struct CacheForecast {
  std::string route;
  double fresh = 0;          ///< share of the route's requests
  std::string why_not = {};  ///< empty: theory covers it
};

/// Of every route that has a cache.
std::vector<CacheForecast> cache_forecasts(const Blueprint& plan);

}  // namespace edgecase
