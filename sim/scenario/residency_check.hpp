#pragma once
// Where data may be, and what may be asked of a store: jurisdictions, queues that are only written.

#include "load/checker.hpp"
#include "model/net/network.hpp"
#include "scenario/scenario.hpp"

namespace edgecase {

void check_residency(const ScenarioSpec& spec, const Network& network, Checker& checker);

}  // namespace edgecase
