#pragma once
// Sampling of objects (`world.sample`): of each `one_in` objects of consecutive popularity one is
// simulated, with their average popularity and its requests; cache capacities are scaled down by
// the same factor, and counts are scaled up to the whole (Observations::scale_by).
//
// Each object keeps its own rate, its ttl and its share of the capacity, so it behaves as in the
// full simulation; shares of requests are representative by construction (without adjustment).
// Whether resolvers have cached an address is drawn from the full rate at the start of the run.
//
// Rejected, because they depend on the full request rate: limited workers, functions, guards,
// access gates, quotas, attacks, client caches, admission filters sized in objects; and features of
// single objects: traces, purges by URL. Caches and routes with too few objects are rejected too.
// Error: objects of one block differ in popularity, which matters in the first blocks; a run
// estimates it by halving the sample (the metric sample.shift). The peak rate at the origin
// (origin.rate.peak) is not reported: its random error would make it too high.

#include <cstdint>
#include <map>
#include <string>

#include <edgecase/units.hpp>

#include "core/distribution.hpp"
#include "load/checker.hpp"
#include "model/cache/policy.hpp"
#include "scenario/scenario.hpp"

namespace edgecase {

/// A cache with fewer objects does not behave like a large one.
constexpr double fewest_cached_objects = 30;
/// With fewer objects the first block, in which objects differ most, is too much of a route.
constexpr double fewest_route_objects = 100;

/// Objects that a simulated one represents; 1: all are simulated.
std::uint64_t one_in(const WorldSpec& world);
std::uint64_t sampled_objects(Count objects, std::uint64_t one_in);
CacheLimits sampled_limits(const CacheLimits& limits, std::uint64_t one_in);

/// Reports features that are not compatible with sampling. `sizes`: of the routes' responses, as
/// far as known.
void check_sample(const ScenarioSpec& spec, const std::map<std::string, Distribution>& sizes,
                  Checker& checker);

}  // namespace edgecase
