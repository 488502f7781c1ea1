#pragma once
// Checks of stores across the fields of a scenario: places, jurisdictions, what may be asked of them.

#include "load/checker.hpp"
#include "model/net/network.hpp"
#include "scenario/scenario.hpp"

namespace edgecase {

void check_stores(const ScenarioSpec& spec, const Network& network, Checker& checker);

}  // namespace edgecase
