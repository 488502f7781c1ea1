// The rest of the month if the run has events that happen once: the measured time counts as
// measured, and the rest of the month as without these events.

#include <algorithm>

#include "plan/blueprint.hpp"
#include "scenario/once.hpp"

namespace edgecase {
namespace {

/// The phase that is repeated until the month is full; none: all are listed in the projection.
std::optional<std::size_t> filling_phase(const TimePlan& time, const WorldSpec& world) {
  const std::size_t last = time.month.size() - 1;
  const bool fills = world.projection.empty() || time.month[last].name == rest_of_month;
  return fills ? std::optional(last) : std::nullopt;
}

/// When it ends for the last time.
Instant end_of_phase(const TimePlan& time, std::size_t phase) {
  Instant end = Instant::min();
  for (const Phases::Stretch& one : time.phases.stretches())
    if (one.phase == phase) end = std::max(end, one.until);
  return end;
}

}  // namespace

void plan_rest_of_month(TimePlan& time, const WorldSpec& world) {
  const std::optional<Duration> first = first_event(world);
  const std::optional<std::size_t> filling = filling_phase(time, world);
  if (!first || !filling || Instant{*first} >= end_of_phase(time, *filling)) return;
  MonthPhase& measured = time.month[*filling];
  const Repeats all = measured.repeats;
  if (all.times <= all.of) return;  // the month has no more than was measured
  const std::string events = kinds_of_events(world);
  MonthPhase rest{std::string(rest_of_month),
                  measured.measured,
                  {all.times - all.of, all.of},
                  "the rest of the month, without " + events};
  measured.name = once_in_month;
  measured.repeats = {1, 1};
  measured.because = "once, with " + events;
  time.rest = time.month.size();
  time.month.push_back(std::move(rest));
}

}  // namespace edgecase
