#pragma once
// Checks of access gates, quotas, revocations and compromises across the fields of a scenario.

#include "load/checker.hpp"
#include "model/net/network.hpp"
#include "scenario/scenario.hpp"

namespace edgecase {

void check_access(const ScenarioSpec& spec, const Network& network, Checker& checker);

}  // namespace edgecase
