// Distances and light.
#include <numbers>

#include <doctest/doctest.h>

#include "model/net/geo.hpp"

using namespace edgecase;

namespace {
double km_between(Coordinates a, Coordinates b) { return great_circle_km(a, b); }
}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("net: a quarter and a half of the way around the Earth") {
    const double quarter = 6371.0 * std::numbers::pi / 2;
    CHECK(km_between({0, 0}, {0, 90}) == doctest::Approx(quarter));
    CHECK(km_between({90, 0}, {0, 123}) == doctest::Approx(quarter));
    CHECK(km_between({0, 0}, {0, 180}) == doctest::Approx(2 * quarter));
    CHECK(km_between({0, -179}, {0, 179}) == doctest::Approx(quarter / 45));
  }

  TEST_CASE("net: a metre is told from nothing") {
    const double degree_km = 6371.0 * std::numbers::pi / 180;
    CHECK(km_between({50, 8}, {50 + 0.001 / degree_km, 8}) ==
          doctest::Approx(0.001).scale(0).epsilon(1e-3));
    CHECK(km_between({50, 8}, {50, 8}) == 0.0);
  }

  TEST_CASE("net: light in fibre needs 0.98 ms there and back over 100 km") {
    CHECK(light_round_trip_ms(100) == doctest::Approx(0.98).scale(0).epsilon(0.001));
  }

  TEST_CASE("net: regions are known by their names and by no others") {
    for (int i = 0; i < region_count; ++i) {
      Region parsed = Region::oceania;
      CHECK(parse_region(name_of(static_cast<Region>(i)), parsed));
      CHECK(parsed == static_cast<Region>(i));
    }
    Region untouched = Region::asia;
    CHECK_FALSE(parse_region("Europe", untouched));
    CHECK_FALSE(parse_region("", untouched));
    CHECK(untouched == Region::asia);
  }
}
