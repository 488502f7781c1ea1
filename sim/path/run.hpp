#pragma once
// One replication, from the first arrival to the last answer.

#include <atomic>
#include <cstdint>

#include "observation/observations.hpp"
#include "path/store_history.hpp"
#include "plan/blueprint.hpp"
#include "world/left_out.hpp"

namespace edgecase {

/// `history`: what callers of stores do and see is recorded there, warm-up included.
/// Deterministic in (plan, seed, replication, left_out). Throws Interrupted soon after `stop`, if
/// given, has become true; Error if memory does not suffice. Adds to `simulated`, if given, the
/// requests of people and bots that it has begun, a thousand at a time.
Observations run_once(const Blueprint& plan, std::uint64_t seed, std::uint64_t replication,
                      const std::atomic<bool>* stop = nullptr, LeftOut left_out = {},
                      std::atomic<std::uint64_t>* simulated = nullptr,
                      StoreHistory* history = nullptr);

}  // namespace edgecase
