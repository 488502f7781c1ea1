// What a record of forecasts and a table of scores say: calibration, item analysis, order of
// designs, equivalence of variants. Expected values: closed forms and worked examples.
#include <array>
#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "core/distribution.hpp"
#include "core/random.hpp"
#include "practice/score/calibration.hpp"
#include "practice/score/equivalence.hpp"
#include "practice/score/item_analysis.hpp"
#include "practice/score/rank.hpp"
#include "support/sanitized.hpp"

using namespace edgecase;
using doctest::Approx;

namespace {

/// `hits` forecasts 1 to 100 with an outcome in the middle, the others with `missed`.
std::vector<ScoredForecast> record_of(std::size_t hits, std::size_t count, double missed = 1000) {
  std::vector<ScoredForecast> record(count, {{}, {1, 100}, missed});
  for (std::size_t i = 0; i < hits; ++i) record[i].outcome = 10;
  return record;
}

/// Score differences of designs between two variants, normal with deviation 4 around `difference`.
double share_shown_equivalent(std::size_t pairs, double difference, int repeats) {
  const Stream draws(5, pairs, "variants");
  std::uint64_t next = 0;
  int shown = 0;
  const std::vector<double> base(pairs, 50.0);
  std::vector<double> other(pairs);
  for (int i = 0; i < repeats; ++i) {
    for (double& score : other) {
      score = 50 + difference + 4 * normal_quantile(unit_open(draws.bits(next++)));
    }
    if (equivalence_of(base, other, 3).shown) ++shown;
  }
  return static_cast<double>(shown) / repeats;
}

}  // namespace

TEST_SUITE("oracles") {
  TEST_CASE("Murphy's parts of a Brier score, exactly") {
    std::vector<BinaryForecast> forecasts{{0.5, true}};
    for (const bool outcome : {false, false, false, true}) forecasts.push_back({0.1, outcome});
    for (const bool outcome : {true, true, true, false, true}) forecasts.push_back({0.9, outcome});
    const BrierScore brier = brier_score(forecasts);
    CHECK(brier.score == Approx(0.194).scale(0).epsilon(1e-12));
    CHECK(brier.reliability == Approx(0.039).scale(0).epsilon(1e-12));
    CHECK(brier.resolution == Approx(0.085).scale(0).epsilon(1e-12));
    CHECK(brier.uncertainty == Approx(0.240).scale(0).epsilon(1e-12));
    CHECK(brier_score(std::array{BinaryForecast{0.8, true}}).score ==
          Approx(0.04).scale(0).epsilon(1e-12));
    CHECK(brier_score(std::array{BinaryForecast{0.8, false}}).score ==
          Approx(0.64).scale(0).epsilon(1e-12));
    CHECK(std::isnan(brier_score({}).score));
    CHECK(std::isnan(brier_score({}).reliability));
  }

  TEST_CASE("Wilson's interval of hit rates") {
    const Interval five = wilson_interval(5, 10);
    CHECK(std::abs(five.lo - 0.24) < 0.005);
    CHECK(std::abs(five.hi - 0.76) < 0.005);
    const Interval sixteen = wilson_interval(16, 20);
    CHECK(sixteen.mean == 0.8);
    CHECK(std::abs(sixteen.lo - 0.58) < 0.005);
    CHECK(std::abs(sixteen.hi - 0.92) < 0.005);
    // At the ends: z^2/(n + z^2) from the bound.
    constexpr double z = 1.959963984540054;
    CHECK(wilson_interval(0, 20).lo == 0);
    CHECK(wilson_interval(0, 20).hi == Approx(z * z / (20 + z * z)).scale(0).epsilon(1e-12));
    CHECK(wilson_interval(20, 20).hi == 1);
    CHECK(wilson_interval(20, 20).lo == Approx(20 / (20 + z * z)).scale(0).epsilon(1e-12));
    CHECK_FALSE(wilson_interval(0, 0).known());
  }

  TEST_CASE("overconfidence: the fewest hits that are still chance, and how often it is found") {
    struct Known {
      std::size_t count;
      std::int64_t most_hits;
      double power_at_half, power_at_60;
    };
    const std::array<Known, 5> table{{{10, 5, 0.62, 0.37},
                                      {20, 12, 0.87, 0.58},
                                      {30, 19, 0.95, 0.71},
                                      {40, 27, 0.99, 0.87},
                                      {60, 42, 1.00, 0.96}}};
    for (const Known& known : table) {
      CAPTURE(known.count);
      CHECK(most_hits_of_overconfident(known.count) == known.most_hits);
      const auto hits = static_cast<std::size_t>(known.most_hits);
      CHECK(std::abs(binomial_at_most(hits, known.count, 0.5) - known.power_at_half) < 0.0051);
      CHECK(std::abs(binomial_at_most(hits, known.count, 0.6) - known.power_at_60) < 0.0051);
    }
    // 0.8^1 alone cannot surprise: 20% for one miss.
    CHECK(most_hits_of_overconfident(1) == -1);
    // Ten hits of ten come to an honest forecaster in 10.7% of cases: nothing shows
    // underconfidence.
    CHECK(1 - binomial_at_most(9, 10, 0.8) == Approx(std::pow(0.8, 10)).scale(0).epsilon(1e-12));
    CHECK(binomial_at_most(0, 3, 0.25) == Approx(std::pow(0.75, 3)).scale(0).epsilon(1e-12));
    CHECK(binomial_at_most(3, 3, 0.25) == 1);
  }

  TEST_CASE("a record of forecasts is silent below twenty, then speaks with intervals") {
    const Calibration early = calibration_of(record_of(2, 19));
    CHECK(early.count == 19);
    CHECK(early.hits == 2);
    CHECK_FALSE(early.hit_rate.known());
    CHECK(std::isnan(early.hit_rate.mean));
    CHECK_FALSE(early.bias.known());
    CHECK(early.finding == Calibrated::not_yet_known);
    const Calibration narrow = calibration_of(record_of(12, 20));
    CHECK(narrow.hit_rate.mean == 0.6);
    CHECK(narrow.finding == Calibrated::overconfident);
    // An outcome of 1000 lies two half-widths of [1, 100] above its middle, one of 10 none.
    CHECK(narrow.bias.mean == Approx(0.8).scale(0).epsilon(1e-12));
    CHECK(narrow.bias.lo > 0);
    CHECK(calibration_of(record_of(12, 20, 0.1)).bias.mean == Approx(-0.8).scale(0).epsilon(1e-12));
    CHECK(calibration_of(record_of(13, 20)).finding == Calibrated::not_yet_known);
    // P(20 hits of 20) = 0.8^20 = 1.2%; P(19 or 20) = 6.9%.
    CHECK(calibration_of(record_of(19, 20)).finding == Calibrated::not_yet_known);
    CHECK(calibration_of(record_of(20, 20)).finding == Calibrated::underconfident);
    std::vector<ScoredForecast> with_zero = record_of(16, 20);
    with_zero.push_back({{}, {1, 100}, 0});  // an outcome that a log scale does not hold
    CHECK(calibration_of(with_zero).count == 20);
  }

  TEST_CASE("item analysis of a worked matrix, with a row that is keyed wrong") {
    const std::array<const char*, 10> answers{"11110", "11101", "11110", "11011", "11100",
                                              "10101", "11000", "10001", "00001", "00001"};
    std::vector<std::vector<double>> shares;
    for (const char* row : answers) {
      auto& candidate = shares.emplace_back();
      for (const char* c = row; *c != 0; ++c) candidate.push_back(*c == '1' ? 1 : 0);
    }
    const ItemAnalysis analysis = analyse_items(shares);
    const std::array<std::array<double, 4>, 5> known{{{0.8, 0.6667, 0.7717, 0.5590},
                                                      {0.6, 1, 0.7351, 0.4215},
                                                      {0.5, 1, 0.6860, 0.3333},
                                                      {0.3, 0.6667, 0.6736, 0.3550},
                                                      {0.6, -0.6667, -0.3151, -0.6124}}};
    REQUIRE(analysis.rows.size() == known.size());
    for (std::size_t i = 0; i < known.size(); ++i) {
      CAPTURE(i);
      CHECK(analysis.rows[i].mean_share == Approx(known[i][0]).scale(0).epsilon(1e-12));
      CHECK(std::abs(analysis.rows[i].discrimination - known[i][1]) < 5.1e-5);
      CHECK(std::abs(analysis.rows[i].with_score - known[i][2]) < 5.1e-5);
      CHECK(std::abs(analysis.rows[i].with_rest - known[i][3]) < 5.1e-5);
    }
    CHECK(std::abs(analysis.reliability - 0.239) < 5.1e-4);
    CHECK(verdict_of(analysis.rows[0]) == RowVerdict::keep);
    CHECK(verdict_of(analysis.rows[4]) == RowVerdict::keyed_wrong);
    // Ten points for the fifth row: the score is that row, and the first agrees with it least.
    const std::array<double, 5> points{1, 1, 1, 1, 100};
    CHECK(analyse_items(shares, points).rows[4].with_score > 0.99);
    CHECK(std::abs(analyse_items(shares, points).rows[4].with_rest + 0.6124) < 5.1e-5);
  }

  TEST_CASE("item analysis: bounds of the verdicts, errors by number of candidates, no variance") {
    CHECK(verdict_of({0.5, 0.30, 0.4, 0.20}) == RowVerdict::keep);
    CHECK(verdict_of({0.5, 0.29, 0.4, 0.20}) == RowVerdict::review);
    CHECK(verdict_of({0.5, 0.30, 0.4, 0.19}) == RowVerdict::review);
    CHECK(verdict_of({0.95, 0.30, 0.4, 0.20}) == RowVerdict::review);
    CHECK(verdict_of({0.1, 0.30, 0.4, 0.20}) == RowVerdict::review);
    CHECK(verdict_of({0.5, 0.19, 0.4, 0.20}) == RowVerdict::drop);
    CHECK(verdict_of({0.5, -0.01, 0.4, 0.20}) == RowVerdict::keyed_wrong);
    for (const auto& [candidates, error] :
         {std::pair{30, 0.25}, std::pair{50, 0.19}, std::pair{100, 0.14}, std::pair{200, 0.10}}) {
      const std::vector<std::vector<double>> equal(static_cast<std::size_t>(candidates), {1, 0});
      const ItemAnalysis analysis = analyse_items(equal);
      CHECK(std::abs(analysis.discrimination_error - error) < 0.0051);
      CHECK(std::isnan(analysis.rows[0].with_rest));
      CHECK(std::isnan(analysis.reliability));
      CHECK(verdict_of(analysis.rows[0]) == RowVerdict::drop);
    }
    CHECK(std::isnan(analyse_items({}).reliability));
  }

  TEST_CASE("Kendall's tau with declared ties") {
    const std::array<double, 7> ranks{1, 2, 3, 4, 5, 6, 7};
    const std::array<double, 7> scores{10, 25, 20, 55, 60, 80, 95};
    const RankAgreement known = rank_agreement(ranks, scores);
    CHECK(known.concordant == 20);
    CHECK(known.discordant == 1);
    CHECK(std::abs(known.tau - 0.9048) < 5.1e-5);
    REQUIRE(known.wrong.size() == 1);
    CHECK(known.wrong[0] == std::pair<std::size_t, std::size_t>{1, 2});
    const std::array<double, 7> tied{1, 2, 2, 4, 5, 6, 7};
    CHECK(rank_agreement(tied, scores).tau == 1);
    CHECK(rank_agreement(tied, scores).declared_ties == 1);
    const std::array<double, 7> equal{10, 20, 20, 55, 60, 80, 95};
    CHECK(rank_agreement(ranks, equal).undecided == 1);
    CHECK(rank_agreement(ranks, equal).tau == Approx(20.0 / 21).scale(0).epsilon(1e-12));
    CHECK(std::isnan(rank_agreement(std::array{1.0}, std::array{5.0}).tau));
  }

  TEST_CASE("equivalence is shown as often as theory says, and rarely where it does not hold") {
    for (const auto& [pairs, power] :
         {std::pair{7, 0.27}, std::pair{15, 0.79}, std::pair{30, 0.99}}) {
      CHECK(std::abs(equivalence_power(static_cast<std::size_t>(pairs), 4, 3) - power) < 0.0051);
    }
    CHECK(equivalence_power(3, 40, 3) == 0);
    // Student's test: powers by quadrature over the distribution of the estimated deviation.
    const int repeats = testing::as_many_as(20'000, 2'000);
    for (const auto& [pairs, power] :
         {std::pair{7, 0.2099}, std::pair{15, 0.7353}, std::pair{30, 0.9820}}) {
      CAPTURE(pairs);
      const double error = std::sqrt(power * (1 - power) / repeats);
      CHECK(std::abs(share_shown_equivalent(static_cast<std::size_t>(pairs), 0, repeats) - power) <
            4 * error);
    }
    // On the margin it is shown wrongly in 5% of cases, by definition.
    const double error = std::sqrt(0.05 * 0.95 / repeats);
    CHECK(share_shown_equivalent(30, 3, repeats) < 0.05 + 4 * error);
    CHECK(share_shown_equivalent(30, 3, repeats) > 0.05 - 4 * error);
    const std::array<double, 1> one{50};
    CHECK_FALSE(equivalence_of(one, one, 3).shown);
    const std::array<double, 3> same{10, 50, 90};
    CHECK(equivalence_of(same, same, 3).shown);
  }
}
