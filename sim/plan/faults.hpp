#pragma once
// What a fault of the menu concerns in this network: for faults of the plan, and for changes that
// bring one.

#include <cstdint>
#include <vector>

#include "plan/routing.hpp"
#include "model/net/network.hpp"

namespace edgecase {

/// All PoPs, in an order that their codes determine: the same for each design and seed.
std::vector<std::uint16_t> pops_in_drawn_order(const Network& network);
/// The PoPs that an outage concerns; none: something else.
std::vector<std::uint16_t> pops_in(const Outage& outage, const Network& network);
/// The service that this system is. Requires: it is one.
Service service_of(FaultSystem system);
/// What impairs the target of a fault until then.
ImpairmentPlan impairment_of(const Trouble& trouble, std::vector<std::uint16_t> pops,
                             Instant until);
/// Until the routes of each group of cities have followed.
ConvergenceDelays delays_of(const DurationChoice& convergence);

}  // namespace edgecase
