#pragma once
// Usage with one property varied and all others held constant, for break-even analysis. Assumes:
// changes apply uniformly (a hit ratio changes alike for all routes and regions). Units: as the
// usage; counts are rounded half to even, one by one.
// Errors: empty if the usage does not have the property, or on overflow.

#include <cstdint>
#include <optional>
#include <string>

#include "cost/bill.hpp"
#include "cost/usage.hpp"

namespace edgecase {

/// Every count times `millionths` / 10^6; empty on overflow.
std::optional<Usage> scaled(const Usage& usage, std::int64_t millionths);

/// Share of the edge's requests that do not reach the origin; empty without both meters.
std::optional<double> hit_ratio_of(const Usage& usage);
/// User traffic is unchanged; origin requests, origin egress and tier fills change with the misses.
/// Requires: a hit ratio below 1, 0 <= ratio <= 1.
std::optional<Usage> with_hit_ratio(const Usage& usage, double ratio);

/// The same requests for objects scaled in size: bytes, storage, and the sizes of items.
std::optional<Usage> with_object_size(const Usage& usage, double factor);

/// The largest share of usage with this label value in any meter that also has other values; empty
/// if there is no such meter.
std::optional<double> part_of(const Usage& usage, const std::string& label,
                              const std::string& value);
/// In each such meter this value gets the share `part`, and the others keep their proportions; the
/// total is unchanged. Requires: 0 <= part <= 1.
std::optional<Usage> with_part(const Usage& usage, const std::string& label,
                               const std::string& value, double part);

/// The bill with egress prices of origin and edge multiplied by `factor`.
Bill with_egress_price(const Bill& bill, double factor);

}  // namespace edgecase
