#pragma once
// Usage x price sheet -> bill. Pure: the same usage gives the same bill, in any order, merged from
// any number of parts.
// Assumes: the measured horizon stands for the whole month, or each of its phases for the part of a
// month that the terms say (month.hpp). Quantities are projected first and priced then, because
// tiers are not linear.
// Errors: none. Usage without a known price becomes a line without dollars, usage that no line
// takes is listed as unpriced, and either way the bill is incomplete.

#include <string>
#include <vector>

#include "cost/bill.hpp"
#include "cost/price_sheet.hpp"
#include "cost/terms.hpp"
#include "cost/usage.hpp"

namespace edgecase {

/// Requires: terms.measured > 0.
Bill price(const PriceSheet& sheet, const Usage& usage, const BillingTerms& terms);

/// The bill of a design: the edge side of one sheet and the origin side of another, which knows
/// whose edge stands in front (S3 to CloudFront costs nothing, S3 to another CDN does). What both
/// sell (containers) is in the usage of the one who sold it only.
Bill price_design(const PriceSheet& edge, const Usage& of_edge, const PriceSheet& origin,
                  const Usage& of_origin, BillingTerms terms);

/// Names in `terms` that the sheet does not have (a plan, an add-on): the caller reports them.
std::vector<std::string> unknown_terms(const PriceSheet& sheet, const BillingTerms& terms);

}  // namespace edgecase
