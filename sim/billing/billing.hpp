#pragma once
// From what a run saw to what it costs.

#include <vector>

#include "cost/bill.hpp"
#include "cost/margin.hpp"
#include "cost/usage.hpp"
#include "observation/observations.hpp"
#include "plan/blueprint.hpp"

namespace edgecase {

/// Requests of users in the month that the measured time stands for: of a route, or of all (-1).
double requests_in_month(const Blueprint& plan, const Observations& seen, int route = -1);

/// The measured time's usage, by the country and region of the PoP, by route, and by
/// phase of the month if it is made of phases. Containers are
/// left out: whether the edge or the cloud provider sells them decides on which bill they appear.
Usage usage_of(const Blueprint& plan, const Observations& seen);

/// The month that the measured time stands for, priced on the design's sheets.
Bill bill_of(const Blueprint& plan, const Observations& seen);

/// What serving it costs the edge's provider (design.prices.serve).
Bill serve_bill_of(const Blueprint& plan, const Observations& seen);

/// What the customer pays the edge's provider of it, beside what it costs.
std::vector<MarginPart> margins_of(const Blueprint& plan, const Observations& seen,
                                   const Bill& served);

}  // namespace edgecase
