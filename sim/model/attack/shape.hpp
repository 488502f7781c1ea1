#pragma once
// How an attack's strength runs over time, and how it is spread over places.
//
// Shapes are shares of the peak, 0 to 1; their areas are exact. Spread: with `sources` a place
// sends what its bots send; `carpet` presses on all places alike; `moving` on one place at a time.

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

/// Share of the peak, `into` an attack that lasts for `whole`.
double shape_at(const AttackShapeChoice& shape, Duration into, Duration whole);
/// Seconds at the peak that would carry what [from, to) carries: the area below the shape.
double shape_area(const AttackShapeChoice& shape, Duration from, Duration to, Duration whole);
/// The first time after `into` from which the shape is to be looked at again: where it jumps or
/// bends, and in steps along a slope. At most `whole`.
Duration shape_changes(const AttackShapeChoice& shape, Duration into, Duration whole);

}  // namespace edgecase
