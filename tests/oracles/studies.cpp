// The statistics of studies against closed forms and published or independently simulated figures:
// constants of Bechhofer and of Kim and Nelson, their probability of correct selection, OCBA, the
// Ishigami function, Sobol's points.
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include <doctest/doctest.h>

#include "core/random.hpp"
#include "measure/crossing.hpp"
#include "measure/experiment.hpp"
#include "measure/selection.hpp"
#include "measure/sensitivity.hpp"
#include "support/sanitized.hpp"

using namespace edgecase;
using edgecase::testing::sanitized;

namespace {

class Normals {
 public:
  explicit Normals(std::uint64_t run) : draws_(Stream(42, run, "studies")) {}
  double next() {
    const double radius = std::sqrt(-2 * std::log(draws_.unit()));
    return radius * std::cos(2 * std::numbers::pi * draws_.unit());
  }

 private:
  Draws draws_;
};

struct Race {
  double correct = 0;
  double samples = 0;
};

/// Slippage: the first design is better than all others by the indifference, sigma / sqrt(n0).
Race slippage(std::size_t designs, std::size_t runs, double shared) {
  constexpr std::size_t first = 10;
  const double indifference = 1 / std::sqrt(10.0);
  Race race;
  for (std::size_t run = 0; run < runs; ++run) {
    Normals normals(run * 100 + designs);
    KimNelson procedure(designs, first, 0.05, indifference);
    std::vector<double> observed(designs);
    while (!procedure.selected()) {
      const double common = normals.next();
      for (std::size_t i = 0; i < designs; ++i)
        observed[i] = (i == 0 ? 0 : indifference) + std::sqrt(shared) * common +
                      std::sqrt(1 - shared) * normals.next();
      procedure.add(observed);
    }
    race.correct += (*procedure.selected() == 0 ? 1.0 : 0.0) / static_cast<double>(runs);
    race.samples += static_cast<double>(procedure.samples()) / static_cast<double>(runs);
  }
  return race;
}

/// N(i, 6^2), i = 0 … 9: how often the first is found best after 1,000 observations.
double found_best(bool equally, std::size_t runs) {
  constexpr std::size_t designs = 10;
  double found = 0;
  for (std::size_t run = 0; run < runs; ++run) {
    Normals normals(run);
    std::vector<std::size_t> counts(designs, 0);
    std::vector<double> sums(designs, 0), squares(designs, 0);
    const auto observe = [&](std::size_t design) {
      const double value = static_cast<double>(design) + 6 * normals.next();
      ++counts[design];
      sums[design] += value;
      squares[design] += value * value;
    };
    for (std::size_t i = 0; i < designs; ++i)
      for (int n = 0; n < (equally ? 100 : 10); ++n) observe(i);
    for (std::size_t total = equally ? 1000 : 100; total < 1000; total += 20) {
      std::vector<double> means, variances;
      for (std::size_t i = 0; i < designs; ++i) {
        const auto n = static_cast<double>(counts[i]);
        means.push_back(sums[i] / n);
        variances.push_back((squares[i] - sums[i] * sums[i] / n) / (n - 1));
      }
      const auto more = ocba_increments(means, variances, counts, 20);
      for (std::size_t i = 0; i < designs; ++i)
        for (std::size_t n = 0; n < more[i]; ++n) observe(i);
    }
    std::size_t best = 0;
    for (std::size_t i = 1; i < designs; ++i)
      if (sums[i] / static_cast<double>(counts[i]) < sums[best] / static_cast<double>(counts[best]))
        best = i;
    found += (best == 0 ? 1.0 : 0.0) / static_cast<double>(runs);
  }
  return found;
}

double ishigami(const UnitPoint& at) {
  std::array<double, 3> x{};
  for (std::size_t i = 0; i < 3; ++i) x[i] = std::numbers::pi * (2 * at[i] - 1);
  return std::sin(x[0]) + 7 * std::pow(std::sin(x[1]), 2) +
         0.1 * std::pow(x[2], 4) * std::sin(x[0]);
}

}  // namespace

TEST_SUITE("oracles") {
  TEST_CASE("Bechhofer's constants for 95%") {
    const auto is = [](std::size_t k, double tau) {
      CAPTURE(k);
      CHECK(bechhofer_constant(k, 0.95) == doctest::Approx(tau).scale(0).epsilon(2e-5));
      CHECK(correct_selection(k, tau) == doctest::Approx(0.95).scale(0).epsilon(1e-5));
    };
    is(2, 2.3262);
    is(3, 2.7101);
    is(5, 3.0552);
    is(10, 3.4182);
    // For two: P = Phi(tau / sqrt(2)), so for 97.5% tau is 1.959964 sqrt(2).
    CHECK(bechhofer_constant(2, 0.975) ==
          doctest::Approx(1.959964 * std::numbers::sqrt2).scale(0).epsilon(1e-6));
  }

  TEST_CASE("Kim and Nelson's constants") {
    CHECK(kim_nelson_constants(2, 10, 0.05).eta == doctest::Approx(0.33405).scale(0).epsilon(2e-5));
    CHECK(kim_nelson_constants(2, 10, 0.05).h2 == doctest::Approx(6.0129).scale(0).epsilon(2e-5));
    CHECK(kim_nelson_constants(10, 10, 0.05).eta ==
          doctest::Approx(0.85908).scale(0).epsilon(2e-5));
    CHECK(kim_nelson_constants(10, 10, 0.05).h2 == doctest::Approx(15.4635).scale(0).epsilon(2e-5));
  }

  TEST_CASE("Kim and Nelson's procedure: correct selection and samples under slippage") {
    const std::size_t runs = sanitized ? 100 : 2000;
    const Race two = slippage(2, runs, 0);
    const Race ten = slippage(10, runs / 2, 0);
    const Race sharing = slippage(10, runs / 2, 0.7);
    if (sanitized) return;
    // .959 and .960, simulated independently; three standard errors of this test: 0.0133, 0.0186.
    CHECK(std::abs(two.correct - 0.959) < 0.0133);
    CHECK(std::abs(ten.correct - 0.960) < 0.0186);
    CHECK(two.samples == doctest::Approx(81.7).scale(0).epsilon(0.05));
    CHECK(ten.samples == doctest::Approx(971).scale(0).epsilon(0.05));
    CHECK(sharing.correct > 0.95 - 0.0186);
    CHECK(sharing.samples < 0.5 * ten.samples);
  }

  TEST_CASE("OCBA finds the best of ten more often than equal shares do") {
    const std::size_t runs = sanitized ? 50 : 2000;
    const double equal = found_best(true, runs);
    const double shared = found_best(false, runs);
    if (sanitized) return;
    // .883 and .984, simulated independently; three standard errors of this test: 0.0216, 0.0084.
    CHECK(std::abs(equal - 0.883) < 0.0216);
    CHECK(std::abs(shared - 0.984) < 0.0084);
  }

  TEST_CASE("Sobol's indices of the Ishigami function") {
    const SobolPlan plan = sobol_plan(3, 8192, Stream(42, 0, "studies"));
    std::vector<double> outputs;
    for (const UnitPoint& point : plan.points) outputs.push_back(ishigami(point));
    const SobolIndices indices = sobol_indices(plan, outputs);
    CHECK(indices.variance == doctest::Approx(13.84459).scale(0).epsilon(0.01));
    const double first[] = {0.31391, 0.44241, 0};
    const double total[] = {0.55759, 0.44241, 0.24368};
    for (std::size_t i = 0; i < 3; ++i) {
      CAPTURE(i);
      CHECK(std::abs(indices.first_order[i] - first[i]) < 0.01);
      CHECK(std::abs(indices.total_effect[i] - total[i]) < 0.01);
    }
  }

  TEST_CASE("the first points of the Sobol sequence in three dimensions") {
    const std::vector<UnitPoint> expected{
        {.5, .5, .5}, {.75, .25, .25}, {.25, .75, .75}, {.375, .375, .625}};
    CHECK(sobol_points(4, 3) == expected);
  }

  TEST_CASE("one fast server against two slow ones breaks even at half the load") {
    // h rho / (1 + rho) = P = 1/3; what replications add to it is the same at every load.
    const auto difference = [](double rho) {
      const double mean = rho / (1 + rho) - 1.0 / 3;
      return Interval{mean, mean - 0.01, mean + 0.01, 10, 0};
    };
    const CrossingScan scan = find_crossings(difference, 0.1, 0.9, 9, false);
    REQUIRE(scan.crossings.size() == 1);
    const BreakEvenPoint& one = scan.crossings.front();
    CHECK(std::abs(one.at - 0.5) < 1e-4);
    // h rho / (1 + rho) = 1/3 - 0.01 and 1/3 + 0.01.
    CHECK(std::abs(one.lo - (1.0 / 3 - 0.01) / (2.0 / 3 + 0.01)) < 1e-4);
    CHECK(std::abs(one.hi - (1.0 / 3 + 0.01) / (2.0 / 3 - 0.01)) < 1e-4);
  }
}
