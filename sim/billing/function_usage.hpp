#pragma once
// What functions and containers used in the measured time, as their vendors count it.

#include "cost/usage.hpp"
#include "observation/observations.hpp"
#include "plan/blueprint.hpp"

namespace edgecase {

/// These labels, and the phase of the month if it has a name.
Labels in_phase(const Blueprint& plan, std::size_t phase, Labels all);

/// Functions that are billed by their requests.
void add_functions(Usage& usage, const Blueprint& plan, const Observations& seen);

/// Containers that this provider runs, billed by instance lifetime.
void add_containers(Usage& usage, const Blueprint& plan, const Observations& seen, BilledBy by);

}  // namespace edgecase
