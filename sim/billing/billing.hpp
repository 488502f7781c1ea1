#pragma once
// From what a run saw to what it costs.

#include <vector>

#include "billing/billed_run.hpp"
#include "cost/bill.hpp"
#include "cost/margin.hpp"
#include "cost/usage.hpp"

namespace edgecase {

/// The measured time's usage, by the country and region of the PoP, by route, and by
/// phase of the month if it is made of phases. Left out are containers, since whether the edge or
/// the cloud provider sells them decides on which bill they appear, and what is held all month.
Usage usage_of(const Blueprint& plan, const Observations& seen);

/// The month that the run stands for, priced on the design's sheets.
Bill bill_of(const BilledRun& run);

/// What serving it costs the edge's provider (design.prices.serve).
Bill serve_bill_of(const BilledRun& run);

/// What the customer pays the edge's provider of it, beside what it costs.
std::vector<MarginPart> margins_of(const BilledRun& run, const Bill& served);

}  // namespace edgecase
