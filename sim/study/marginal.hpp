#pragma once
// What a change of design buys: dollars a month for a millisecond of latency, a nine of
// availability, a second of freshness.
// Assumes: nothing between the two designs; it is the average price of this change, not of the next
//   unit.
// Errors: benefits whose change does not differ significantly from 0 have no price and are left
// out.

#include <vector>

#include <edgecase/result.hpp>

namespace edgecase {

std::vector<MarginalPrice> marginal_prices(const Result& base, const Result& alternative);

}  // namespace edgecase
