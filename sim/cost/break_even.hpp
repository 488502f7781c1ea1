#pragma once
// Break-even points between vendors while one quantity varies and all others are held constant:
// volume, hit ratio, object size, the mix of regions, the price of egress (vary.hpp).
// Error: a range narrower than a step (3.5% of a factor, half a point of a share) may be missed;
// its ends are within 0.01% (of a share 0.01 points).
// Errors: sheets are left out where their bill is incomplete.

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "cost/bill.hpp"
#include "cost/usage.hpp"
#include "cost/vary.hpp"

namespace edgecase {

/// The quantity that varies: a factor, from `least` > 0 in equal ratios, or a share, in equal
/// steps.
struct Axis {
  double least = 0.001;
  double most = 1000;
  bool share = false;
};

/// The bill of a sheet at a point; empty if unknown.
using PricerAt = std::function<std::optional<Bill>(double at)>;
using Pricer = std::function<Bill(const Usage&)>;

/// A range of the axis in which one sheet is the cheapest.
struct CheapestRange {
  double from = 0;
  double upto = 0;
  std::size_t cheapest = 0;  // index of the sheet; ties go to the first
  Money at_from;
  Money at_upto;
};

/// In the order of the axis. Requires: least < most.
std::vector<CheapestRange> cheapest_along(const Axis& axis, std::span<const PricerAt> sheets);

/// The same mix of usage, from `least` to `most` times. Requires: 1e-6 <= least < most.
std::vector<CheapestRange> cheapest_by_volume(const Usage& usage, std::span<const Pricer> sheets,
                                              double least, double most);

}  // namespace edgecase
