// Canary statistics, burn-rate alerts and service credits against closed forms and published
// figures.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include <doctest/doctest.h>

#include "core/random.hpp"
#include "cost/sla_credit.hpp"
#include "measure/burn_rate.hpp"
#include "measure/canary_judge.hpp"
#include "measure/sequential.hpp"

using namespace edgecase;
using namespace std::chrono_literals;
using doctest::Approx;

namespace {

Approx near(double value, double tolerance) { return Approx(value).epsilon(tolerance).scale(0); }

/// A fair sum of increments of variance 1, looked at after each.
double normal_increment(const Stream& draws, std::uint64_t run, std::uint32_t look) {
  const double u = draws.unit(run, look);
  const double v = draws.unit(run, look + 1000);
  return std::sqrt(-2 * std::log(u)) * std::cos(2 * std::numbers::pi * v);
}

/// The share of runs without any difference in which a look passes its bound.
double simulated_alarms(const std::vector<double>& bounds) {
  constexpr std::uint64_t runs = 40'000;
  const Stream draws(7, 0, "looks");
  std::uint64_t alarms = 0;
  for (std::uint64_t run = 0; run < runs; ++run) {
    double sum = 0;
    for (std::uint32_t k = 0; k < bounds.size(); ++k) {
      sum += normal_increment(draws, run, k);
      if (std::abs(sum) <= bounds[k] * std::sqrt(static_cast<double>(k + 1))) continue;
      ++alarms;
      break;
    }
  }
  return static_cast<double>(alarms) / runs;
}

}  // namespace

TEST_SUITE("oracles") {
  TEST_CASE("A canary needs 23,511 requests an arm to tell .1% of errors from .2%") {
    CHECK(sample_size(0.001, 0.002) == 23'511);
    CHECK(sample_size(0.001, 0.01) == 1'059);
    CHECK(sample_size(0.002, 0.001) == 23'511);
  }

  TEST_CASE("A canary of that size notices the difference in 80% of the runs") {
    constexpr std::uint64_t runs = 20'000;
    const double n = 23'511;
    const Stream draws(11, 0, "canary");
    std::uint64_t noticed = 0;
    for (std::uint64_t run = 0; run < runs; ++run) {  // normal: 23 and 47 failures expected
      const double x = n * 0.001 + std::sqrt(n * 0.001 * 0.999) * normal_increment(draws, run, 0);
      const double y = n * 0.002 + std::sqrt(n * 0.002 * 0.998) * normal_increment(draws, run, 1);
      const double mean = (x + y) / (2 * n);
      const double z = (y - x) / n / std::sqrt(2 * mean * (1 - mean) / n);
      noticed += std::abs(z) > 1.959964 ? 1 : 0;
    }
    CHECK(static_cast<double>(noticed) / runs == Approx(0.8).epsilon(0.02).scale(1));
  }

  TEST_CASE("Testing at 5% at each look raises Armitage's shares of false alarms") {
    struct Row {
      std::size_t looks;
      double share;
    };
    for (const Row& row : {Row{1, 0.050}, {2, 0.083}, {5, 0.142}, {10, 0.193}, {20, 0.248}}) {
      const std::vector<double> bounds(row.looks, 1.959964);
      CAPTURE(row.looks);
      CHECK(std::abs(false_alarms(bounds, Sides::two) - row.share) < 0.0006);  // as printed
    }
    CHECK(std::abs(simulated_alarms(std::vector<double>(5, 1.959964)) - 0.142) < 0.006);
  }

  TEST_CASE("O'Brien-Fleming bounds keep the declared share at any number of looks") {
    CHECK(obrien_fleming(5, 0.05, Sides::two).back() == near(2.040, 0.0005));
    CHECK(obrien_fleming(1, 0.05, Sides::two).back() == near(1.960, 0.0005));
    CHECK(obrien_fleming(2, 0.05, Sides::two).back() == near(1.977, 0.0005));   // Jennison and
    CHECK(obrien_fleming(10, 0.05, Sides::two).back() == near(2.087, 0.0005));  // Turnbull, 2.3
    CHECK(obrien_fleming(20, 0.05, Sides::two).back() == near(2.126, 0.0005));
    CHECK(obrien_fleming(5, 0.05, Sides::two).front() == near(2.040 * std::sqrt(5), 0.0005));
    for (const std::size_t looks : {1U, 2U, 5U, 10U, 20U, 60U}) {
      CAPTURE(looks);
      for (const Sides sides : {Sides::one, Sides::two}) {
        const double share = false_alarms(obrien_fleming(looks, 0.05, sides), sides);
        CHECK(share <= 0.05);
        CHECK(share == near(0.05, 0.001));
      }
    }
    CHECK(simulated_alarms(obrien_fleming(5, 0.05, Sides::two)) == near(0.05, 0.1));
    CHECK(simulated_alarms(obrien_fleming(20, 0.05, Sides::two)) == near(0.05, 0.1));
  }

  TEST_CASE("Wald's bounds for 5% and 20%") {
    const RatioBounds bounds = wald_bounds(0.05, 0.2);
    CHECK(bounds.reject == near(2.7726, 0.0001));
    CHECK(bounds.accept == near(-1.5581, 0.0001));
  }

  TEST_CASE("Failures in a canary are compared by their exact distribution") {
    // One of three failures is in a tenth of the requests: 1 - .9^3 = .271.
    CHECK(excess({100, 1}, {900, 2}) == near(0.6098, 0.001));
    CHECK(excess({100, 0}, {900, 0}) == 0);
    CHECK(excess({0, 0}, {900, 5}) == 0);
    CHECK(excess({1000, 1000}, {1000, 0}) == 37);
    // All of 10 failures in half of the requests: 2^-10; z = 3.097.
    CHECK(excess({500, 10}, {500, 0}) == near(3.0973, 0.001));
    // One failure in a canary of a tenth, twice as likely: ln(2 / 1.1).
    CHECK(log_likelihood_ratio({100, 1}, {900, 0}, 2) == near(std::log(2 / 1.1), 1e-9));
  }

  TEST_CASE("Kayenta's verdicts on vectors") {
    const std::vector<double> base{10, 11, 9, 10, 12, 10, 11, 9, 10, 11};
    const auto plus = [&](double shift) {
      std::vector<double> moved = base;
      for (double& value : moved) value += shift;
      return moved;
    };
    CHECK(judge_metric(base, base) == JudgeVerdict::pass);
    CHECK(judge_metric(base, plus(10)) == JudgeVerdict::high);
    CHECK(judge_metric(base, plus(-8)) == JudgeVerdict::low);
    CHECK(judge_metric(base, plus(0.3)) == JudgeVerdict::pass);
    CHECK(judge_metric(base, plus(10), {.direction = JudgeDirection::decrease}) ==
          JudgeVerdict::pass);
    CHECK(judge_metric(base, plus(10), {.allowed_increase = 3}) == JudgeVerdict::pass);
    CHECK(judge_metric(base, {}) == JudgeVerdict::no_data);
    CHECK(judge_metric({}, base) == JudgeVerdict::no_data);
    const std::vector<double> none(10, 0.0), some(10, 0.02), nan(10, std::nan(""));
    CHECK(judge_metric(none, none) == JudgeVerdict::pass);
    CHECK(judge_metric(none, some) == JudgeVerdict::high);
    CHECK(judge_metric(some, nan) == JudgeVerdict::no_data);
    // A single spike of a metric is an outlier, not a verdict.
    std::vector<double> spike = base;
    spike.back() = 1000;
    CHECK(without_outliers(spike, 3).size() == 9);
    CHECK(judge_metric(base, spike) == JudgeVerdict::pass);
    CHECK(name_of(JudgeVerdict::no_data) == "Nodata");
  }

  TEST_CASE("The shift of two samples is Hodges and Lehmann's, and its interval Wilcoxon's") {
    // Permeability of membranes, Hollander and Wolfe (1973), p. 69: the estimate is the median of
    // the 50 differences, and 95% of exact Mann-Whitney's are kept between the 9th and the 42nd.
    const std::vector<double> x{0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
    const std::vector<double> y{1.15, 0.88, 0.90, 0.74, 1.21};
    std::vector<double> differences;
    for (const double a : x)
      for (const double b : y) differences.push_back(a - b);
    std::sort(differences.begin(), differences.end());
    const Shift shift = shift_between(y, x, 0.95);
    CHECK(shift.estimate >= differences[24] - 1e-9);
    CHECK(shift.estimate <= differences[25] + 1e-9);
    CHECK(shift.low == near(differences[8], 1e-6));
    CHECK(shift.high == near(differences[41], 1e-6));
    const Shift moved =
        shift_between(std::vector{1.0, 2.0, 3.0}, std::vector{11.0, 12.0, 13.0}, 0.95);
    CHECK(moved.estimate == near(10, 1e-6));
  }

  TEST_CASE("A critical metric that fails sets the canary's score to 0") {
    using V = JudgeVerdict;
    const std::array good{JudgedMetric{V::pass, true}, JudgedMetric{V::high, false},
                          JudgedMetric{V::no_data, false}, JudgedMetric{V::pass, false}};
    CHECK(canary_score(good) == near(200.0 / 3, 1e-9));
    const std::array critical{JudgedMetric{V::high, true}, JudgedMetric{V::pass, false}};
    CHECK(canary_score(critical) == 0);
    const std::array absent{JudgedMetric{V::no_data, true}, JudgedMetric{V::pass, false}};
    CHECK(canary_score(absent) == 0);
    CHECK(canary_score({}) == 0);
  }

  TEST_CASE("A burn-rate alert fires at the closed-form minute (SRE workbook, ch. 5)") {
    const auto rules = workbook_rules();
    CHECK(time_to_fire(rules[0], 0.999, 1) == near(0.864 * 60, 1e-9));
    CHECK(time_to_fire(rules[1], 0.999, 1) == near(2.16 * 60, 1e-9));
    CHECK(time_to_fire(rules[0], 0.999, 0.1) == near(8.64 * 60, 1e-9));
    CHECK(std::isinf(time_to_fire(rules[0], 0.999, 0.0143)));
    CHECK(budget_spent(rules[0], 720h) == near(0.02, 1e-9));
    CHECK(budget_spent(rules[1], 720h) == near(0.05, 1e-9));
    CHECK(budget_spent(rules[2], 720h) == near(0.10, 1e-9));
    CHECK(rules[0].short_window == 5min);
    CHECK(rules[1].short_window == 30min);
    CHECK(rules[2].short_window == 6h);
    CHECK(rules[2].kind == AlertKind::ticket);
    CHECK(time_to_clear(rules[0], 0.999, 1) == near((1 - 0.0144) * 300, 1e-9));
    CHECK(time_to_exhaustion(1, 720h) == near(30 * 86400, 1e-9));
    CHECK(time_to_exhaustion(2, 720h) == near(15 * 86400, 1e-9));
    CHECK(time_to_exhaustion(10, 720h) == near(3 * 86400, 1e-9));
    CHECK(time_to_exhaustion(1000, 720h) == near(43.2 * 60, 1e-9));
  }

  TEST_CASE("CloudFront pays nothing for 27 minutes worldwide, and a tenth for 190") {
    const auto uptime_of = [](double minutes) {
      const std::vector<double> down(static_cast<std::size_t>(minutes / 5), 1.0);
      std::vector<double> rates = down;
      rates.push_back(minutes / 5 - static_cast<double>(down.size()));
      return cloudfront_uptime(rates);
    };
    CHECK(uptime_of(27) == near(0.999375, 1e-9));
    CHECK(cloudfront_credit(uptime_of(27)) == 0);
    CHECK(uptime_of(190) == near(0.995602, 1e-6));
    CHECK(cloudfront_credit(uptime_of(190)) == 0.1);
    CHECK(cloudfront_credit(uptime_of(43.1)) == 0);
    CHECK(cloudfront_credit(uptime_of(43.3)) == 0.1);
    CHECK(cloudfront_credit(0.9899) == 0.25);
    CHECK(cloudfront_credit(0.9499) == 1);
    CHECK(business_credit(27min, 1) == near(27.0 / 43200, 1e-9));
    CHECK(business_credit(75min, 0.5) == near(37.5 / 43200, 1e-9));
  }
}
