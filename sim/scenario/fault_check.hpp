#pragma once
// Whether faults concern things that exist, in ways that are modelled.

#include "scenario/scenario.hpp"

namespace edgecase {

void check_faults(const ScenarioSpec& spec, const Network& network, Checker& checker);

}  // namespace edgecase
