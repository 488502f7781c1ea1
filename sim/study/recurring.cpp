// What a month is assumed to be if demand has a daily pattern.

#include <cmath>

#include <fmt/core.h>

#include "scenario/once.hpp"
#include "study/summary.hpp"

namespace edgecase {
namespace {

constexpr Duration day_of_demand{std::chrono::hours(24)};

/// Demand in the measured time, relative to a day that begins with it.
double measured_of_day(const Blueprint& plan) {
  const Instant from = plan.measure_from();
  const Duration measured = plan.end() - from;
  const double here = plan.traffic.demand.expected(from, from + measured) / in_seconds(measured);
  return here /
         (plan.traffic.demand.expected(from, from + day_of_demand) / in_seconds(day_of_demand));
}

}  // namespace

std::optional<std::string> assumed_month_of(const Blueprint& plan) {
  const WorldSpec& world = plan.spec.world;
  if (has_daily_phases(world) && world.projection.empty())
    return "the phases of demand fill whole days, so the bill assumes that all days of the month "
           "are like the measured ones; if they are not, state in world.projection how often each "
           "phase occurs";
  const bool part_of_day = world.horizon.measure % day_of_demand != Duration{0};
  if (!world.demand.diurnal || !part_of_day || !world.demand.phases.empty()) return std::nullopt;
  const double relative = measured_of_day(plan);
  constexpr double noticeable = 0.01;
  if (std::abs(relative - 1) < noticeable) return std::nullopt;
  return fmt::format(
      "the measured {} of the daily curve stand for the whole month, but have {:.0f}% of a day's "
      "mean demand: monthly amounts are off by about as much. Set world.horizon.measure=24h",
      Scalar<Duration>::print(world.horizon.measure), 100 * relative);
}

}  // namespace edgecase
