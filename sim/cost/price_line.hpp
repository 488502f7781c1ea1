#pragma once
// Prices one line of a price sheet for a month: matching usage, rounding per item, projection,
// allowance, rounding of the rest, tiers. Results in one bill line per region used.
// Assumes: a checked sheet. Errors: none; usage without a price becomes a line without dollars.

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

/// Meter and labels of usage that a line has priced.
using Taken = std::set<std::pair<std::string, Labels>>;

std::vector<BillLine> usage_lines(const LineContext& in, const PriceLine& spec, const Usage& usage,
                                  Taken& taken);

/// A new line of a product without usage: names and source.
BillLine new_line(const PriceSheet& sheet, const PricedProduct& product, BillLine::Kind kind);

}  // namespace edgecase
