#pragma once
// At which volume another vendor becomes the cheapest: the same mix of usage, times a factor,
// priced on each sheet.
// Assumes: the mix (what is used where, item sizes) does not change with volume.
// Error: a range narrower than 3.5% of its volume may be missed; its ends are within 0.01%.
// Errors: sheets whose bill is incomplete at some volume are left out there.

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "cost/bill.hpp"
#include "cost/usage.hpp"

namespace edgecase {

/// Every count times `millionths` / 10^6, each rounded half to even; nothing if it does not fit.
std::optional<Usage> scaled(const Usage& usage, std::int64_t millionths);

using Pricer = std::function<Bill(const Usage&)>;

/// From a volume to another (1: the usage as given) this sheet is the cheapest.
struct VolumeRange {
  double from = 0;
  double upto = 0;
  std::size_t cheapest = 0;  // index of the sheet; of equals the first
  Money at_from;
  Money at_upto;
};

/// In the order of volume, from `least` to `most` times the usage. Requires: 1e-6 <= least < most.
std::vector<VolumeRange> cheapest_by_volume(const Usage& usage, std::span<const Pricer> sheets,
                                            double least, double most);

}  // namespace edgecase
