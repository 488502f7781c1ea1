#pragma once
// Policies of calls (`design.calls`) against the rest of a scenario.

#include "load/checker.hpp"
#include "scenario/scenario.hpp"

namespace edgecase {

/// Timeouts beyond what the callers' own callers wait, and policies of calls that nothing makes.
void check_calls(const ScenarioSpec& spec, Checker& checker);

}  // namespace edgecase
