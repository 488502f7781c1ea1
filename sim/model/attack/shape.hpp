#pragma once
// How an attack's strength runs over time, and how it is spread over places.
//
// Shapes are shares of the peak, 0 to 1; their areas are exact. Spread: with `sources` a place
// sends what its bots send; `carpet` presses on all places alike; `moving` on one place at a time.

#include <cstdint>

#include <edgecase/units.hpp>

#include "load/fields.hpp"

namespace edgecase {

struct AttackShapeMenu {};
using AttackShapeChoice = Choice<AttackShapeMenu>;
Menu menu(Of<AttackShapeMenu>);

struct SteadyShapeSpec {};
inline auto fields(Of<SteadyShapeSpec>) { return list<SteadyShapeSpec>(); }

struct RampShapeSpec {
  Duration rise = std::chrono::seconds(10);
  Duration fall{};
};
inline auto fields(Of<RampShapeSpec>) {
  return list<RampShapeSpec>(
      field(
          "rise", &RampShapeSpec::rise, "from nothing to the peak, evenly", shorthand(),
          at_least(Duration{0}),
          source("0 to over 11 Tbps in less than 10 s (attack of 2025-09-01, aardwolfsecurity.com)",
                 "2026-11")),
      field("fall", &RampShapeSpec::fall, "from the peak to nothing, evenly", at_least(Duration{0}),
            assumed("attacks stop when they are told to")));
}

struct PulseShapeSpec {
  Duration on = std::chrono::seconds(10);
  Duration off = std::chrono::seconds(20);
};
inline auto fields(Of<PulseShapeSpec>) {
  return list<PulseShapeSpec>(
      field("on", &PulseShapeSpec::on, "length of a pulse", more_than(Duration{0}),
            assumed("about as long as filters need to notice")),
      field("off", &PulseShapeSpec::off, "pause after a pulse", more_than(Duration{0}),
            assumed("long enough to hit other targets in turn")));
}

struct AttackSpreadMenu {};
using AttackSpreadChoice = Choice<AttackSpreadMenu>;
Menu menu(Of<AttackSpreadMenu>);

struct SourcesSpreadSpec {};
inline auto fields(Of<SourcesSpreadSpec>) { return list<SourcesSpreadSpec>(); }
struct CarpetSpreadSpec {};
inline auto fields(Of<CarpetSpreadSpec>) { return list<CarpetSpreadSpec>(); }
struct MovingSpreadSpec {
  Duration every = std::chrono::minutes(1);
};
inline auto fields(Of<MovingSpreadSpec>) {
  return list<MovingSpreadSpec>(
      field("every", &MovingSpreadSpec::every, "how long it stays with a place", shorthand(),
            more_than(Duration{0}), assumed("before filters and people have adapted")));
}

/// Share of the peak, `into` an attack that lasts for `whole`.
double shape_at(const AttackShapeChoice& shape, Duration into, Duration whole);
/// Seconds at the peak that would carry what [from, to) carries: the area below the shape.
double shape_area(const AttackShapeChoice& shape, Duration from, Duration to, Duration whole);
/// The first time after `into` from which the shape is to be looked at again: where it jumps or
/// bends, and in steps along a slope. At most `whole`.
Duration shape_changes(const AttackShapeChoice& shape, Duration into, Duration whole);

}  // namespace edgecase
