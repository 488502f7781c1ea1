// How attacks run over time and places, by hand.
#include <cmath>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "load/checker.hpp"
#include "model/attack/plan.hpp"
#include "support/guards.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

AttackPlan shaped_plan(const std::string& more, std::vector<double> sources = {1}) {
  AttackSpec spec = spec_from<AttackSpec>("kind: http_flood\nrate: 1000 rps\nat: 10s\n" + more);
  if (!spec.shape) spec.shape = AttackShapeChoice("steady");
  return {spec, std::move(sources), Stream(1, 0, "attack")};
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a steady attack is one slice") {
    const AttackPlan plan = shaped_plan("duration: 1min\n");
    REQUIRE(plan.slices().size() == 1);
    CHECK(plan.slices()[0].from == Instant{10s});
    CHECK(plan.slices()[0].to == Instant{70s});
    CHECK(plan.volume().requests == doctest::Approx(60'000));
  }

  TEST_CASE("a ramp rises and falls in steps that carry exactly what the slope carries") {
    const AttackPlan plan = shaped_plan("duration: 1min\nshape: {ramp: {rise: 20s, fall: 10s}}\n");
    CHECK(plan.slices().size() == 41);
    CHECK(plan.volume().requests == doctest::Approx(1000 * (30 + 10 + 5)));
    CHECK(plan.slices()[0].factor == doctest::Approx(0.025).scale(0));
    CHECK(plan.slices()[20].factor == doctest::Approx(1));
    CHECK(plan.slices()[20].to - plan.slices()[20].from == 30s);
    CHECK(plan.slices().back().to == Instant{70s});
    const AttackShapeChoice shape("ramp", RampShapeSpec{20s, 10s});
    CHECK(shape_at(shape, 5s, 60s) == doctest::Approx(0.25).scale(0));
    CHECK(shape_at(shape, 55s, 60s) == doctest::Approx(0.5).scale(0));
    CHECK(shape_at(shape, 60s, 60s) == doctest::Approx(0));
  }

  TEST_CASE("a ramp longer than its attack still reaches the peak") {
    const AttackPlan plan = shaped_plan("duration: 10s\nshape: {ramp: {rise: 30s, fall: 10s}}\n");
    CHECK(plan.volume().requests == doctest::Approx(5000));
    const AttackShapeChoice shape("ramp", RampShapeSpec{30s, 10s});
    CHECK(shape_at(shape, 7500ms, 10s) == doctest::Approx(1));
  }

  TEST_CASE("pulses are on and off, and the last may be cut") {
    const AttackPlan plan = shaped_plan("duration: 25s\nshape: {pulse: {on: 4s, off: 6s}}\n");
    REQUIRE(plan.slices().size() == 3);
    CHECK(plan.slices()[1].from == Instant{20s});
    CHECK(plan.slices()[1].to == Instant{24s});
    CHECK(plan.volume().requests == doctest::Approx(12'000));
    const AttackPlan cut = shaped_plan("duration: 12s\nshape: {pulse: {on: 4s, off: 6s}}\n");
    CHECK(cut.volume().requests == doctest::Approx(6'000));
  }

  TEST_CASE("areas add up, however an attack is cut") {
    for (const auto& shape :
         {AttackShapeChoice("steady"), AttackShapeChoice("ramp", RampShapeSpec{7s, 3s}),
          AttackShapeChoice("pulse", PulseShapeSpec{2s, 3s})}) {
      CAPTURE(shape.name());
      double sum = 0;
      for (Duration t{0}; t < 30s; t += 700ms) sum += shape_area(shape, t, t + 700ms, 30s);
      CHECK(sum == doctest::Approx(shape_area(shape, Duration{0}, 30s, 30s)).scale(0));
      // The middle of small pieces is what their area says.
      for (Duration t{0}; t < 30s; t += 1s) {
        const double middle = shape_at(shape, t + 500us, 30s);
        const double area = shape_area(shape, t, t + 1ms, 30s);
        CHECK(std::abs(area - middle * 1e-3) <= 1e-6 * middle * 1e-3);
      }
    }
  }

  TEST_CASE("what knows the origin's address does not come to the edge") {
    const AttackPlan plan = shaped_plan("duration: 1min\ndirect: 25%\n");
    CHECK(plan.profile().peak.requests == doctest::Approx(750));
    CHECK(plan.direct(plan.slices()[0]).requests == doctest::Approx(250));
    CHECK(plan.volume().requests == doctest::Approx(45'000));
  }

  TEST_CASE("by its sources, as a carpet, or moving: who is hit by how much") {
    const std::vector<double> sources{0.7, 0, 0.2, 0.1};
    const AttackPlan by_source = shaped_plan("duration: 1min\n", sources);
    CHECK(by_source.flow(by_source.slices()[0], 2).requests == doctest::Approx(200));
    const AttackPlan carpet = shaped_plan("duration: 1min\nspread: carpet\n", sources);
    for (const std::uint32_t place : {0u, 2u, 3u}) {
      CHECK(carpet.flow(carpet.slices()[0], place).requests == doctest::Approx(1000.0 / 3));
    }
    CHECK(carpet.flow(carpet.slices()[0], 1).requests == doctest::Approx(0));
    const AttackPlan moving = shaped_plan("duration: 50s\nspread: {moving: 10s}\n", sources);
    REQUIRE(moving.slices().size() == 5);
    std::set<std::uint32_t> hit;
    for (const AttackSlice& slice : moving.slices()) {
      CHECK(slice.to - slice.from == 10s);
      CHECK(moving.flow(slice, slice.place).requests == doctest::Approx(1000));
      hit.insert(slice.place);
    }
    CHECK(hit == std::set<std::uint32_t>{0, 2, 3});
    CHECK(moving.slices()[3].place == moving.slices()[0].place);
  }
}
