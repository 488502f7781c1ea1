#include "model/attack/shape.hpp"

#include <algorithm>

#include "core/check.hpp"

namespace edgecase {
namespace {

constexpr std::int64_t steps_of_slope = 20;

/// Area of the part before `t` of a ramp from 0 at 0 to 1 at `rise`, then 1.
double risen(double t, double rise) {
  if (t <= 0) return 0;
  return t < rise ? t * t / (2 * rise) : t - rise / 2;
}

struct Ramp {
  double rise, fall, whole;
  Ramp(const RampShapeSpec& spec, Duration all)
      : rise(in_seconds(spec.rise)), fall(in_seconds(spec.fall)), whole(in_seconds(all)) {
    // A ramp that is too long is compressed in time, so that it still reaches its peak.
    if (rise + fall > whole) {
      const double shrink = whole / (rise + fall);
      rise *= shrink;
      fall *= shrink;
    }
  }
  double at(double t) const {
    if (t < 0 || t >= whole) return 0;
    const double up = rise > 0 ? t / rise : 1;
    const double down = fall > 0 ? (whole - t) / fall : 1;
    return std::min({1.0, up, down});
  }
  /// Area below the ramp before t: the rise less the part cut off by the fall.
  double area(double t) const {
    const double inside = std::clamp(t, 0.0, whole);
    const double falling = std::max(0.0, inside - (whole - fall));
    return risen(inside, rise) - (fall > 0 ? falling * falling / (2 * fall) : 0);
  }
};

double pulse_area(const PulseShapeSpec& spec, Duration t) {
  const Duration period = spec.on + spec.off;
  return static_cast<double>(t / period) * in_seconds(spec.on) +
         in_seconds(std::min(t % period, spec.on));
}

Duration ramp_changes(const Ramp& ramp, Duration into, Duration whole) {
  const Duration rise = from_seconds(ramp.rise), fall = from_seconds(ramp.fall);
  const auto step_after = [](Duration start, Duration slope, Duration t) {
    const Duration step = std::max(slope / steps_of_slope, Duration{1});
    return start + ((t - start) / step + 1) * step;
  };
  if (into < rise) return std::min({step_after(Duration{0}, rise, into), rise, whole});
  if (into < whole - fall) return whole - fall;
  return std::min(step_after(whole - fall, fall, into), whole);
}

}  // namespace

std::vector<Field> fields(Of<SteadyShapeSpec>) { return list<SteadyShapeSpec>(); }

std::vector<Field> fields(Of<RampShapeSpec>) {
  return list<RampShapeSpec>(
      field(
          "rise", &RampShapeSpec::rise, "time to rise linearly from zero to the peak", shorthand(),
          at_least(Duration{0}),
          source("0 to over 11 Tbps in less than 10 s (attack of 2025-09-01, aardwolfsecurity.com)",
                 "2026-11")),
      field("fall", &RampShapeSpec::fall, "time to fall linearly from the peak to zero",
            at_least(Duration{0}), assumed("attacks stop abruptly")));
}

std::vector<Field> fields(Of<PulseShapeSpec>) {
  return list<PulseShapeSpec>(
      field("on", &PulseShapeSpec::on, "duration of a pulse", more_than(Duration{0}),
            assumed("about the detection time of filters")),
      field("off", &PulseShapeSpec::off, "pause after a pulse", more_than(Duration{0}),
            assumed("long enough to attack other targets in turn")));
}

std::vector<Field> fields(Of<SourcesSpreadSpec>) { return list<SourcesSpreadSpec>(); }

std::vector<Field> fields(Of<CarpetSpreadSpec>) { return list<CarpetSpreadSpec>(); }

std::vector<Field> fields(Of<MovingSpreadSpec>) {
  return list<MovingSpreadSpec>(field("every", &MovingSpreadSpec::every, "time at each place",
                                      shorthand(), more_than(Duration{0}),
                                      assumed("before filters and operators adapt")));
}

Menu menu(Of<AttackShapeMenu>) {
  return {{alternative<SteadyShapeSpec>("steady", "at its peak throughout"),
           alternative<RampShapeSpec>("ramp", "rises to its peak and may fall again"),
           alternative<PulseShapeSpec>("pulse", "alternates between peak and zero")}};
}

Menu menu(Of<AttackSpreadMenu>) {
  return {{alternative<SourcesSpreadSpec>("sources", "PoPs near the bots"),
           alternative<CarpetSpreadSpec>("carpet", "all PoPs equally"),
           alternative<MovingSpreadSpec>("moving", "one PoP after the other")}};
}

double shape_at(const AttackShapeChoice& shape, Duration into, Duration whole) {
  if (into < Duration{0} || into >= whole) return 0;
  if (const auto* ramp = shape.get_if<RampShapeSpec>()) {
    return Ramp(*ramp, whole).at(in_seconds(into));
  }
  if (const auto* pulse = shape.get_if<PulseShapeSpec>()) {
    return into % (pulse->on + pulse->off) < pulse->on ? 1 : 0;
  }
  EC_CHECK(shape.get_if<SteadyShapeSpec>(), "a shape that is not on the menu");
  return 1;
}

double shape_area(const AttackShapeChoice& shape, Duration from, Duration to, Duration whole) {
  from = std::clamp(from, Duration{0}, whole);
  to = std::clamp(to, from, whole);
  if (const auto* ramp = shape.get_if<RampShapeSpec>()) {
    const Ramp r(*ramp, whole);
    return r.area(in_seconds(to)) - r.area(in_seconds(from));
  }
  if (const auto* pulse = shape.get_if<PulseShapeSpec>()) {
    return pulse_area(*pulse, to) - pulse_area(*pulse, from);
  }
  return in_seconds(to - from);
}

Duration shape_changes(const AttackShapeChoice& shape, Duration into, Duration whole) {
  if (const auto* ramp = shape.get_if<RampShapeSpec>()) {
    return ramp_changes(Ramp(*ramp, whole), into, whole);
  }
  if (const auto* pulse = shape.get_if<PulseShapeSpec>()) {
    const Duration period = pulse->on + pulse->off;
    const Duration start = into / period * period;
    return std::min(whole, into - start < pulse->on ? start + pulse->on : start + period);
  }
  return whole;
}

}  // namespace edgecase
