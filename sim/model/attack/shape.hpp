#pragma once
// The strength of an attack over time, and its distribution over places.
//
// Shapes are shares of the peak, 0 to 1; their areas are exact. Spread: with `sources` each place
// gets the load of its bots; `carpet` loads all places equally; `moving` one place at a time.

#include <cstdint>

#include <edgecase/units.hpp>

#include "load/type/fields.hpp"

namespace edgecase {

struct AttackShapeMenu {};
using AttackShapeChoice = Choice<AttackShapeMenu>;
Menu menu(Of<AttackShapeMenu>);

struct SteadyShapeSpec {};
std::vector<Field> fields(Of<SteadyShapeSpec>);

struct RampShapeSpec {
  Duration rise = std::chrono::seconds(10);
  Duration fall{};
};
std::vector<Field> fields(Of<RampShapeSpec>);

struct PulseShapeSpec {
  Duration on = std::chrono::seconds(10);
  Duration off = std::chrono::seconds(20);
};
std::vector<Field> fields(Of<PulseShapeSpec>);

struct AttackSpreadMenu {};
using AttackSpreadChoice = Choice<AttackSpreadMenu>;
Menu menu(Of<AttackSpreadMenu>);

struct SourcesSpreadSpec {};
std::vector<Field> fields(Of<SourcesSpreadSpec>);
struct CarpetSpreadSpec {};
std::vector<Field> fields(Of<CarpetSpreadSpec>);
struct MovingSpreadSpec {
  Duration every = std::chrono::minutes(1);
};
std::vector<Field> fields(Of<MovingSpreadSpec>);

/// Share of the peak at time `into` of an attack of duration `whole`.
double shape_at(const AttackShapeChoice& shape, Duration into, Duration whole);
/// The area below the shape in [from, to), in seconds at the peak.
double shape_area(const AttackShapeChoice& shape, Duration from, Duration to, Duration whole);
/// The next time after `into` at which the shape must be re-evaluated: jumps, bends, and steps
/// along a slope. At most `whole`.
Duration shape_changes(const AttackShapeChoice& shape, Duration into, Duration whole);

}  // namespace edgecase
