// Reading measured matrices and judging the model by them.
#include <algorithm>

#include <doctest/doctest.h>

#include "model/net/fit.hpp"
#include "unit/net_support.hpp"

using namespace edgecase;
using namespace edgecase::net_test;

namespace {
constexpr const char* header =
    "from,to,rtt_ms,from_iata,to_iata,from_lat,from_lon,to_lat,to_lon,gc_km\n";
Matrix matrix_of(const std::string& rows) { return read_matrix(header + rows, cloudflare()); }
}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("net fit: quoted names, missing coordinates and pairs within one place") {
    const Matrix m = matrix_of(
        "\"London, UK\",Paris,9.5,,,51.5,-0.1,48.9,2.4,340\n"
        "x,y,12,LHR,CDG,,,,,\n"
        "Lagos,gru,150,,GRU,,,,,\n"
        "nowhere,Paris,20,,,,,48.9,2.4,\n"
        "a,a,0.4,,,51.5,-0.1,51.5,-0.1,0\n");
    CHECK(m.problems.empty());
    REQUIRE(m.rows.size() == 3);
    CHECK(m.rows[0].from.name == "London, UK");
    CHECK(m.rows[0].from.region == Region::europe);
    CHECK(m.rows[1].from.name == "LHR");
    CHECK(m.rows[2].to.name == "GRU");
    CHECK(m.without_coordinates == 1);
    CHECK(m.same_place == 1);
  }

  TEST_CASE("net fit: bad lines are named by number and nothing is guessed") {
    const Matrix m = matrix_of(
        "a,b,fast,,,51.5,-0.1,48.9,2.4,340\n"
        "a,b,-3,,,51.5,-0.1,48.9,2.4,340\n"
        "a,b,9,,,151.5,-0.1,48.9,2.4,340\n"
        "a,b,9,,,51.5,-0.1,48.9,,340\n"
        "a,b,9\n"
        "a,b,0,,,51.5,-0.1,48.9,2.4,340\n");
    REQUIRE(m.problems.size() == 6);
    std::vector<int> lines;
    for (const TableProblem& p : m.problems) lines.push_back(p.line);
    std::sort(lines.begin(), lines.end());
    CHECK(lines == std::vector<int>{2, 3, 4, 5, 6, 7});
    CHECK(m.rows.empty());
  }

  TEST_CASE("net fit: a table without round trips says so") {
    const Matrix m = read_matrix("from,to\nLHR,CDG\n", cloudflare());
    REQUIRE(m.problems.size() == 1);
    CHECK(m.problems[0].message == "column `rtt_ms` is missing");
  }

  TEST_CASE("net fit: a model that is right by construction has no error and rank correlation 1") {
    const RoundTripModel light({}, {}, {.floor_ms = 0});
    std::vector<MatrixRow> rows;
    for (const double degrees : {1.0, 3.0, 7.0, 20.0, 90.0}) {
      MatrixRow row{.from = {"a", {0, 0}, Region::asia}, .to = {"b", {0, degrees}, Region::asia}};
      row.km = great_circle_km(row.from.at, row.to.at);
      row.rtt_ms = light_round_trip_ms(row.km);
      rows.push_back(row);
    }
    const Fit exact = judge(light, rows);
    CHECK(exact.pairs == 5);
    CHECK(exact.median_error == doctest::Approx(0.0));
    CHECK(exact.p90_error == doctest::Approx(0.0));
    CHECK(exact.rank_correlation == doctest::Approx(1.0));
    const LineFit line = fit_line(rows);
    CHECK(line.intercept_ms == doctest::Approx(0.0));
    CHECK(line.slope_ms_per_km == doctest::Approx(2 / 204.19).scale(0));

    for (MatrixRow& row : rows) row.rtt_ms = 1000 - row.rtt_ms;  // the far is fast
    CHECK(judge(light, rows).rank_correlation == doctest::Approx(-1.0));
  }

  TEST_CASE("net fit: errors are relative, quantiles run between neighbours") {
    const RoundTripModel light({}, {}, {.floor_ms = 0});
    std::vector<MatrixRow> rows;
    for (const double factor : {0.8, 1.0}) {  // the model is 25% slow, then exact
      MatrixRow row{.from = {"a", {0, 0}, Region::asia}, .to = {"b", {0, 9}, Region::asia}};
      row.km = great_circle_km(row.from.at, row.to.at);
      row.rtt_ms = light_round_trip_ms(row.km) * factor;
      rows.push_back(row);
    }
    const Fit fit = judge(light, rows);
    CHECK(fit.median_error == doctest::Approx(0.125).scale(0));
    CHECK(fit.p90_error == doctest::Approx(0.225).scale(0));
    CHECK(fit.median_bias == doctest::Approx(0.125).scale(0));
  }

  TEST_CASE("net fit: a source is left out by its name or by its family's") {
    const RoundTripModel& all = cloudflare().round_trips();
    const auto count = [&](std::string_view source) {
      return without_source(all, source).corridors().size();
    };
    CHECK(all.corridors().size() == 459);
    CHECK(count("aws") == 78);
    CHECK(count("aws-2025") == 459 - 171);
    CHECK(count("ibm") == 459 - 78);
    CHECK(count("nobody") == 459);
  }
}
