// Which rows of a comparison are significant, on results made up so that each p-value is known.
#include <algorithm>

#include <doctest/doctest.h>
#include <fmt/core.h>

#include "study/differences.hpp"

using namespace edgecase;

namespace {

// Paired differences of 1, 2, 3, 1, 2: t = 4.81 with 4 degrees of freedom, p = 0.0086.
const std::vector<double> before{100, 101, 99, 100, 102}, after{101, 103, 102, 101, 104};
// Of 10 each, but for a hundredth: p < 1e-9.
const std::vector<double> far{110, 111, 109, 110, 112.01};

struct Two {
  Result base, alternative;

  void add(const std::string& name, const MetricLabels& labels, const std::vector<double>& moved) {
    base.metrics.push_back({name, labels, "ms", {.mean = 100.4}, before});
    alternative.metrics.push_back({name, labels, "ms", {.mean = 102.2}, moved});
  }
  std::size_t significant() const {
    const auto all = differences_of(base, alternative);
    return static_cast<std::size_t>(std::ranges::count_if(all, &Difference::significant));
  }
};

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("differences: one row with p = 0.0086 is significant, six rows like it are not") {
    // Holm: the smallest of m p-values is tested at 0.05/m; 0.0086 passes at m = 5, not at m = 6.
    for (std::size_t rows = 1; rows <= 8; ++rows) {
      CAPTURE(rows);
      Two two;
      for (std::size_t i = 0; i < rows; ++i)
        two.add("latency.p99", {{"region", fmt::format("r{}", i)}}, after);
      CHECK(two.significant() == (rows <= 5 ? rows : 0));
    }
  }

  TEST_CASE("differences: what is far from chance stays significant among many") {
    Two two;
    for (int i = 0; i < 30; ++i) two.add("latency.p99", {{"region", fmt::format("r{}", i)}}, after);
    two.add("latency.p50", {}, far);
    CHECK(two.significant() == 1);
  }

  TEST_CASE("differences: metrics that the comparison does not list are judged by themselves") {
    Two two;
    for (int i = 0; i < 30; ++i) two.add("latency.p37", {{"region", fmt::format("r{}", i)}}, after);
    CHECK(two.significant() == 30);
  }
}
