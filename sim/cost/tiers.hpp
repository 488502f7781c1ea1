#pragma once
// Tiered prices: the first 10 TiB at one price, the next 40 TiB at another. Assumes: tiers increase
// and there is one more price than ends (PriceLine's check).
// Units: quantities in the meter's unit, prices per `per` of them. Rounded once, half to even, to a
//   nano-dollar; the steps are rounded so that they sum to the total.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <edgecase/units.hpp>

#include "cost/price_sheet.hpp"

namespace edgecase {

/// The part of the quantity in one tier.
struct TierStep {
  std::int64_t quantity = 0;
  UnitPrice price;
  Money dollars;
};

struct Walked {
  std::vector<TierStep> steps;   // only tiers that are reached
  std::optional<Money> dollars;  // none: a reached price is unknown, or the sum exceeds Money
  Money known;                   // of the steps whose price is known
};

/// Requires: quantity >= 0, per.value > 0, prices.size() == up_to.size() + 1.
Walked walk_tiers(std::int64_t quantity, Amount per, std::span<const Amount> up_to,
                  std::span<const UnitPrice> prices, Walk walk);

}  // namespace edgecase
