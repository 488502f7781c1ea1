#include <array>
#include <cmath>
#include <vector>

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/special_functions/zeta.hpp>
#include <doctest/doctest.h>

#include "core/check.hpp"
#include "core/popularity.hpp"

using namespace edgecase;

namespace {

/// Chi-square statistic's upper tail probability of counted draws against expected shares.
double chi_square_tail(const std::vector<int>& counted, const std::vector<double>& shares, int n) {
  double statistic = 0;
  for (std::size_t i = 0; i < counted.size(); ++i) {
    const double expected = shares[i] * n;
    statistic += (counted[i] - expected) * (counted[i] - expected) / expected;
  }
  const boost::math::chi_squared law(static_cast<double>(counted.size() - 1));
  return boost::math::cdf(boost::math::complement(law, statistic));
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("an alias table picks in proportion to the weights, never what has none") {
    const std::array weights = {1.0, 0.0, 5.0, 0.25, 3.75};
    const AliasTable table(weights);
    Draws draws(Stream(1, 0, "alias"));
    for (const bool narrow : {false, true}) {
      std::vector<int> counted(5);
      constexpr int n = 200'000;
      for (int i = 0; i < n; ++i) {
        const std::uint64_t bits = draws.bits();
        ++counted[narrow ? table.pick(static_cast<std::uint32_t>(bits)) : table.pick(bits)];
      }
      CHECK(counted[1] == 0);
      counted.erase(counted.begin() + 1);
      CHECK(chi_square_tail(counted, {0.1, 0.5, 0.025, 0.375}, n) > 0.001);
    }
    CHECK_THROWS_AS(AliasTable(std::array{0.0, 0.0}), CheckFailure);
    CHECK_THROWS_AS(AliasTable(std::array{1.0, -1.0}), CheckFailure);
  }

  TEST_CASE("Zipf draws follow the law rank by rank (chi-square at the 0.1 % level)") {
    for (const double exponent : {0.0, 0.6, 1.0, 2.3}) {
      for (const std::uint64_t objects : {1u, 2u, 100u, 700u}) {
        const Popularity law = Popularity::zipf(exponent, objects);
        const Stream stream(6, 0, "zipf");
        // Ranks too rare for a chi-square test share one cell.
        constexpr int n = 200'000;
        std::vector<int> counted(1);
        std::vector<double> shares(1);
        std::vector<std::size_t> cell(objects);
        double normal = 0;
        for (std::uint64_t r = 1; r <= objects; ++r) normal += std::pow(r, -exponent);
        for (std::uint64_t r = 1; r <= objects; ++r) {
          const double p = std::pow(static_cast<double>(r), -exponent) / normal;
          CHECK(law.probability(r - 1) == doctest::Approx(p).scale(0).epsilon(1e-12));
          if (p * n >= 10) {
            cell[r - 1] = shares.size();
            shares.push_back(p);
            counted.push_back(0);
          } else {
            shares[0] += p;
          }
        }
        for (std::uint64_t i = 0; i < n; ++i) ++counted[cell.at(law.draw(stream, i))];
        CAPTURE(exponent);
        CAPTURE(objects);
        if (shares[0] * n < 10) {
          CHECK(counted[0] <= 40);
          shares.erase(shares.begin());
          counted.erase(counted.begin());
        }
        if (shares.size() > 1) CHECK(chi_square_tail(counted, shares, n) > 0.001);
      }
    }
  }

  TEST_CASE("Zipf over 10^8 objects hits each decade of ranks as often as it should") {
    for (const double exponent : {0.7, 1.0, 1.2}) {
      const Popularity law = Popularity::zipf(exponent, 100'000'000);
      const Stream stream(6, 0, "large");
      constexpr int n = 300'000;
      std::vector<int> counted(8);
      std::vector<double> shares(8);
      for (std::uint64_t d = 0, edge = 10; d < 8; ++d, edge *= 10) {
        shares[d] = law.cumulative(edge) - law.cumulative(d == 0 ? 0 : edge / 10);
      }
      for (std::uint64_t i = 0; i < n; ++i) {
        const std::uint32_t object = law.draw(stream, i);
        ++counted[object < 10 ? 0 : static_cast<std::size_t>(std::log10(object + 0.5))];
      }
      CAPTURE(exponent);
      CHECK(chi_square_tail(counted, shares, n) > 0.001);
    }
  }

  TEST_CASE("the normalisation agrees with the zeta function and with plain summation") {
    // Tail beyond N of sum r^-2 is 1/N - 1/(2 N^2) + 1/(6 N^3) - …
    const double n = 1e8;
    const double total = boost::math::zeta(2.0) - (1 / n - 1 / (2 * n * n) + 1 / (6 * n * n * n));
    CHECK(1 / Popularity::zipf(2, 100'000'000).probability(0) ==
          doctest::Approx(total).scale(0).epsilon(1e-13));
    for (const double exponent : {0.0, 0.5, 0.999999999, 1.0, 1.5}) {
      long double sum = 0;
      for (int r = 300'000; r >= 1; --r) sum += std::pow(static_cast<long double>(r), -exponent);
      CHECK(1 / Popularity::zipf(exponent, 300'000).probability(0) ==
            doctest::Approx(static_cast<double>(sum)).scale(0).epsilon(1e-12));
    }
    CHECK(Popularity::zipf(0.9, 5'000'000).cumulative(5'000'000) == doctest::Approx(1));
    CHECK(Popularity::zipf(0.9, 50).cumulative(0) == 0);
  }

  TEST_CASE("a piecewise law passes through its points and falls as a power between them") {
    const PopularityPoint points[] = {{1, 1000}, {10, 100}, {1000, 100}, {100'000, 1}};
    const Popularity law = Popularity::piecewise(points);
    CHECK(law.objects() == 100'000);
    const double p1 = law.probability(0);
    CHECK(law.probability(9) / p1 == doctest::Approx(0.1).scale(0).epsilon(1e-12));
    CHECK(law.probability(4) / p1 == doctest::Approx(0.2).scale(0).epsilon(1e-12));
    CHECK(law.probability(500) / p1 == doctest::Approx(0.1).scale(0).epsilon(1e-12));
    CHECK(law.probability(9999) / p1 == doctest::Approx(0.01).scale(0).epsilon(1e-12));
    CHECK(law.probability(99'999) / p1 == doctest::Approx(0.001).scale(0).epsilon(1e-12));
    double sum = 0;
    for (std::uint64_t i = 0; i < 100'000; ++i) sum += law.probability(i);
    CHECK(sum == doctest::Approx(1).scale(0).epsilon(1e-11));

    constexpr int n = 200'000;
    std::vector<int> counted(4);
    const Stream stream(6, 0, "pieces");
    for (std::uint64_t i = 0; i < n; ++i) {
      const std::uint32_t object = law.draw(stream, i);
      ++counted[object < 10 ? 0 : object < 1000 ? 1 : object < 10'000 ? 2 : 3];
    }
    const auto c = [&](std::uint64_t k) { return law.cumulative(k); };
    CHECK(chi_square_tail(counted, {c(10), c(1000) - c(10), c(10'000) - c(1000), 1 - c(10'000)},
                          n) > 0.001);
  }

  TEST_CASE("seen in blocks of ranks, an object is as popular as its block") {
    for (const double exponent : {0.0, 0.4, 1.0, 1.5}) {
      for (const std::uint64_t each : {2, 7, 1000}) {
        const Popularity whole = Popularity::zipf(exponent, 900 * each);
        const Popularity blocks = Popularity::zipf_blocks(exponent, 900 * each, each);
        CAPTURE(exponent);
        CAPTURE(each);
        REQUIRE(blocks.objects() == 900);
        for (const std::uint64_t block : {0, 1, 2, 50, 99, 100, 331, 700, 899}) {
          const double mass = whole.cumulative((block + 1) * each) - whole.cumulative(block * each);
          CHECK(blocks.probability(block) == doctest::Approx(mass).scale(0).epsilon(1e-5));
        }
      }
    }
    // The last block is short; ranks beyond 32 bits; all in one block.
    CHECK(Popularity::zipf_blocks(0.8, 1001, 10).objects() == 101);
    const Popularity vast = Popularity::zipf_blocks(1, 1'000'000'000'000, 100'000);
    CHECK(vast.objects() == 10'000'000);
    CHECK(vast.probability(0) / vast.probability(9'999'999) ==
          doctest::Approx((std::log(1e5) + 0.5772156649 + 5e-6) * 1e7).scale(0).epsilon(1e-5));
    CHECK(Popularity::zipf_blocks(1, 5, 10).probability(0) == doctest::Approx(1));
  }

  TEST_CASE("a draw depends on its index alone") {
    const Popularity law = Popularity::zipf(1, 1'000'000);
    const Stream stream(6, 0, "index");
    std::vector<RandomBlock> blocks(64);
    stream.fill(1000, blocks);
    for (std::uint64_t i = 0; i < 64; ++i) {
      CHECK(law.draw(blocks[i], stream, 1000 + i) == law.draw(stream, 1000 + i));
    }
  }

  TEST_CASE("impossible laws are refused") {
    CHECK_THROWS_AS(Popularity::zipf(-1, 10), CheckFailure);
    CHECK_THROWS_AS(Popularity::zipf(1, 0), CheckFailure);
    const PopularityPoint rising[] = {{1, 1}, {10, 2}};
    CHECK_THROWS_AS(Popularity::piecewise(rising), CheckFailure);
    const PopularityPoint late[] = {{2, 2}, {10, 1}};
    CHECK_THROWS_AS(Popularity::piecewise(late), CheckFailure);
  }
}
