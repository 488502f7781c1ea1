#pragma once
// Terms of a bill besides usage and prices: sides, plan, options.

#include <optional>
#include <string>
#include <vector>

#include <edgecase/units.hpp>

#include "cost/month.hpp"
#include "cost/price_sheet.hpp"

namespace edgecase {

struct BillingTerms {
  Duration measured =
      billing_month;  // horizon of the usage; times replications, if they are merged
  std::vector<MonthPhase> phases = {};  // of usage labelled `phase`; the rest: all of `measured`
  std::optional<Side> side;             // only products of this side; none: both
  std::string edge_provider;            // CDN in front of the origin: "cloudflare"
  std::string plan;                     // empty: the sheet's default
  std::vector<std::string> add_ons;     // products with `add_on: true` to charge
  bool free_tier = false;               // whether the account's free allowances are available
};

}  // namespace edgecase
