#pragma once
// A world of which a sample is simulated (`world.sample`): of each `one_in` objects of consecutive
// popularity one, as popular as they are on average, with the requests for it; caches have so much
// less room, and every count is told for the whole (Observations::scale_by).
//
// Each object keeps its own rate, its ttl and its part of the room, so what happens to it is what
// would happen to one of the whole; all shares of requests keep their place in the whole by
// construction (nothing is adjusted afterwards). Which resolvers know an address is drawn by the
// whole rate at the start of the run.
//
// Refused, because the whole rate decides it: a limited number of workers, functions, guards,
// gates, quotas, attacks, people's own copies, filters of admission that count objects; and what
// would concern single objects: traces, purges by URL. Caches and routes of too few objects are
// refused too. Error: objects of one block differ in popularity, which matters in the first blocks;
// a run tells it by halving the sample (the metric sample.shift). The busiest stretch of the
// timeline (origin.rate.peak) is not told: chance would make it too high.

#include <cstdint>
#include <map>
#include <string>

#include <edgecase/units.hpp>

#include "core/distribution.hpp"
#include "load/checker.hpp"
#include "model/cache/policy.hpp"
#include "scenario/scenario.hpp"

namespace edgecase {

/// With fewer a cache does not behave like one of many objects.
constexpr double fewest_cached_objects = 30;
/// With fewer the first block, in which objects differ most, is too much of a route.
constexpr double fewest_route_objects = 100;

/// Objects that a simulated one stands for; 1: all are simulated.
std::uint64_t one_in(const WorldSpec& world);
std::uint64_t sampled_objects(Count objects, std::uint64_t one_in);
CacheLimits sampled_limits(const CacheLimits& limits, std::uint64_t one_in);

/// Reports what a sample would get wrong. `sizes`: of the routes' answers, as far as known.
void check_sample(const ScenarioSpec& spec, const std::map<std::string, Distribution>& sizes,
                  Checker& checker);

}  // namespace edgecase
