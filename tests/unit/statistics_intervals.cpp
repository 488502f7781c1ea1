#include <cmath>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include "measure/statistics.hpp"

using namespace edgecase;

namespace {

constexpr double absent = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();
using Values = std::vector<double>;

Interval between(double lo, double hi) { return {(lo + hi) / 2, lo, hi, 10, 0}; }

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("Student-t quantiles agree with the printed tables") {
    CHECK(student_t_quantile(0.975, 1) == doctest::Approx(12.7062).scale(0).epsilon(1e-5));
    CHECK(student_t_quantile(0.975, 9) == doctest::Approx(2.26216).scale(0).epsilon(1e-5));
    CHECK(student_t_quantile(0.95, 4) == doctest::Approx(2.13185).scale(0).epsilon(1e-5));
    CHECK(student_t_quantile(0.95, 9) == doctest::Approx(1.83311).scale(0).epsilon(1e-5));
    CHECK(student_t_quantile(0.025, 9) == doctest::Approx(-2.26216).scale(0).epsilon(1e-5));
    CHECK(student_t_quantile(0.5, 7) == doctest::Approx(0));
    CHECK(std::isnan(student_t_quantile(1, 9)));
    CHECK(std::isnan(student_t_quantile(0.9, 0)));
  }

  TEST_CASE("the 90% interval of Law's ten observations is 1.34 +- 0.24") {
    const Values x{1.20, 1.50, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.50, 1.09};
    const Interval i = mean_interval(x, 0.90);
    CHECK(i.mean == doctest::Approx(1.343));
    CHECK(i.half_width() == doctest::Approx(0.24).scale(0).epsilon(0.02));
    CHECK(i.count == 10);
    CHECK(i.relative_half_width() == doctest::Approx(i.half_width() / 1.343).scale(0));
  }

  TEST_CASE("one value gives a mean and no interval, no value gives nothing") {
    const Interval one = mean_interval(Values{3.5});
    CHECK(one.mean == doctest::Approx(3.5));
    CHECK_FALSE(one.known());
    CHECK(one.count == 1);
    CHECK(std::isnan(mean_interval(Values{}).mean));
    CHECK_FALSE(mean_interval(Values{}).known());
  }

  TEST_CASE("equal values give an interval of no width that sits exactly on the value") {
    const Interval i = mean_interval(Values{0.1, 0.1, 0.1});
    CHECK(i.known());
    CHECK(judge(i, Comparison::at_most, 0.1) == Verdict::pass);
    CHECK(judge(i, Comparison::at_least, 0.1) == Verdict::pass);
    CHECK(judge(i, Comparison::less, 0.1) == Verdict::fail);
  }

  TEST_CASE("a small spread on a large mean is not lost in rounding") {
    const Interval i = mean_interval(Values{1e9 + 1, 1e9 + 2, 1e9 + 3});
    CHECK(i.half_width() == doctest::Approx(4.30265 / std::sqrt(3.0)).scale(0).epsilon(1e-5));
  }

  TEST_CASE("a metric absent in a replication is left out and counted") {
    const Interval i = mean_interval(Values{1, absent, 3, absent});
    CHECK(i.mean == doctest::Approx(2));
    CHECK(i.count == 2);
    CHECK(i.absent == 2);
    CHECK(i.known());
    CHECK_FALSE(mean_interval(Values{absent, absent}).known());
    CHECK(mean_interval(Values{absent, absent}).absent == 2);
  }

  TEST_CASE("an infinite value leaves the interval unknown") {
    CHECK_FALSE(mean_interval(Values{1, infinity, 2}).known());
    CHECK_FALSE(mean_interval(Values{infinity, 1, 2}).known());
    CHECK_FALSE(mean_interval(Values{infinity, -infinity}).known());
  }

  TEST_CASE("a paired difference is the interval of the differences") {
    const Values base{10, 20, 30, 40};
    const Values alternative{11, 22, 31, 42};
    const Interval d = paired_difference(base, alternative);
    CHECK(d.mean == doctest::Approx(1.5));
    // Differences 1 2 1 2: s = 0.57735, t(.975, 3) = 3.18245.
    CHECK(d.half_width() == doctest::Approx(3.18245 * 0.57735 / 2).scale(0).epsilon(1e-4));
    CHECK(paired_difference(base, Values{11, absent, 31, 42}).count == 3);
    CHECK(paired_difference(base, Values{11, absent, 31, 42}).absent == 1);
  }

  TEST_CASE("a relative difference of proportional pairs is exact and has no width") {
    const Interval r = relative_difference(Values{10, 20, 40}, Values{5, 10, 20});
    CHECK(r.mean == doctest::Approx(-0.5).scale(0));
    CHECK(r.half_width() == doctest::Approx(0));
  }

  TEST_CASE("a relative difference agrees with the delta method worked by hand") {
    // Ratio 33/30 = 1.1; residuals 0, 1, -1: s = 1; half = 4.30265 * 1 / sqrt(3) / 10.
    const Interval r = relative_difference(Values{10, 10, 10}, Values{11, 12, 10});
    CHECK(r.mean == doctest::Approx(0.1).scale(0));
    CHECK(r.half_width() == doctest::Approx(4.30265 / std::sqrt(3.0) / 10).scale(0).epsilon(1e-5));
  }

  TEST_CASE("a relative difference to a base that may be zero is unknown") {
    CHECK_FALSE(relative_difference(Values{0, 0, 0}, Values{1, 2, 3}).known());
    CHECK_FALSE(relative_difference(Values{-1, 0, 1.5}, Values{1, 2, 3}).known());
    const Interval one = relative_difference(Values{10}, Values{15});
    CHECK(one.mean == doctest::Approx(0.5).scale(0));
    CHECK_FALSE(one.known());
  }

  TEST_CASE("needed replications shrink the half-width to the precision and not further") {
    const Values x{1.20, 1.50, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.50, 1.09};
    const auto needed = needed_replications(x, 0.05, 0.95);
    REQUIRE(needed.has_value());
    const double s = std::sqrt(10.0) * mean_interval(x).half_width() / student_t_quantile(0.975, 9);
    const auto half = [&](std::size_t n) {
      const auto size = static_cast<double>(n);
      return student_t_quantile(0.975, size - 1) * s / std::sqrt(size);
    };
    CHECK(half(*needed) <= 0.05 * 1.343);
    CHECK(half(*needed - 1) > 0.05 * 1.343);
  }

  TEST_CASE("needed replications are unknown without spread, mean or precision") {
    CHECK_FALSE(needed_replications(Values{1}, 0.01).has_value());
    CHECK_FALSE(needed_replications(Values{-1, 1}, 0.01).has_value());
    CHECK_FALSE(needed_replications(Values{1, 2}, 0).has_value());
    CHECK(needed_replications(Values{1, 2}, 1e-12) == std::size_t{1'000'000'000});
    CHECK(needed_replications(Values{2, 2, 2}, 0.01) == std::size_t{2});
  }

  TEST_CASE("a verdict needs the whole interval on one side of the limit") {
    CHECK(judge(between(1, 2), Comparison::at_most, 3) == Verdict::pass);
    CHECK(judge(between(1, 2), Comparison::at_most, 0.5) == Verdict::fail);
    CHECK(judge(between(1, 2), Comparison::at_most, 1.5) == Verdict::inconclusive);
    CHECK(judge(between(1, 2), Comparison::less, 2) == Verdict::inconclusive);
    CHECK(judge(between(1, 2), Comparison::less, 1) == Verdict::fail);
    CHECK(judge(between(1, 2), Comparison::at_least, 1) == Verdict::pass);
    CHECK(judge(between(1, 2), Comparison::at_least, 2.5) == Verdict::fail);
    CHECK(judge(between(1, 2), Comparison::greater, 1) == Verdict::inconclusive);
    CHECK(judge(between(1, 2), Comparison::greater, 2) == Verdict::fail);
  }

  TEST_CASE("an unknown interval is never a pass and never a fail") {
    const Interval one = mean_interval(Values{5});
    CHECK(judge(one, Comparison::at_most, 1000) == Verdict::inconclusive);
    CHECK(judge(one, Comparison::at_most, 0) == Verdict::inconclusive);
    CHECK(judge(between(1, 2), Comparison::at_most, absent) == Verdict::inconclusive);
  }

  TEST_CASE("coverage counts the intervals that hold the truth, unknown ones as misses") {
    const std::vector<Interval> some{between(0, 2), between(2, 3), Interval{}, between(1, 1)};
    CHECK(coverage(some, 1) == doctest::Approx(0.5).scale(0));
    CHECK(std::isnan(coverage({}, 1)));
  }

  TEST_CASE("an amount that cannot be negative has an interval symmetric in its logarithm") {
    // Mean 2, s = sqrt 2, half-width t = 12.706: plainly [-10.7, 14.7].
    const Interval plain = mean_interval(Values{1, 3});
    CHECK(plain.lo < 0);
    const Interval i = within(Range::nonnegative, plain);
    CHECK(i.mean == 2);
    // A step of 6.353 on the log scale, along the tangent from e on: a factor of 17.27.
    CHECK(i.lo == doctest::Approx(2 / 17.2695).epsilon(1e-4).scale(0));
    CHECK(i.hi == doctest::Approx(2 * 17.2695).epsilon(1e-4).scale(0));
    // Mean 10, s = 2, n = 4: half-width 3.182 x 2 / 2, a step of 0.3182.
    const double d = std::sqrt(3.0);
    const Interval small =
        within(Range::nonnegative, mean_interval(Values{10 - d, 10 + d, 10 - d, 10 + d}));
    CHECK(small.lo == doctest::Approx(10 * std::exp(-0.31824)).epsilon(1e-4).scale(0));
    CHECK(small.hi == doctest::Approx(10 * std::exp(0.31824)).epsilon(1e-4).scale(0));
  }

  TEST_CASE("a share has an interval symmetric in its logit, within 0 and 1") {
    const Interval plain = mean_interval(Values{0.95, 0.99, 1.0, 0.98, 0.995});
    CHECK(plain.hi > 1);
    const Interval i = within(Range::share, plain);
    CHECK(i.hi < 1);
    CHECK(i.lo < plain.lo);
    const auto logit = [](double p) { return std::log(p / (1 - p)); };
    const double middle = logit(plain.mean);
    CHECK(logit(i.hi) - middle == doctest::Approx(middle - logit(i.lo)));
    // The slope of the logit at the mean is 1 / (p (1 - p)): 0.5 +- 0.1 is a step of 0.4.
    Interval half{.mean = 0.5, .lo = 0.4, .hi = 0.6};
    CHECK(logit(within(Range::share, half).hi) == doctest::Approx(0.4));
    CHECK(logit(within(Range::share, half).lo) == doctest::Approx(-0.4));
  }

  TEST_CASE("changes of shares stay between -1 and 1, relative changes above -1") {
    const Interval shares =
        within(Range::share_change, paired_difference(Values{1, 1, 1}, Values{0.1, 0.0, 0.3}));
    CHECK(shares.lo == -1);  // plainly -1.25
    CHECK(shares.hi == doctest::Approx(-0.8667 + 0.3795).epsilon(0.001).scale(0));
    const Interval plain = relative_difference(Values{100, 110, 90}, Values{1, 9, 20});
    CHECK(plain.lo < -1);
    const Interval ratio = within(Range::relative_change, plain);
    CHECK(ratio.lo > -1);
    CHECK((1 + ratio.lo) * (1 + ratio.hi) ==
          doctest::Approx((1 + plain.mean) * (1 + plain.mean)).scale(0));
  }

  TEST_CASE("far from the bounds an interval is what it was; on a bound it is a point") {
    const Interval plain = mean_interval(Values{100, 100.1, 99.9});
    const Interval amount = within(Range::nonnegative, plain);
    CHECK(amount.lo == doctest::Approx(plain.lo).epsilon(1e-5).scale(0));
    CHECK(amount.hi == doctest::Approx(plain.hi).epsilon(1e-5).scale(0));
    for (const double bound : {0.0, 1.0}) {
      const Interval i = within(Range::share, mean_interval(Values{bound, bound, bound}));
      CHECK(i.lo == bound);
      CHECK(i.hi == bound);
    }
    CHECK_FALSE(within(Range::share, mean_interval(Values{0.5})).known());
  }
}
