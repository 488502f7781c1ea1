#include "scenario/once.hpp"

#include <algorithm>
#include <vector>

namespace edgecase {
namespace {

/// Whether demand differs from its base rate in this phase.
bool is_crowd(const PhaseSpec& phase) {
  const auto differs = [](const Share& rate) { return rate.value < 1 || rate.value > 1; };
  return differs(phase.rate) || (phase.ramp_to && differs(*phase.ramp_to));
}

std::optional<Duration> first_crowd(const std::vector<PhaseSpec>& phases) {
  Duration at{};
  for (const PhaseSpec& phase : phases) {
    if (is_crowd(phase)) return at;
    at += phase.duration;
  }
  return std::nullopt;
}

bool is_whole_days(Duration time) {
  return time > Duration{0} && time % Duration{std::chrono::hours(24)} == Duration{0};
}

/// Phases that happen once.
std::optional<Duration> first_crowd_of(const WorldSpec& world) {
  return has_daily_phases(world) ? std::nullopt : first_crowd(world.demand.phases);
}

}  // namespace

bool has_daily_phases(const WorldSpec& world) {
  Duration all{};
  for (const PhaseSpec& phase : world.demand.phases) all += phase.duration;
  return is_whole_days(world.horizon.measure) &&
         (is_whole_days(all) || is_whole_days(all - world.horizon.warm_up)) &&
         first_crowd(world.demand.phases).has_value();
}

std::optional<Duration> first_event(const WorldSpec& world) {
  std::optional<Duration> first = first_crowd_of(world);
  const auto look_at = [&](const auto& events) {
    for (const auto& event : events) first = std::min(first.value_or(event.at), event.at);
  };
  look_at(world.attacks);
  look_at(world.faults);
  look_at(world.purges);
  look_at(world.revocations);
  look_at(world.compromises);
  for (const auto& [name, change] : world.changes)
    first = std::min(first.value_or(change.at), change.at);
  return first;
}

std::string kinds_of_events(const WorldSpec& world) {
  std::vector<std::string> kinds;
  const auto add = [&](const char* kind, bool occurs) {
    if (occurs) kinds.emplace_back(kind);
  };
  add("attacks", !world.attacks.empty());
  add("faults", !world.faults.empty());
  add("changes", !world.changes.empty());
  add("phases of demand", first_crowd_of(world).has_value());
  add("purges", !world.purges.empty());
  add("revocations", !world.revocations.empty());
  add("compromises", !world.compromises.empty());
  std::string text;
  for (std::size_t i = 0; i < kinds.size(); ++i)
    text += (i == 0 ? "" : i + 1 == kinds.size() ? " and " : ", ") + kinds[i];
  return text;
}

WorldSpec without_events(WorldSpec world) {
  world.attacks.clear();
  world.faults.clear();
  world.changes.clear();
  if (!has_daily_phases(world)) world.demand.phases.clear();
  world.purges.clear();
  world.revocations.clear();
  world.compromises.clear();
  world.projection.clear();  // its phases belong to the world with events
  return world;
}

}  // namespace edgecase
