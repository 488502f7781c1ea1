// What a change of design buys, on results made up so that the price is known.
#include <cmath>

#include <doctest/doctest.h>

#include "study/marginal.hpp"

using namespace edgecase;

namespace {

Metric metric(const std::string& name, std::vector<double> values) {
  return {name, {}, "", {}, std::move(values)};
}

Result design(std::vector<double> cost, std::vector<double> p99, std::vector<double> up) {
  Result result;
  result.metrics = {metric("cost.monthly", std::move(cost)), metric("latency.p99", std::move(p99)),
                    metric("availability", std::move(up))};
  return result;
}

const MarginalPrice* of(const std::vector<MarginalPrice>& all, const std::string& unit) {
  for (const MarginalPrice& one : all)
    if (one.unit == unit) return &one;
  return nullptr;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a change that costs $30 more and saves 10 ms sells a millisecond at $3") {
    const Result base = design({100, 110, 90}, {200, 210, 190}, {0.99, 0.99, 0.99});
    const Result dearer = design({130, 140, 120}, {190, 200, 180}, {0.999, 0.999, 0.999});
    const auto prices = marginal_prices(base, dearer);
    const MarginalPrice* latency = of(prices, "ms");
    REQUIRE(latency != nullptr);
    CHECK(latency->gain.mean == doctest::Approx(10));
    CHECK(latency->cost.mean == doctest::Approx(30));
    CHECK(latency->price.mean == doctest::Approx(3));
    const MarginalPrice* nine = of(prices, "nines");  // from two nines to three
    REQUIRE(nine != nullptr);
    CHECK(nine->gain.mean == doctest::Approx(1));
    CHECK(nine->price.mean == doctest::Approx(30));
  }

  TEST_CASE("the price has the spread of gain and cost; a gain that may be none has no price") {
    const Result base = design({100, 100, 100}, {200, 200, 200}, {1, 1, 1});
    const Result noisy = design({129, 130, 131}, {191, 190, 189}, {1, 1, 1});
    const auto prices = marginal_prices(base, noisy);
    const MarginalPrice* latency = of(prices, "ms");
    REQUIRE(latency != nullptr);
    CHECK(latency->price.mean == doctest::Approx(3));
    CHECK(latency->price.lo < 3);
    CHECK(latency->price.hi > 3);
    CHECK(of(prices, "nines") == nullptr);  // of 100% there are no more nines
    const Result unsure = design({130, 130, 130}, {190, 200, 210}, {1, 1, 1});
    CHECK(of(marginal_prices(base, unsure), "ms") == nullptr);
    CHECK(marginal_prices(Result{}, noisy).empty());
  }
}
