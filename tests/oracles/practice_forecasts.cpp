// Interval forecasts: known scores, the vectors that the R package scoringutils tests itself with,
// and the law of the rule: an honest interval is the best answer.
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include "core/distribution.hpp"
#include "core/random.hpp"
#include "practice/score/interval_score.hpp"
#include "support/sanitized.hpp"

using namespace edgecase;
using doctest::Approx;

namespace {

constexpr ForecastScale by_difference{ScaleKind::linear};
constexpr ForecastScale by_ratio{ScaleKind::logarithmic};

struct KnownScore {
  double lo, hi, outcome;
  double linear, logarithmic, points;  // alpha = 0.2, ignorant interval 30 to 3000
};

/// E[score] / sigma for a normal belief answered with its central interval between -z and z:
/// 2z + 20 (phi(z) - z (1 - Phi(z))).
double expected_score(double z) {
  const double density = std::exp(-z * z / 2) / std::sqrt(2 * std::acos(-1.0));
  const double above = std::erfc(z / std::sqrt(2.0)) / 2;
  return 2 * z + 20 * (density - z * above);
}

struct MeanAndError {
  double mean = 0;
  double error = 0;
};

/// The mean over beliefs that are normal on the scale, `from_scale` being its inverse.
MeanAndError mean_over_beliefs(const std::function<double(double outcome)>& score,
                               const std::function<double(double)>& from_scale, double sigma) {
  const int draws = testing::as_many_as(100'000, 10'000);
  const Stream beliefs(21, 0, "beliefs");
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < draws; ++i) {
    const double z = normal_quantile(unit_open(beliefs.bits(static_cast<std::uint64_t>(i))));
    const double value = score(from_scale(sigma * z));
    sum += value;
    squares += value * value;
  }
  const double mean = sum / draws;
  return {mean, std::sqrt((squares / draws - mean * mean) / draws)};
}

struct KnownInverse {
  ForecastScale scale;
  std::function<double(double)> from_scale;
  double sigma;
};

std::vector<KnownInverse> scales() {
  return {{by_difference, [](double y) { return 5 + y; }, 2},
          {by_ratio, [](double y) { return 300 * std::exp(y); }, 0.7},
          {{ScaleKind::logit}, [](double y) { return 1 / (1 + std::exp(1 - y)); }, 0.5},
          {{ScaleKind::asinh, 4}, [](double y) { return 4 * std::sinh(y); }, 1.5}};
}

constexpr double z_of_80 = 1.2815515655446004;

}  // namespace

TEST_SUITE("oracles") {
  TEST_CASE("interval scores and points of known answers, the edge counting as inside") {
    const std::array<KnownScore, 9> table{{{200, 400, 300, 200, 0.6931, 84.95},
                                           {100, 400, 300, 300, 1.3863, 69.90},
                                           {200, 400, 400, 200, 0.6931, 84.95},
                                           {200, 400, 440, 600, 1.6462, 64.25},
                                           {200, 400, 800, 4200, 7.6246, -65.57},
                                           {200, 400, 100, 1200, 7.6246, -65.57},
                                           {290, 310, 300, 20, 0.0667, 98.55},
                                           {290, 310, 400, 920, 2.6156, 43.20},
                                           {30, 3000, 300, 2970, 4.6052, 0.00}}};
    for (const KnownScore& known : table) {
      CAPTURE(known.lo);
      CAPTURE(known.hi);
      CAPTURE(known.outcome);
      const IntervalForecast forecast{known.lo, known.hi};
      CHECK(interval_score(by_difference, forecast, known.outcome) ==
            Approx(known.linear).scale(0).epsilon(1e-12));
      CHECK(std::abs(interval_score(by_ratio, forecast, known.outcome) - known.logarithmic) <
            5.1e-5);
      CHECK(std::abs(forecast_points(by_ratio, forecast, {30, 3000}, known.outcome) -
                     known.points) < 5.1e-3);
    }
    // The interval that is certain to hold, and worthless.
    CHECK(interval_score(by_ratio, {0.1, 100'000}, 300) ==
          Approx(std::log(1e6)).scale(0).epsilon(1e-12));
    CHECK(forecast_points(by_ratio, {0.1, 100'000}, {30, 3000}, 300) ==
          Approx(-200).scale(0).epsilon(1e-12));
    for (const auto& [outcome, score] :
         {std::pair{150, 100}, std::pair{100, 100}, std::pair{90, 200}, std::pair{250, 600}}) {
      CHECK(interval_score(by_difference, {100, 200}, outcome) ==
            Approx(score).scale(0).epsilon(1e-12));
    }
  }

  TEST_CASE("weighted interval scores with a median, and the published vectors") {
    const auto with_median = [](double lo, double best, double hi, double outcome) {
      const std::array forecast{IntervalForecast{lo, hi}};
      return weighted_interval_score(by_difference, forecast, best, outcome);
    };
    CHECK(with_median(100, 150, 200, 150) == Approx(20.0 / 3).scale(0).epsilon(1e-12));
    CHECK(with_median(100, 150, 200, 180) == Approx(50.0 / 3).scale(0).epsilon(1e-12));
    CHECK(with_median(100, 150, 200, 250) == Approx(220.0 / 3).scale(0).epsilon(1e-12));
    CHECK(with_median(100, 120, 200, 80) == Approx(100.0 / 3).scale(0).epsilon(1e-12));
    // epiforecasts/scoringutils, tests of the interval score: y = 1, -15, 22.
    const std::array<double, 3> outcome{1, -15, 22};
    const std::array<IntervalForecast, 3> half{{{0, 2, 0.5}, {1, 2, 0.5}, {0, 3, 0.5}}};
    const std::array<IntervalForecast, 3> most{{{-1, 3, 0.8}, {-2, 4, 0.8}, {-2, 4, 0.8}}};
    const std::array<double, 3> of_half{0.5, 16.25, 19.75};
    const std::array<double, 3> of_most{0.4, 13.6, 18.6};
    const std::array<double, 3> of_both{0.36, 15.34, 19.14};
    for (std::size_t i = 0; i < outcome.size(); ++i) {
      CAPTURE(i);
      CHECK(0.25 * interval_score(by_difference, half[i], outcome[i]) ==
            Approx(of_half[i]).scale(0).epsilon(1e-12));
      CHECK(0.1 * interval_score(by_difference, most[i], outcome[i]) ==
            Approx(of_most[i]).scale(0).epsilon(1e-12));
      const std::array both{half[i], most[i]};
      CHECK(weighted_interval_score(by_difference, both, static_cast<double>(i + 1), outcome[i]) ==
            Approx(of_both[i]).scale(0).epsilon(1e-12));
    }
  }

  TEST_CASE("an honest 80% interval has the smallest expected score, on every scale") {
    const std::array<std::pair<double, double>, 9> table{{{0, 7.979},
                                                          {0.4, 4.856},
                                                          {0.5, 4.332},
                                                          {0.7, 3.627},
                                                          {0.8, 3.510},
                                                          {0.9, 3.708},
                                                          {0.95, 4.109},
                                                          {0.99, 5.183},
                                                          {0.999, 6.584}}};
    CHECK(std::abs(expected_score(z_of_80) - 3.50997) < 5e-6);
    for (const KnownInverse& known : scales()) {
      CAPTURE(name_of(known.scale.kind));
      double best_points = -1e9;
      double best_level = -1;
      for (const auto& [level, expected] : table) {
        CAPTURE(level);
        const double z = level > 0 ? normal_quantile((1 + level) / 2) : 0;
        CHECK(std::abs(expected_score(z) - expected) < 5.1e-4);
        const IntervalForecast answer{known.from_scale(-z * known.sigma),
                                      known.from_scale(z * known.sigma)};
        const MeanAndError drawn = mean_over_beliefs(
            [&](double outcome) { return interval_score(known.scale, answer, outcome); },
            known.from_scale, known.sigma);
        CHECK(std::abs(drawn.mean - known.sigma * expected_score(z)) < 4 * drawn.error);
        // Points have no floor: with one, narrower intervals would win.
        const IntervalForecast ignorant{known.from_scale(-3 * known.sigma),
                                        known.from_scale(3 * known.sigma)};
        const MeanAndError points = mean_over_beliefs(
            [&](double outcome) { return forecast_points(known.scale, answer, ignorant, outcome); },
            known.from_scale, known.sigma);
        if (points.mean > best_points) {
          best_points = points.mean;
          best_level = level;
        }
      }
      CHECK(best_level == 0.8);
    }
  }

  TEST_CASE("an interval of honest width beside the belief scores worse by a known factor") {
    const double honest = expected_score(z_of_80);
    for (const auto& [shift, factor] :
         {std::pair{0.5, 1.127}, std::pair{1.0, 1.522}, std::pair{2.0, 3.172}}) {
      CAPTURE(shift);
      const IntervalForecast answer{std::exp(shift - z_of_80), std::exp(shift + z_of_80)};
      const MeanAndError drawn = mean_over_beliefs(
          [&](double outcome) { return interval_score(by_ratio, answer, outcome); },
          [](double y) { return std::exp(y); }, 1);
      CHECK(std::abs(drawn.mean / honest - factor) < 4 * drawn.error / honest + 5e-4);
    }
  }

  TEST_CASE("what cannot be scored is not a number, and never a score") {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(std::isnan(interval_score(by_ratio, {0, 5}, 3)));
    CHECK(std::isnan(interval_score(by_ratio, {1, 5}, 0)));
    CHECK(std::isnan(interval_score(by_difference, {5, 1}, 3)));
    CHECK(std::isnan(interval_score(by_difference, {1, 5}, nan)));
    CHECK(std::isnan(interval_score(by_difference, {1, 5, 1.0}, 3)));
    CHECK(std::isnan(interval_score({ScaleKind::logit}, {0.5, 1}, 0.7)));
    CHECK(std::isnan(forecast_points(by_difference, {1, 5}, {3, 3}, 3)));
    CHECK(std::isnan(error_in_half_widths(by_difference, {3, 3}, 4)));
    CHECK(error_in_half_widths(by_difference, {2, 6}, 3) == Approx(-0.5).scale(0));
    CHECK(error_in_half_widths(by_ratio, {1, 100}, 1000) == Approx(2).scale(0));
  }
}
