#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "core/histogram.hpp"
#include "core/random.hpp"

using namespace edgecase;

TEST_SUITE("unit") {
  TEST_CASE("buckets cover all times without gap or overlap, none wider than 1.6 %") {
    using S = LatencyScale;
    CHECK(S::lower(0) == 0);
    CHECK(S::bucket_of(INT64_MAX) == S::buckets - 1);
    for (std::uint32_t b = 0; b + 1 < S::buckets; ++b) {
      REQUIRE(S::bucket_of(S::lower(b)) == b);
      REQUIRE(S::bucket_of(S::upper(b) - 1) == b);
      REQUIRE(S::upper(b) > S::lower(b));
      const auto width = static_cast<double>(S::upper(b) - S::lower(b));
      REQUIRE(width <= std::max(1.0, static_cast<double>(S::lower(b)) / 64));
    }
  }

  TEST_CASE("quantiles lie within a bucket's width of the sorted values; means are exact") {
    CountHistogram histogram;
    Draws draws(Stream(2, 0, "latency"));
    std::vector<std::int64_t> values;
    std::int64_t sum = 0;
    for (int i = 0; i < 20'000; ++i) {
      values.push_back(static_cast<std::int64_t>(20e6 * std::exp(2 * draws.unit() + draws.unit())));
      sum += values.back();
      histogram.add(values.back());
    }
    std::ranges::sort(values);
    for (const double q : {0.001, 0.1, 0.5, 0.95, 0.99, 0.999, 1.0}) {
      const auto exact =
          static_cast<double>(values[static_cast<std::size_t>(std::ceil(q * 20'000)) - 1]);
      CHECK(histogram.quantile(q) == doctest::Approx(exact).scale(0).epsilon(0.016));
    }
    CHECK(histogram.count() == 20'000);
    CHECK(histogram.total() == static_cast<std::uint64_t>(sum));
    CHECK(histogram.mean() ==
          doctest::Approx(static_cast<double>(sum) / 20'000).scale(0).epsilon(1e-12));
    for (const double q : {0.05, 0.5, 0.99}) {
      const auto value = static_cast<std::int64_t>(histogram.quantile(q));
      CHECK(histogram.share_within(value) == doctest::Approx(q).scale(0).epsilon(1e-5));
    }
  }

  TEST_CASE("a constant latency comes back exactly at every quantile") {
    CountHistogram histogram;
    for (int i = 0; i < 1000; ++i) histogram.add(20'000'001);
    for (const double q : {0.0, 0.01, 0.5, 0.999, 1.0}) CHECK(histogram.quantile(q) == 20'000'001);
    CHECK(histogram.share_within(20'000'000) == 0);
    CHECK(histogram.share_within(20'000'001) == 1);
  }

  TEST_CASE("time per stage at a quantile is what the requests there spent") {
    // 99 fast requests of (1 ms, 2 ms), one slow of (1 ms, 99 ms): around p99.5 only the slow one.
    StageHistogram<2> histogram;
    const std::array<std::int64_t, 2> fast = {1'000'000, 2'000'000};
    const std::array<std::int64_t, 2> slow = {1'000'000, 99'000'000};
    for (int i = 0; i < 99; ++i) histogram.add(3'000'000, fast);
    histogram.add(100'000'000, slow);
    const auto tail = histogram.slice(0.99, 1);
    CHECK(tail.count == doctest::Approx(1));
    CHECK(tail.mean_ns == doctest::Approx(100e6));
    CHECK(tail.stage_mean_ns[0] == doctest::Approx(1e6));
    CHECK(tail.stage_mean_ns[1] == doctest::Approx(99e6));
    const auto body = histogram.slice(0.2, 0.7);
    CHECK(body.count == doctest::Approx(50));
    CHECK(body.stage_mean_ns[1] == doctest::Approx(2e6));
    CHECK(histogram.stage_totals()[1] == 99u * 2'000'000 + 99'000'000);
  }

  TEST_CASE("merging in any order and subtracting give back the same bytes") {
    std::array<StageHistogram<1>, 3> parts;
    Draws draws(Stream(4, 0, "parts"));
    for (int i = 0; i < 3000; ++i) {
      const auto ns = static_cast<std::int64_t>(draws.below(1'000'000'000));
      parts[draws.below(3)].add(ns, std::array{ns / 2});
    }
    StageHistogram<1> forward = parts[0];
    forward.merge(parts[1]);
    forward.merge(parts[2]);
    StageHistogram<1> backward = parts[2];
    backward.merge(parts[0]);
    backward.merge(parts[1]);
    const auto same = [](const StageHistogram<1>& a, const StageHistogram<1>& b) {
      std::vector<std::uint64_t> left, right;
      a.for_each(
          [&](auto n, auto& x) { left.insert(left.end(), {n, x.count, x.total, x.stage[0]}); });
      b.for_each(
          [&](auto n, auto& x) { right.insert(right.end(), {n, x.count, x.total, x.stage[0]}); });
      return left == right;
    };
    CHECK(same(forward, backward));
    CHECK_FALSE(same(forward, parts[0]));
    forward.subtract(parts[1]);
    forward.subtract(parts[2]);
    CHECK(same(forward, parts[0]));
  }

  TEST_CASE("an empty histogram answers zero, a wrong quantile is refused") {
    const CountHistogram empty;
    CHECK(empty.count() == 0);
    CHECK(empty.quantile(0.5) == 0);
    CHECK(empty.mean() == 0);
    CHECK(empty.share_within(5) == 0);
    CHECK_THROWS_AS(empty.quantile(1.5), CheckFailure);
    CHECK_THROWS_AS(CountHistogram().add(-1), CheckFailure);
    CHECK_THROWS_AS(empty.slice(0.5, 0.4), CheckFailure);
  }

  TEST_CASE("sums do not overflow: a billion requests of ten years each") {
    constexpr std::int64_t ten_years = 3650LL * 86400 * 1'000'000'000;
    StageHistogram<2> one;
    for (int i = 0; i < 100; ++i) one.add(ten_years, std::array{ten_years / 2, ten_years / 4});
    StageHistogram<2> many = one;
    for (int doubling = 0; doubling < 23; ++doubling) many.merge(StageHistogram<2>(many));
    CHECK(many.count() == 100ULL << 23);
    // Each is rounded by less than one part in 2^32.
    const auto near = [](double ns) { return doctest::Approx(ns).epsilon(1e-9).scale(0); };
    CHECK(many.mean() == near(static_cast<double>(ten_years)));
    CHECK(many.quantile(0.95) == near(static_cast<double>(ten_years)));
    CHECK(many.slice(0.4, 0.6).stage_mean_ns[0] == near(static_cast<double>(ten_years) / 2));
    CHECK(many.slice(0.4, 0.6).stage_mean_ns[1] == near(static_cast<double>(ten_years) / 4));
  }

  TEST_CASE("a sample that stands for a billion times as many has their mean and their quantiles") {
    StageHistogram<1> sample;
    for (std::int64_t ms = 1; ms <= 1000; ++ms)
      sample.add(ms * 1'000'000, std::array{ms * 500'000});
    StageHistogram<1> whole = sample;
    whole.scale_by(1'000'000'000);
    CHECK(whole.count() == 1'000'000'000'000);
    const auto near = [](double ns) { return doctest::Approx(ns).epsilon(1e-12).scale(0); };
    CHECK(whole.mean() == near(sample.mean()));
    CHECK(whole.quantile(0.95) == near(sample.quantile(0.95)));
    CHECK(whole.share_within(300'000'000) == near(sample.share_within(300'000'000)));
    CHECK(whole.slice(0.9, 1).stage_mean_ns[0] == near(sample.slice(0.9, 1).stage_mean_ns[0]));
    CountHistogram lean;
    lean.merge_totals(whole);
    CHECK(lean.mean() == near(sample.mean()));
    CHECK_THROWS_AS(whole.merge(sample), CheckFailure);  // of different samples
  }
}
