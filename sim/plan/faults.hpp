#pragma once
// What a fault of the menu concerns in this network: for faults of the plan, and for changes that
// bring one.

#include <cstdint>
#include <vector>

#include "plan/routing.hpp"

namespace edgecase {

/// The service that this system is. Requires: it is one.
Service service_of(FaultSystem system);
/// What impairs the target of a fault. `pops`: that it concerns.
ImpairmentPlan impairment_of(const Trouble& trouble, std::vector<std::uint16_t> pops);
/// Until the routes of each group of cities have followed.
ConvergenceDelays delays_of(const DurationChoice& convergence);

}  // namespace edgecase
