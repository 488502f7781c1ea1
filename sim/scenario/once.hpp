#pragma once
// Events at a given time of the run, which therefore happen once: attacks, faults, crowds (phases
// of demand), purges, revocations and compromises. A month's bill contains them once, unless a
// phase of `world.projection` says how often they occur; the rest of the month is billed without
// them. Phases of demand that fill whole days describe a day, which recurs: they are no event.

#include <optional>
#include <string>

#include <edgecase/units.hpp>

#include "scenario/scenario.hpp"

namespace edgecase {

/// Whether the phases of demand are those of a day (or of several): with or without the warm-up
/// they add up to whole days, and so does the measured time.
bool has_daily_phases(const WorldSpec& world);

/// When the first event begins, from the start of the run; none: the world is the same all the
/// time, apart from a daily curve or daily phases.
std::optional<Duration> first_event(const WorldSpec& world);

/// "attacks and purges": the kinds of events, for reports. Empty: there are none.
std::string kinds_of_events(const WorldSpec& world);

/// The same world without these events.
WorldSpec without_events(WorldSpec world);

}  // namespace edgecase
