#pragma once
// Usage x price sheet -> bill. Pure: the same usage gives the same bill, in any order, merged from
// any number of parts.
// Assumes: the measured horizon represents the whole month, or each phase the part of a month given
// in the terms (month.hpp). Quantities are projected before pricing, because tiers are not linear.
// Errors: none. Usage without a known price becomes a line without dollars, usage without a line is
// listed as unpriced, and either way the bill is incomplete.

#include <string>
#include <vector>

#include "cost/bill.hpp"
#include "cost/price_sheet.hpp"
#include "cost/terms.hpp"
#include "cost/usage.hpp"

namespace edgecase {

/// Requires: terms.measured > 0.
Bill price(const PriceSheet& sheet, const Usage& usage, const BillingTerms& terms);

/// The bill of a design: the edge side of one sheet and the origin side of another, which depends
/// on the edge provider (S3 to CloudFront is free, S3 to another CDN is not). Usage of products
/// that both sell (containers) is in the usage of its seller only.
Bill price_design(const PriceSheet& edge, const Usage& of_edge, const PriceSheet& origin,
                  const Usage& of_origin, BillingTerms terms);

/// Plans and add-ons in `terms` that the sheet does not have: the caller reports them.
std::vector<std::string> unknown_terms(const PriceSheet& sheet, const BillingTerms& terms);

}  // namespace edgecase
