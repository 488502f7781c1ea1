#include "measure/statistics_series.hpp"

#include <cmath>
#include <vector>

#include <doctest/doctest.h>

using namespace edgecase;

namespace {

// Zigzag around `level`: no trend, mean exactly `level` over an even number of values.
void append_zigzag(std::vector<double>& out, std::size_t count, double level, double swing) {
  for (std::size_t i = 0; i < count; ++i) out.push_back(level + (i % 2 == 0 ? swing : -swing));
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("batch means split a run into equal parts and leave the remainder out") {
    const std::vector<double> x{1, 2, 3, 4, 5, 6, 100};
    CHECK(batch_means(x, 3) == std::vector<double>{1.5, 3.5, 5.5});
    CHECK(batch_means(x, 8).empty());
    CHECK(batch_means(x, 0).empty());
    CHECK(batch_means_interval(x, 3).mean == doctest::Approx(3.5));
    CHECK(batch_means_interval(x, 3).count == 3);
    CHECK_FALSE(batch_means_interval(x, 1).known());
  }

  TEST_CASE("MSER-5 cuts a step at its end") {
    std::vector<double> x;
    append_zigzag(x, 100, 50, 1);
    append_zigzag(x, 900, 10, 1);
    const Truncation cut = mser5(x);
    CHECK(cut.keep_from == 100);
    CHECK(cut.reliable);
  }

  TEST_CASE("MSER-5 cuts most of an exponential transient") {
    std::vector<double> x;
    append_zigzag(x, 4000, 10, 3);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] += 20 * std::exp(-static_cast<double>(i) / 100);
    const Truncation cut = mser5(x);
    CHECK(cut.reliable);
    CHECK(cut.keep_from >= 300);   // what is left of the transient is below 1
    CHECK(cut.keep_from <= 1000);  // and no more than needed is thrown away
  }

  TEST_CASE("MSER-5 keeps all of a run that has no transient") {
    std::vector<double> x(200, 7.0);
    CHECK(mser5(x).keep_from == 0);
    CHECK(mser5(x).reliable);
  }

  TEST_CASE("MSER-5 does not trust a run that never settles, nor one too short to judge") {
    std::vector<double> x;
    for (int i = 0; i < 1000; ++i) x.push_back(i);
    CHECK_FALSE(mser5(x).reliable);
    CHECK_FALSE(mser5(std::vector<double>{1, 2, 3}).reliable);
    CHECK(mser5(std::vector<double>{1, 2, 3}).keep_from == 0);
  }

  TEST_CASE("MSER-5 ignores what does not fill the last group of five") {
    std::vector<double> x;
    append_zigzag(x, 100, 50, 1);
    append_zigzag(x, 900, 10, 1);
    x.insert(x.end(), 4, 1e6);
    CHECK(mser5(x).keep_from == 100);
  }
}
