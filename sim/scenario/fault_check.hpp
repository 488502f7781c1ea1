#pragma once
// Whether faults concern things that exist, in ways that are modelled.

#include "scenario/scenario.hpp"

namespace edgecase {

/// The target of one fault: whether its names exist and what happens there is modelled.
void check_fault_target(const ScenarioSpec& spec, const FaultChoice& kind, const std::string& path,
                        const Network& network, Checker& checker);
void check_faults(const ScenarioSpec& spec, const Network& network, Checker& checker);

}  // namespace edgecase
