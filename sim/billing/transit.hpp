#pragma once
// Bandwidth as transit is paid: means over five minutes, the highest 5% of a month's left out
// (burstable billing; docs.console.zenlayer.com, Burstable 95th: samples are typically recorded
// every 5 minutes).
// Assumes: a stretch of the measured time comes as often in the month as its phase does; no sample
// mixes phases that come more and less often. A run of less than five minutes is one sample.

#include "billing/billed_run.hpp"

namespace edgecase {

/// Of the traffic to the users of a region, Mbit/s.
double transit_mbps(const BilledRun& run, std::size_t region);

}  // namespace edgecase
