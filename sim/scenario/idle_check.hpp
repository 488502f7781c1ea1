#pragma once
// Parts of a scenario that leave its results unchanged, or change those of others without a word:
// warned of, with their place.

#include "load/checker.hpp"
#include "scenario/scenario.hpp"

namespace edgecase {

void check_idle(const ScenarioSpec& spec, Checker& checker);

}  // namespace edgecase
