#pragma once
// What happens at a time of the run, and therefore once: attacks, faults, crowds (phases of
// demand), purges, revocations and compromises. A month's bill contains it once, unless a phase of
// `world.projection` says how often it occurs; the rest of the month is billed as without it.

#include <optional>
#include <string>

#include <edgecase/units.hpp>

#include "scenario/scenario.hpp"

namespace edgecase {

/// When the first of it begins, from the start of the run; none: the world is the same all the
/// time, apart from a daily curve.
std::optional<Duration> first_event(const WorldSpec& world);

/// "attacks and purges": its kinds, for reports. Empty: nothing.
std::string kinds_of_events(const WorldSpec& world);

/// The same world in which nothing of it happens.
WorldSpec without_events(WorldSpec world);

}  // namespace edgecase
