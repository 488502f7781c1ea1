#pragma once
// A random duration or size, as a scenario writes it:
//
//   service: 20ms                                  # a bare value: constant
//   service: {lognormal: {p50: 40ms, p99: 250ms}}  # or {mean: 60ms, cv: 1.2}
//   service: {exponential: 20ms}
//   size:    {empirical: cdn-mixed}                # from the sizes catalogue
//
// Units: seconds and bytes in the Distribution that is built.

#include <optional>
#include <string_view>

#include "core/distribution.hpp"
#include "load/catalogue.hpp"
#include "load/type/fields.hpp"

namespace edgecase {

/// The distributions over Duration or over Bytes.
template <class Quantity>
struct DistributionMenu {};
using DurationChoice = Choice<DistributionMenu<Duration>>;
using SizeChoice = Choice<DistributionMenu<Bytes>>;
Menu menu(Of<DistributionMenu<Duration>>);
Menu menu(Of<DistributionMenu<Bytes>>);

/// A constant distribution.
DurationChoice constant(Duration value);
SizeChoice constant(Bytes value);
DurationChoice exponential(Duration mean);
DurationChoice lognormal(Duration p50, Duration p99);

/// Requires: the choice was read without errors, or is a default.
Distribution distribution_of(const DurationChoice& choice);

/// Empty, after a report, if it names a file that is missing from the catalogue or has errors.
std::optional<Distribution> distribution_of(const SizeChoice& choice, const Catalogue& catalogue,
                                            Checker& checker, std::string_view path);

}  // namespace edgecase
