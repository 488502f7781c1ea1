#pragma once
// From what a run saw to what it costs.

#include "cost/bill.hpp"
#include "cost/usage.hpp"
#include "measure/observations.hpp"
#include "world/blueprint.hpp"

namespace edgecase {

/// The measured time's usage, by the country and region of the PoP and by route.
Usage usage_of(const Blueprint& plan, const Observations& seen);

/// The month that the measured time stands for, priced on the design's sheets.
Bill bill_of(const Blueprint& plan, const Observations& seen);

}  // namespace edgecase
