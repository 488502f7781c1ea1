#pragma once
// Revenue, cost and margin of the edge provider, by product and by region.
// Assumes: the same usage on both sides; payments for the origin's cloud are not revenue. A fee
// without usage (a plan) belongs to no region.
// Not modelled: overhead (staff, software, spare capacity).

#include <string>
#include <vector>

#include "cost/bill.hpp"

namespace edgecase {

/// One product, or one region.
struct MarginPart {
  std::string by;    // product, region
  std::string name;  // cdn; europe; empty: no region
  Money revenue;
  Money cost;
};

/// Products first, then regions, each sorted by name.
std::vector<MarginPart> margins_of(const Bill& paid, const Bill& served);

}  // namespace edgecase
