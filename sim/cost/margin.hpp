#pragma once
// Both sides of the table: what the customer pays the edge provider, what it costs the provider,
// and what remains, by product and by region.
// Assumes: the same usage on both sides; what the customer pays the origin's cloud is not the
//   provider's. A fee without usage (a plan) belongs to no region.
// Not modelled: costs that no single customer causes (people, software, spare capacity).

#include <string>
#include <vector>

#include "cost/bill.hpp"

namespace edgecase {

/// One product, or one region.
struct MarginPart {
  std::string by;    // product, region
  std::string name;  // cdn; europe; empty: of no region
  Money revenue;
  Money cost;
};

/// Products first, then regions, each sorted by name.
std::vector<MarginPart> margins_of(const Bill& paid, const Bill& served);

}  // namespace edgecase
