#pragma once
// What a route's requests ask caches for: how many keys there are of which popularity.
// Assumes: sizes do not depend on popularity.

#include <cstdint>
#include <vector>

#include "plan/blueprint.hpp"

namespace edgecase {

/// So many cache keys, each with about this part of the route's requests that caches may answer
/// (those for one user alone, and those with a query that is never repeated, are not among them).
struct KeyGroup {
  double count = 0;
  double share = 0;
};
/// Shares that differ by less than a part of `alike` are averaged.
std::vector<KeyGroup> key_groups(const Blueprint& plan, std::size_t route, double alike);

/// The share of one key; relative error below 1e-12. Requires: the route replays no trace.
double share_of_key(const Blueprint& plan, std::size_t route, std::uint32_t key);

/// Of an answer of the route, over its objects.
double mean_object_bytes(const Blueprint& plan, const RoutePlan& route);

}  // namespace edgecase
