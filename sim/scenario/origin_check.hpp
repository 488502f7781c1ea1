#pragma once
// How the origin queues (`world.origin`) against the rest of a scenario.

#include "load/checker.hpp"
#include "scenario/scenario.hpp"

namespace edgecase {

/// Priorities that nothing reads or that do not differ, and attacks whose load would be left out.
void check_origin_queue(const ScenarioSpec& spec, Checker& checker);

}  // namespace edgecase
