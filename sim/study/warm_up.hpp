#pragma once
// Choosing the warm-up. Caches whose steady state is known in closed form begin with it; others
// begin empty, and a warm-up that the scenario leaves to its default is doubled until the measured
// edge hit ratio has settled: until MSER-5 would cut off no more than a tenth of the measured time,
// and the last doubling changed the mean by no significant amount. Assumes: nothing happens at a
// stated time; where something does (faults, phases, attacks, purges,
//   days) the warm-up stays as it is, since times count from its beginning, and a drift gives a
//   warning.
// Error: what remains of the bias lies inside the interval of the hit ratio.
// Not modelled: what settles later than after 32 times the default.

#include <memory>
#include <vector>

#include "study/study.hpp"

namespace edgecase {

/// How long the edge hit ratio still drifts in the measured time (MSER-5); 0: it has settled, or
/// demand itself is not steady.
Duration drift_of(const Runs& runs);

/// Whether the route's caches begin with what long service would have left in them.
bool begins_steady(const Blueprint& plan, const RoutePlan& route);

/// Whether some cache begins empty, so that there is something to warm up.
bool begins_empty(const Blueprint& plan);

/// The same design with twice the warm-up. Null: the scenario states it, something happens at a
/// stated time, or it was doubled often enough. Throws Interrupted.
std::shared_ptr<const Blueprint> longer_warm_up(const Blueprint& plan, StopFlag stop = {});

/// Whether runs with twice the warm-up of `before` need no longer one.
bool has_settled(const Runs& before, const Runs& after);

/// The same from numbers: the edge hit ratio by moment after, and that of each replication before
/// and after. Requires: demand is steady.
bool has_settled(const std::vector<double>& series, const std::vector<double>& before,
                 const std::vector<double>& after);

/// Whether the warm-up is longer than the default that the scenario left it to.
bool warm_up_was_lengthened(const Blueprint& plan);

}  // namespace edgecase
