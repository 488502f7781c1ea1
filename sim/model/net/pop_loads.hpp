#pragma once
// The share of demand of each edge site if all people online have equal demand: the result of
// `edgecase net catchments`.
// Units: shares of the whole demand, sum 1; milliseconds without access and jitter, averaged over
// the users served. Not modelled here: demand by the hour and by scenario (see traffic).

#include <vector>

#include "model/net/network.hpp"

namespace edgecase {

struct PopLoad {
  PopIndex pop = 0;
  double share = 0;
  double nearest_share = 0;  // if all users were served by the site with the shortest round trip
  double mean_rtt_ms = 0;    // 0 if it serves no users
};

/// One entry per site, largest share first; ties by index.
std::vector<PopLoad> pop_loads(const Network& network, const std::vector<bool>& down = {});

struct ReachSummary {
  double mean_ms = 0, p50_ms = 0, p95_ms = 0;  // over users, to the sites that serve them
  double nearest_mean_ms = 0;                  // to the nearest site
  double within_50_ms = 0;                     // share of the users
  double slower_by_25_ms = 0;                  // share served 25 ms slower than from the nearest
};
/// Requires: at least one site.
ReachSummary reach(const Network& network);

}  // namespace edgecase
