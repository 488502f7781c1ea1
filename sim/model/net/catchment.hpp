#pragma once
// The edge sites that serve a city's users under imperfect anycast. Users split over sites in
// proportion to
//
//   attraction(size, same country) x exp(-round trip / spread)
//
// because most access providers peer at large sites, and national providers peer domestically
// first; a given share of the users is `misrouted` and splits with a far larger spread. The eight
// largest shares are kept. When a site is removed, its users go to the others in proportion to
// their shares of such users (well routed or misrouted): no other site loses users.
//
// Calibrated to: the outage of 2022-06-21 (19 hubs, half of the requests).
// Units: milliseconds; shares sum to 1.
// Not modelled: BGP, a provider's own policy, capacity and traffic engineering.

#include <cstdint>
#include <span>
#include <vector>

namespace edgecase {

using PopIndex = std::uint32_t;
using MetroIndex = std::uint32_t;

/// One of the sites that serve a city, and its share of the city's users.
struct Serving {
  PopIndex pop = 0;
  double share = 0;
};
/// Largest share first; ties by index. Empty only when no site is up.
using Catchment = std::vector<Serving>;

inline constexpr std::size_t most_serving = 8;

struct CatchmentParameters {
  double spread_ms = 8;
  double misrouted = 0.2;  // share of the users
  double misrouted_spread_ms = 25;
};

/// Requires: one round trip and one attraction (> 0) per site; `down` is empty or one flag per
/// site.
Catchment split_users(std::span<const float> rtt_ms, std::span<const double> attraction,
                      const CatchmentParameters& parameters, const std::vector<bool>& down = {});

}  // namespace edgecase
