#pragma once
// One replication, from the first arrival to the last answer.

#include <atomic>
#include <cstdint>

#include "observation/observations.hpp"
#include "plan/blueprint.hpp"
#include "world/world.hpp"

namespace edgecase {

/// Deterministic in (plan, seed, replication). `stop`, if given, is looked at now and then; once
/// true the run ends early and its observations are not to be used.
Observations run_once(const Blueprint& plan, std::uint64_t seed, std::uint64_t replication,
                      const std::atomic<bool>* stop = nullptr,
                      KnockOut knock_out = KnockOut::nothing);

}  // namespace edgecase
