#pragma once
// One line of a price sheet for a month's usage: which usage it takes, item by item rounding,
// projection, allowance, rounding of the rest, tiers. One bill line for each region that was used.
// Assumes: a checked sheet. Errors: none; what has no price becomes a line without dollars.

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "cost/bill.hpp"
#include "cost/terms.hpp"

namespace edgecase {

struct LineContext {
  const PriceSheet& sheet;
  const PricedProduct& product;
  const BillingTerms& terms;
};

/// Meter and labels of usage that some line took.
using Taken = std::set<std::pair<std::string, Labels>>;

std::vector<BillLine> usage_lines(const LineContext& in, const PriceLine& spec, const Usage& usage,
                                  Taken& taken);

/// A line of a product, without usage yet: names and source.
BillLine new_line(const PriceSheet& sheet, const PricedProduct& product, BillLine::Kind kind);

}  // namespace edgecase
