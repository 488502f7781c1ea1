// What a scenario says of popularity, as a law.
#include <cmath>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include "model/traffic/popularity.hpp"

using namespace edgecase;

TEST_SUITE("unit") {
  TEST_CASE("a concentration curve is met at its points, whatever the number of objects") {
    const EmpiricalPopularitySpec spec{
        {{10_percent, 60_percent}, {40_percent, 90_percent}, {50_percent, 95_percent}}};
    for (const std::uint64_t objects : {10, 20, 1000, 50'000, 90'000'000}) {
      const Popularity law = concentration(spec, objects);
      CAPTURE(objects);
      REQUIRE(law.objects() == objects);
      CHECK(law.cumulative(objects / 10) == doctest::Approx(0.6).scale(0).epsilon(1e-9));
      CHECK(law.cumulative(objects * 4 / 10) == doctest::Approx(0.9).scale(0).epsilon(1e-9));
      CHECK(law.cumulative(objects / 2) == doctest::Approx(0.95).scale(0).epsilon(1e-9));
      CHECK(law.cumulative(objects) == doctest::Approx(1));
      const Stream stream(9, 0, "curve");
      constexpr int n = 100'000;
      int head = 0;
      for (std::uint64_t i = 0; i < n; ++i) head += law.draw(stream, i) < objects / 10;
      CHECK(head / double{n} ==
            doctest::Approx(0.6).scale(0).epsilon(4 * std::sqrt(0.4 / 0.6 / n)));
    }
  }

  TEST_CASE("a few objects may have nearly all requests") {
    const EmpiricalPopularitySpec spec{{{Share{1e-6}, 99_percent}}};
    const Popularity law = concentration(spec, 10'000'000);
    CHECK(law.cumulative(10) == doctest::Approx(0.99).scale(0).epsilon(1e-9));
    CHECK(law.probability(9'999'999) == doctest::Approx(0.01 / 9'999'990).scale(0).epsilon(1e-9));
  }

  TEST_CASE("a sample keeps the part of each block: zipf, uniform, measured") {
    const PopularityChoice zipf("zipf");
    CHECK(popularity_of(zipf, 1000).objects() == 1000);
    CHECK(popularity_of(zipf, 1001, 10).objects() == 101);
    CHECK(popularity_of(zipf, 1000, 10).probability(0) ==
          doctest::Approx(popularity_of(zipf, 1000).cumulative(10)).scale(0));
    const PopularityChoice uniform("uniform");
    CHECK(popularity_of(uniform, 1000, 10).probability(7) == doctest::Approx(0.01).scale(0));
  }
}
