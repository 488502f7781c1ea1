#pragma once
// Usage that belongs to no phase of the month because it is held all the time, or follows from the
// month's demand as a whole: a reserve's content, seats, firewall rules, what the origin stores.
// Counted over the measured time and labelled with no phase, so that a bill scales all of it alike.
// Assumes: each active user has one seat, and one device that reports around the clock; the origin
// keeps one copy of each object, and each change of an object is one write.

#include "billing/billed_run.hpp"
#include "cost/usage.hpp"

namespace edgecase {

void add_held(Usage& usage, const BilledRun& run);

/// What only the provider pays for: bandwidth at the 95th percentile of the month, by users'
/// region, and cache storage.
void add_serving(Usage& usage, const BilledRun& run);

}  // namespace edgecase
