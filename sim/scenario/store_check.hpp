#pragma once
// What stores cannot do, or do in a way that a design may not expect: limits of their platforms,
// with their source, and parts of a scenario that no store uses.
//
// Not checked: what a platform's plan adds to its limits.

#include <map>
#include <string>

#include "core/distribution.hpp"
#include "load/checker.hpp"
#include "model/net/network.hpp"
#include "scenario/scenario.hpp"

namespace edgecase {

/// Places that the network does not know.
void check_store_places(const ScenarioSpec& spec, const Network& network, Checker& checker);
/// Values and write rates beyond what the platform takes. `sizes`: of the routes' objects.
void check_store_limits(const ScenarioSpec& spec, const std::map<std::string, Distribution>& sizes,
                        Checker& checker);
/// Stores, and keys of routes, that change nothing.
void check_idle_stores(const ScenarioSpec& spec, Checker& checker);

}  // namespace edgecase
