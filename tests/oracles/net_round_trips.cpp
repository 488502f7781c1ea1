// Oracles N01 and N02, and the model against matrices it has not seen. The matrices are read from
// ../shared, which a user need not have.
#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

#include "model/net/fit.hpp"
#include "support/skipped.hpp"
#include "unit/net_support.hpp"

using namespace edgecase;
using namespace edgecase::net_test;

namespace {

std::vector<MatrixRow> measured(const std::string& name) {
  const auto text = slurp(project_file("../shared/data/latency/" + name));
  if (!text) {
    test::skipped("../shared/data/latency/" + name + " is not here");
    return {};
  }
  const Matrix matrix = read_matrix(*text, cloudflare());
  REQUIRE(matrix.problems.empty());
  return matrix.rows;
}

double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

void report(const std::string& what, const Fit& fit) {
  MESSAGE(what << ": " << fit.pairs << " pairs, median error " << fit.median_error << ", p90 "
               << fit.p90_error << ", rank correlation " << fit.rank_correlation);
}

constexpr const char* aws = "aws_rtt_2023-03.csv";
constexpr const char* ibm = "ibm_rtt_2026-08.csv";

}  // namespace

TEST_SUITE("oracles") {
  TEST_CASE("N01: no measured round trip is shorter than light; inflation lies where measured") {
    const auto rows = measured(aws);
    std::vector<double> inflation;
    for (const MatrixRow& row : rows) {
      CHECK(row.rtt_ms >= 2 * row.km / 204.19);
      if (row.km <= 500) continue;
      inflation.push_back(cloudflare().round_trip(row.from, row.to).ms / (2 * row.km / 200));
    }
    if (rows.empty()) return;
    CHECK(quantile(inflation, 0.5) >= 1.5);
    CHECK(quantile(inflation, 0.5) <= 1.9);
    CHECK(quantile(inflation, 0.9) >= 2.1);
    CHECK(quantile(inflation, 0.9) <= 2.9);
  }

  TEST_CASE("N02: least squares of a line on AWS gives 14.0 ms + 0.01594 ms/km, 18.5% and 42%") {
    const auto rows = measured(aws);
    if (rows.empty()) return;
    REQUIRE(rows.size() == 420);
    const LineFit line = fit_line(rows);
    CHECK(line.intercept_ms == doctest::Approx(14.0).scale(0).epsilon(0.005));
    CHECK(line.slope_ms_per_km == doctest::Approx(0.01594).scale(0).epsilon(0.001));
    CHECK(line.median_error == doctest::Approx(0.185).scale(0).epsilon(0.005));
    CHECK(line.p90_error == doctest::Approx(0.42).scale(0).epsilon(0.01));
  }

  TEST_CASE("round trips of IBM Cloud, unseen: 9% median, 28% p90, far below a line") {
    const auto rows = measured(ibm);
    if (rows.empty()) return;
    const Fit fit = judge(without_source(cloudflare().round_trips(), "ibm"), rows);
    report("AWS corridors alone, tried on IBM", fit);
    CHECK(fit.median_error <= 0.09);
    CHECK(fit.p90_error <= 0.28);
    CHECK(fit.rank_correlation >= 0.97);
  }

  TEST_CASE("round trips of AWS from 78 corridors of IBM alone: half the error of a line") {
    const auto rows = measured(aws);
    if (rows.empty()) return;
    const Fit fit = judge(without_source(cloudflare().round_trips(), "aws"), rows);
    report("IBM corridors alone, tried on AWS", fit);
    const LineFit line = fit_line(rows);
    CHECK(fit.median_error <= 0.55 * line.median_error);
    CHECK(fit.p90_error <= 0.28);
  }

  TEST_CASE("round trips with every city left out in turn: 9% median, 28% p90") {
    const RoundTripModel& all = cloudflare().round_trips();
    std::vector<double> errors;
    for (std::size_t city = 0; city < all.sites().size(); ++city) {
      std::vector<Corridor> kept, asked;
      for (const Corridor& c : all.corridors())
        (c.from == city || c.to == city ? asked : kept).push_back(c);
      const RoundTripModel model(all.sites(), kept, all.parameters());
      for (const Corridor& c : asked)
        errors.push_back(
            std::abs(model.between(all.sites()[c.from], all.sites()[c.to]).ms - c.rtt_ms) /
            c.rtt_ms);
    }
    MESSAGE("city left out: median " << quantile(errors, 0.5) << ", p90 " << quantile(errors, 0.9));
    CHECK(quantile(errors, 0.5) <= 0.09);
    CHECK(quantile(errors, 0.9) <= 0.28);
  }

  TEST_CASE("five round trips that Azure publishes (P95 of 30 days to 2026-07-30)") {
    struct Published {
      std::string from;
      std::string to;
      double ms;
    };
    const Published rows[] = {{"eastus", "westeurope", 91},
                              {"eastus", "southeastasia", 229},
                              {"eastus", "brazilsouth", 121},
                              {"eastus", "japaneast", 165},
                              {"westus", "japaneast", 109}};
    std::vector<double> errors;
    for (const Published& row : rows) {
      const auto from = cloudflare().find(row.from), to = cloudflare().find(row.to);
      REQUIRE(from);
      REQUIRE(to);
      const double ms = cloudflare().round_trip(*from, *to).ms;
      MESSAGE(row.from << " - " << row.to << ": published " << row.ms << ", model " << ms);
      errors.push_back(std::abs(ms - row.ms) / row.ms);
    }
    CHECK(quantile(errors, 0.5) <= 0.09);
    CHECK(quantile(errors, 1.0) <= 0.28);
  }
}
