#pragma once
// Whether changes, rollouts and tools fit together, and concern what exists.

#include "scenario/scenario.hpp"

namespace edgecase {

void check_rollouts(const ScenarioSpec& spec, const Network& network, Checker& checker);

}  // namespace edgecase
