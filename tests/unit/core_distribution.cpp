#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <doctest/doctest.h>

#include "core/check.hpp"
#include "core/distribution.hpp"
#include "core/random.hpp"

using namespace edgecase;

namespace {

struct Named {
  std::string name;
  Distribution distribution;
};

std::vector<Named> all_kinds() {
  const QuantilePoint linear[] = {{0, 1}, {0.5, 2}, {0.9, 10}, {1, 50}};
  const QuantilePoint decades[] = {{0, 1}, {0.1, 1e2}, {0.9, 1e4}, {1, 1e7}};
  return {{"uniform", Distribution::uniform(2, 5)},
          {"exponential", Distribution::exponential(3)},
          {"lognormal", Distribution::lognormal_p50_p99(0.04, 0.25)},
          {"gamma 0.5", Distribution::gamma(0.5, 2)},
          {"gamma 9", Distribution::gamma(9, 0.25)},
          {"pareto", Distribution::pareto(1, 4)},
          {"bounded pareto", Distribution::bounded_pareto(1, 1000, 1.2)},
          {"hyperexponential", Distribution::hyperexponential_mean_cv(1, 3)},
          {"weibull", Distribution::weibull(1, 0.7)},
          {"empirical", Distribution::empirical(linear)},
          {"empirical, logarithmic", Distribution::empirical(decades, Between::logarithmic)}};
}

/// Mean and variance by integrating the quantile function over u, in pieces that halve towards both
/// ends (tails matter): midpoint rule with 300 points a piece.
std::pair<double, double> integrated(const Distribution& d) {
  double mean = 0;
  double square = 0;
  const auto piece = [&](double from, double to) {
    constexpr int n = 300;
    for (int i = 0; i < n; ++i) {
      const double x = d.quantile(from + (to - from) * (i + 0.5) / n);
      mean += x * (to - from) / n;
      square += x * x * (to - from) / n;
    }
  };
  for (double edge = 0.5; edge > 0x1p-45; edge /= 2) {
    piece(edge / 2, edge);
    piece(1 - edge, 1 - edge / 2);
  }
  return {mean, square - mean * mean};
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("mean and variance agree with the integral of the quantile function") {
    for (const auto& [name, distribution] : all_kinds()) {
      CAPTURE(name);
      const auto [mean, variance] = integrated(distribution);
      CHECK(mean == doctest::Approx(distribution.mean()).scale(0).epsilon(1e-4));
      CHECK(variance == doctest::Approx(distribution.variance()).scale(0).epsilon(2e-4));
    }
  }

  TEST_CASE("quantiles agree with closed forms written out") {
    using D = Distribution;
    CHECK(D::constant(7).quantile(0.3) == 7);
    CHECK(D::uniform(2, 5).quantile(0.25) == doctest::Approx(2.75).scale(0).epsilon(1e-14));
    CHECK(D::exponential(3).quantile(0.5) ==
          doctest::Approx(3 * std::log(2)).scale(0).epsilon(1e-14));
    CHECK(D::lognormal_p50_p99(0.04, 0.25).quantile(0.5) ==
          doctest::Approx(0.04).scale(0).epsilon(1e-14));
    CHECK(D::lognormal_p50_p99(0.04, 0.25).quantile(0.99) ==
          doctest::Approx(0.25).scale(0).epsilon(1e-13));
    CHECK(D::lognormal_mean_cv(5, 2).mean() == doctest::Approx(5).scale(0).epsilon(1e-13));
    CHECK(D::lognormal_mean_cv(5, 2).variance() == doctest::Approx(100).scale(0).epsilon(1e-12));
    CHECK(D::gamma(1, 3).quantile(0.9) ==
          doctest::Approx(3 * std::log(10)).scale(0).epsilon(1e-13));
    CHECK(D::gamma_mean_cv(4, 0.5).mean() == doctest::Approx(4).scale(0).epsilon(1e-13));
    CHECK(D::gamma_mean_cv(4, 0.5).variance() == doctest::Approx(4).scale(0).epsilon(1e-13));
    CHECK(D::pareto(2, 1.5).quantile(0.875) == doctest::Approx(8).scale(0).epsilon(1e-14));
    CHECK(D::bounded_pareto(1, 4, 1).quantile(0.5) == doctest::Approx(1.6).scale(0).epsilon(1e-14));
    CHECK(D::weibull(2, 2).quantile(1 - std::exp(-4)) ==
          doctest::Approx(4).scale(0).epsilon(1e-13));
    CHECK(D::hyperexponential_mean_cv(4, 2.5).mean() == doctest::Approx(4).scale(0).epsilon(1e-13));
    CHECK(D::hyperexponential_mean_cv(4, 2.5).variance() ==
          doctest::Approx(100).scale(0).epsilon(1e-12));
    const ExponentialPhase phases[] = {{0.3, 1}, {0.7, 20}};
    for (const double x : {1e-6, 0.1, 5.0, 300.0}) {
      const double share = 1 - 0.3 * std::exp(-x) - 0.7 * std::exp(-x / 20);
      CHECK(D::hyperexponential(phases).quantile(share) ==
            doctest::Approx(x).scale(0).epsilon(1e-8));
    }
    const QuantilePoint points[] = {{0, 10}, {0.5, 20}, {1, 2000}};
    CHECK(D::empirical(points).quantile(0.75) == doctest::Approx(1010).scale(0).epsilon(1e-14));
    CHECK(D::empirical(points, Between::logarithmic).quantile(0.75) ==
          doctest::Approx(200).scale(0).epsilon(1e-14));
    CHECK(D::exponential(3).scaled(2).mean() == doctest::Approx(6).scale(0).epsilon(1e-15));
    CHECK(D::exponential(3).scaled(2).variance() == doctest::Approx(36).scale(0).epsilon(1e-15));
  }

  TEST_CASE("moments that do not exist are infinite, and those that nearly meet are finite") {
    CHECK(std::isinf(Distribution::pareto(1, 1).mean()));
    CHECK(std::isinf(Distribution::pareto(1, 2).variance()));
    CHECK(Distribution::pareto(1, 2).mean() == doctest::Approx(2));
    CHECK(Distribution::bounded_pareto(1, std::exp(1), 1).mean() ==
          doctest::Approx(1 / (1 - std::exp(-1))).scale(0).epsilon(1e-12));
  }

  TEST_CASE("the normal quantile agrees with Boost's over the whole range") {
    const boost::math::normal normal;
    for (const double u :
         {1e-300, 1e-20, 1e-9, 0.001, 0.07, 0.0749, 0.3, 0.5, 0.6, 0.93, 0.999999}) {
      const double expected = boost::math::quantile(normal, u);
      CHECK(std::abs(normal_quantile(u) - expected) <= 1e-14 * std::abs(expected));
    }
  }

  TEST_CASE("draws are monotone in u") {
    for (const auto& [name, distribution] : all_kinds()) {
      CAPTURE(name);
      double last = -1;
      bool rising = true;
      for (int i = 1; i < 20'000; ++i) {
        const double x = distribution.quantile(i / 20'000.0);
        rising &= x >= last;
        last = x;
      }
      CHECK(rising);
      CHECK(std::isfinite(distribution.quantile(unit_open(std::uint64_t{0}))));
      CHECK(std::isfinite(distribution.quantile(unit_open(UINT64_MAX))));
      CHECK_THROWS_AS(distribution.quantile(0), CheckFailure);
      CHECK_THROWS_AS(distribution.quantile(1), CheckFailure);
    }
  }

  TEST_CASE("a table's draws stay within its stated error, which is below 0.02 %") {
    for (const auto& [name, distribution] : all_kinds()) {
      CAPTURE(name);
      const QuantileTable table(distribution);
      // The two empirical kinks fall inside cells; a kink costs up to half its change of slope.
      const bool smooth = distribution.kind() != Distribution::Kind::empirical;
      if (smooth) CHECK(table.max_relative_error() < 2e-4);
      const double floor = std::abs(distribution.quantile(0.5)) / 1000;
      Draws draws(Stream(8, 0, "table"));
      double worst = 0;
      for (int i = 0; i < 5000; ++i) {
        const std::uint64_t bits = draws.bits() >> (draws.bits() % 30);  // also the far lower tail
        for (const std::uint64_t b : {bits, ~bits}) {
          const double exact = distribution.quantile(unit_open(b));
          worst = std::max(worst, std::abs(table(b) - exact) / std::max(std::abs(exact), floor));
        }
      }
      CHECK(worst <= (smooth ? 1.1 * table.max_relative_error() + 1e-12 : 0.02));
    }
  }

  TEST_CASE("a table is monotone across the seams of its cells") {
    const QuantileTable table(Distribution::lognormal_p50_p99(0.04, 0.25));
    double last = 0;
    bool rising = true;
    for (std::uint64_t i = 1; i < 200'000; ++i) {
      const double x = table(i * (UINT64_MAX / 200'000));
      rising &= x >= last;
      last = x;
    }
    CHECK(rising);
    for (int zeros = 1; zeros < 64; ++zeros) {
      const std::uint64_t seam = std::uint64_t{1} << (64 - zeros);
      CHECK(table(seam - 1) <= table(seam));
      CHECK(table(~seam) <= table(~(seam - 1)));
    }
  }

  TEST_CASE("draws follow their distribution (Kolmogorov-Smirnov at the 0.1 % level)") {
    // sqrt(n) D exceeds 1.95 with probability 0.001; the stream is fixed, so this cannot flicker.
    constexpr int n = 100'000;
    Draws draws(Stream(77, 0, "ks"));
    std::vector<double> sample(n);
    const auto distance = [&](auto cdf) {
      std::ranges::sort(sample);
      double worst = 0;
      for (int i = 0; i < n; ++i) {
        const double f = cdf(sample[static_cast<std::size_t>(i)]);
        worst = std::max({worst, f - i / double{n}, (i + 1) / double{n} - f});
      }
      return worst * std::sqrt(n);
    };
    const QuantileTable gamma(Distribution::gamma(2.5, 1));
    for (double& x : sample) x = gamma(draws.bits());
    CHECK(distance([](double x) { return boost::math::gamma_p(2.5, x); }) < 1.95);
    const Distribution weibull = Distribution::weibull(1, 0.7);
    for (double& x : sample) x = weibull.quantile(draws.unit());
    CHECK(distance([](double x) { return -std::expm1(-std::pow(x, 0.7)); }) < 1.95);
    for (double& x : sample) x = weibull.quantile(draws.unit()) * 1.03;  // the test can fail
    CHECK(distance([](double x) { return -std::expm1(-std::pow(x, 0.7)); }) > 1.95);
  }

  TEST_CASE("impossible parameters are refused") {
    using D = Distribution;
    CHECK_THROWS_AS(D::exponential(0), CheckFailure);
    CHECK_THROWS_AS(D::lognormal_p50_p99(2, 1), CheckFailure);
    CHECK_THROWS_AS(D::hyperexponential_mean_cv(1, 0.5), CheckFailure);
    CHECK_THROWS_AS(D::constant(std::numeric_limits<double>::quiet_NaN()), CheckFailure);
    const QuantilePoint falling[] = {{0, 5}, {1, 4}};
    CHECK_THROWS_AS(D::empirical(falling), CheckFailure);
    const QuantilePoint open[] = {{0, 1}, {0.9, 4}};
    CHECK_THROWS_AS(D::empirical(open), CheckFailure);
    const QuantilePoint zero[] = {{0, 0}, {1, 4}};
    CHECK_THROWS_AS(D::empirical(zero, Between::logarithmic), CheckFailure);
  }

  TEST_CASE("the first draws of each kind never change") {
    // Worked out by a separate Python program: Philox, the closed forms, bisection where there is
    // none.
    using D = Distribution;
    const ExponentialPhase phases[] = {{0.3, 1}, {0.7, 20}};
    const std::vector<std::pair<D, std::array<double, 3>>> expected = {
        {D::uniform(2, 5), {3.234752394931965, 2.8195474620430585, 3.406531189537226}},
        {D::exponential(2), {1.0606426439290113, 0.6381596943827386, 1.2653980139207803}},
        {D::lognormal_p50_p99(0.04, 0.25),
         {0.0335433753764047, 0.024870833562431957, 0.03761096730938996}},
        {D::pareto(1, 1.5), {1.4241106989233856, 1.2370381060221314, 1.5247025440827995}},
        {D::bounded_pareto(1, 1000, 1.2),
         {1.555485989630799, 1.3045017924654616, 1.6939522801080311}},
        {D::weibull(2, 0.7), {0.8081917408661418, 0.39112431689742194, 1.0399822530377398}},
        {D::gamma(2, 3), {4.229733714427699, 3.072922582732599, 4.742392336692708}},
        {D::hyperexponential(phases), {3.721261924670465, 1.3984742791079703, 5.563837888435048}}};
    const Stream stream(1, 0, "pinned");
    for (const auto& [distribution, draws] : expected) {
      CAPTURE(name_of(distribution.kind()));
      for (std::uint64_t i = 0; i < 3; ++i) {
        CHECK(distribution.quantile(stream.unit(i)) ==
              doctest::Approx(draws[i]).scale(0).epsilon(1e-12));
      }
    }
  }
}
