#pragma once
// Warnings, with their positions, about parts of a scenario that have no effect on its results, or
// that silently affect other parts.

#include "load/checker.hpp"
#include "scenario/scenario.hpp"

namespace edgecase {

void check_idle(const ScenarioSpec& spec, Checker& checker);
/// Its part for keys of users, of PoPs and of caches that nothing in this world or design uses.
void check_idle_world(const ScenarioSpec& spec, Checker& checker);

}  // namespace edgecase
