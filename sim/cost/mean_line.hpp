#pragma once
// The mean of a bill line over replications: its arithmetic, with means for all quantities, comes
// to the mean of its dollars. Where prices are tiered the quantity in each tier is a mean of its
// own, because the mean of tiered prices is not the tiered price of the mean.
// Units: whole units and nano-dollars, half to even, so that a sum of parts may differ by a few.

#include <cstddef>
#include <vector>

#include "cost/bill.hpp"

namespace edgecase {

/// `lines`: the same line of several bills. Bills that lack it (nothing was used) count as zero.
/// Requires: one line at least.
BillLine mean_of(const std::vector<const BillLine*>& lines, std::size_t bills);

}  // namespace edgecase
