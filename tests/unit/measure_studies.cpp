// Holm's correction, designs of experiments, the Pareto front, crossings, elementary effects: by
// arithmetic that can be done by hand.
#include <cmath>
#include <numbers>
#include <set>
#include <vector>

#include <doctest/doctest.h>

#include "measure/crossing.hpp"
#include "measure/experiment.hpp"
#include "measure/pareto.hpp"
#include "measure/sensitivity.hpp"
#include "measure/several.hpp"

using namespace edgecase;

namespace {

const Stream stream(42, 0, "test");

doctest::Approx nearly(double value) { return doctest::Approx(value).scale(0).epsilon(1e-6); }

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("Holm: the smallest of four p-values counts four times, the next three times") {
    const std::vector<double> p{0.01, 0.04, 0.03, 0.005};
    const std::vector<double> adjusted = holm_adjusted(p);
    CHECK(adjusted[3] == nearly(0.02));
    CHECK(adjusted[0] == nearly(0.03));
    CHECK(adjusted[2] == nearly(0.06));
    CHECK(adjusted[1] == nearly(0.06));  // 0.04, but not below that of a smaller one
    const std::vector<double> some{0.4, std::nan(""), 0.9};
    CHECK(holm_adjusted(some)[0] == nearly(0.8));
    CHECK(std::isnan(holm_adjusted(some)[1]));
    CHECK(holm_adjusted(some)[2] == nearly(0.9));
  }

  TEST_CASE("the p-value of a 95% interval that ends at 0 is 5%") {
    const std::vector<double> values{1.20, 1.50, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.50, 1.09};
    const Interval interval = mean_interval(values);
    CHECK(p_value(interval, interval.lo) == nearly(0.05));
    CHECK(p_value(interval, interval.mean) == nearly(1));
    // With one degree of freedom: Cauchy, P(|T| > 1) = 1/2, and t = mean / (half / 12.7062).
    const std::vector<double> two{1, 3};
    CHECK(p_value(mean_interval(two)) == nearly(1 - 2 / std::numbers::pi * std::atan(2.0)));
    CHECK(p_value({2, 2, 2, 5, 0}) == 0);
    CHECK(p_value({0, 0, 0, 5, 0}) == 1);
    CHECK(std::isnan(p_value({})));
  }

  TEST_CASE("a factorial plan has every combination once; its size is known before it is made") {
    const auto all = full_factorial({2, 3, 2});
    CHECK(all.size() == 12);
    CHECK(std::set(all.begin(), all.end()).size() == 12);
    CHECK(all[0] == std::vector<std::size_t>{0, 0, 0});
    CHECK(all[1] == std::vector<std::size_t>{0, 0, 1});
    CHECK(factorial_size({1000, 1000, 1000}) == 1'000'000'000);
    CHECK(factorial_size({SIZE_MAX, 2}) == SIZE_MAX);
    CHECK(factorial_size({3, 0}) == 0);
  }

  TEST_CASE("a Latin hypercube has one point in each stratum of each dimension") {
    const auto points = latin_hypercube(7, 3, stream);
    for (std::size_t d = 0; d < 3; ++d) {
      std::set<int> strata;
      for (const UnitPoint& point : points) strata.insert(static_cast<int>(point[d] * 7));
      CHECK(strata == std::set<int>{0, 1, 2, 3, 4, 5, 6});
    }
    CHECK(latin_hypercube(7, 3, stream) == points);
    CHECK(latin_hypercube(7, 3, Stream(43, 0, "test")) != points);
  }

  TEST_CASE("shifted Sobol points stay in the cube and keep their distances modulo 1") {
    const auto plain = sobol_points(16, 2);
    const auto shifted = shifted_sobol_points(16, 2, stream);
    for (std::size_t i = 0; i < 16; ++i) {
      for (std::size_t d = 0; d < 2; ++d) {
        CHECK(shifted[i][d] >= 0);
        CHECK(shifted[i][d] < 1);
        const double moved = shifted[i][d] - plain[i][d] - (shifted[0][d] - plain[0][d]);
        CHECK(std::abs(moved - std::round(moved)) < 1e-12);
      }
    }
  }

  TEST_CASE("Morris: a linear input has its slope and no deviation, an interaction has one") {
    const MorrisPlan plan = morris_plan(3, 20, 4, stream);
    CHECK(plan.points.size() == 80);
    std::vector<double> outputs;
    for (const UnitPoint& x : plan.points) {
      for (const double one : x) CHECK((one > -1e-12 && one < 1 + 1e-12));
      outputs.push_back(3 * x[0] - 2 * x[1] + 4 * (x[0] - 0.5) * (x[2] - 0.5));
    }
    const auto effects = morris_effects(plan, outputs);
    CHECK(effects[1].mean == nearly(-2));
    CHECK(effects[1].mean_absolute == nearly(2));
    CHECK(std::abs(effects[1].deviation) < 1e-9);
    CHECK(effects[0].deviation > 0.1);
    CHECK(effects[2].deviation > 0.1);
    CHECK(effects[2].mean_absolute > std::abs(effects[2].mean));
  }

  TEST_CASE("Morris: mean, mean of absolute values and deviation of three effects") {
    const std::vector<double> effects{2, -1, 5};
    const ElementaryEffects all = summary_of_effects(effects);
    CHECK(all.mean == nearly(2));
    CHECK(all.mean_absolute == nearly(8.0 / 3));
    CHECK(all.deviation == nearly(3));
  }

  TEST_CASE("the variance that replications share is the seed's, not the inputs'") {
    // Points 0 and 10, replications -1 and 1, nothing else: variances 50 and 2.
    const VarianceShares shares = shares_of_variance({{-1, 1}, {9, 11}});
    CHECK(shares.inputs == nearly(50.0 / 52));
    CHECK(shares.seed == nearly(2.0 / 52));
  }

  TEST_CASE("a front: dominated, on it, and undecided where a difference may be none") {
    const std::vector<double> four{4, 4, 4, 4};
    const std::vector<double> cheap{1, 1, 1, 1};
    const std::vector<double> dear{2, 2, 2, 2};
    // Slower and dearer; as fast as far as one knows, but dearer.
    const std::vector<DesignValues> designs{{cheap, four},
                                            {dear, {3, 3.1, 2.9, 3}},
                                            {dear, {5, 5.1, 4.9, 5}},
                                            {dear, {4, 4.1, 3.9, 3.9}}};
    const auto places = front_of(designs);
    CHECK(places[0].standing == Standing::on_front);
    CHECK(places[1].standing == Standing::on_front);
    CHECK(places[2].standing == Standing::dominated);
    CHECK(places[2].by == 0);
    CHECK(places[3].standing == Standing::dominated);
    CHECK(places[3].by == 1);
    const std::vector<DesignValues> close{{cheap, four}, {dear, {4, 4.1, 3.9, 3.9}}};
    CHECK(front_of(close)[0].standing == Standing::on_front);
    CHECK(front_of(close)[1].standing == Standing::undecided);
    CHECK(front_of(close)[1].by == 0);
    // Two that are equal to the last bit do not dominate each other.
    CHECK(front_of({{cheap, four}, {cheap, four}})[1].standing == Standing::on_front);
  }

  TEST_CASE("the knee is farthest below the line between the ends") {
    CHECK(knee_of({{0, 10}, {1, 4}, {2, 3}, {10, 0}}) == 1);
    CHECK_FALSE(knee_of({{0, 1}, {1, 0}}));
    CHECK_FALSE(knee_of({{0, 2}, {1, 1}, {2, 0}}));  // a straight line has none
  }

  TEST_CASE("crossings: none, one whose interval leaves the range, several") {
    const auto exact = [](auto f) {
      return [f](double x) { return Interval{f(x), f(x) - 0.1, f(x) + 0.1, 5, 0}; };
    };
    CHECK(find_crossings(exact([](double x) { return 1 + x; }), 0, 1, 5, false).crossings.empty());
    const auto wide =
        find_crossings(exact([](double x) { return 0.05 * (x - 2); }), 1, 3, 5, false);
    REQUIRE(wide.crossings.size() == 1);
    CHECK(std::abs(wide.crossings[0].at - 2) < 1e-3);
    CHECK(wide.crossings[0].lo_beyond);
    CHECK(wide.crossings[0].hi_beyond);
    const auto two =
        find_crossings(exact([](double x) { return (x - 10) * (x - 100); }), 1, 1000, 9, true);
    REQUIRE(two.crossings.size() == 2);
    CHECK(std::abs(two.crossings[0].at - 10) < 0.02);
    CHECK(std::abs(two.crossings[1].at - 100) < 0.2);
  }
}
