#pragma once
// The same usage as if one thing about it were different, everything else held: to see where
// another vendor becomes the cheapest. Assumes: what changes is spread as the usage is (a hit ratio
// changes alike for all routes and
//   regions). Units: as the usage; counts are rounded half to even, one by one.
// Errors: nothing where the usage does not have what is to be changed, or cannot be counted.

#include <cstdint>
#include <optional>
#include <string>

#include "cost/bill.hpp"
#include "cost/usage.hpp"

namespace edgecase {

/// Every count times `millionths` / 10^6; nothing if it does not fit.
std::optional<Usage> scaled(const Usage& usage, std::int64_t millionths);

/// Part of the edge's requests that the origin does not see; nothing without both.
std::optional<double> hit_ratio_of(const Usage& usage);
/// Users ask for and get the same; what is asked of the origin, sent by it and filled into tiers
/// changes with the misses. Requires: a hit ratio below 1, 0 <= ratio <= 1.
std::optional<Usage> with_hit_ratio(const Usage& usage, double ratio);

/// The same requests for objects so many times as large: bytes, storage, and the sizes of items.
std::optional<Usage> with_object_size(const Usage& usage, double factor);

/// The largest part that usage with this value of a label has in any meter where other values have
/// some too; nothing if there is no such meter.
std::optional<double> part_of(const Usage& usage, const std::string& label,
                              const std::string& value);
/// In each such meter this value has that part, the others share the rest as before; its sum stays.
/// Requires: 0 <= part <= 1.
std::optional<Usage> with_part(const Usage& usage, const std::string& label,
                               const std::string& value, double part);

/// The bill if each byte that leaves the origin's cloud or the edge cost `factor` times as much.
Bill with_egress_price(const Bill& bill, double factor);

}  // namespace edgecase
