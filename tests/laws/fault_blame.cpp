// What each fault is blamed for: what it caused, and nothing else.
#include <cmath>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

Result blamed(const std::string& faults, const Overrides& overrides = {}) {
  std::string text = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: blame}
world:
  network: lab
  horizon: {warm_up: 60s, measure: 120s}
  demand: {rate: 200 rps}
  routes: {all: {share: 100%, objects: 1, size: 1kB}}
  origin: {workers: unlimited, service: 1ms}
  faults: [FAULTS]
design: {}
)";
  text.replace(text.find("FAULTS"), 6, faults);
  return summarise(run(open_text(text, overrides)));
}

void check_row(const FaultRow& row, double recovery_s, double caused, double in_all) {
  CAPTURE(row.name);
  CHECK(row.recovery_s.mean == doctest::Approx(recovery_s).epsilon(0.11).scale(0));
  CHECK(row.failed.mean == doctest::Approx(caused).epsilon(0.05).scale(0));
  CHECK(row.failed_in_all.mean == doctest::Approx(in_all).epsilon(0.05).scale(0));
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("blame: faults one after the other have a row each, of their own time") {
    const Result result = blamed(
        "{name: a, kind: origin_down, at: 80s, duration: 10s},"
        "{name: b, kind: origin_down, at: 120s, duration: 20s}");
    REQUIRE(result.faults.size() == 2);
    check_row(result.faults[0], 10, 1, 1);
    check_row(result.faults[1], 20, 1, 1);
    CHECK(result.faults[0].unrecovered == 0);
  }

  TEST_CASE("blame: of two faults that overlap each has what the other did not") {
    const Result result = blamed(
        "{name: a, kind: origin_down, at: 80s, duration: 20s},"
        "{name: b, kind: origin_down, at: 90s, duration: 20s}");
    check_row(result.faults[0], 10, 1, 1);     // without it, all is well until 90 s
    CHECK(result.faults[0].unrecovered == 1);  // the second covers the rest of the first
    CHECK(result.faults[1].unrecovered == 0);
    check_row(result.faults[1], 20, 0.5, 1);  // from 90 s, of which the first has half
  }

  TEST_CASE("blame: an overload is not the fault's, and a fault does not end with the phase") {
    // A worker of 10 ms without a queue: at 5 erlangs 5/6 fail whatever happens (Erlang B).
    const Overrides tenfold{
        "world.origin={workers: 1, service: 10ms, queue: 0}", "world.demand.rate=50 rps",
        "world.demand.phases=[{duration: 80s}, {name: tenfold, duration: 30s, rate: 1000%}]"};
    const Result result = blamed("{name: a, kind: origin_down, at: 90s, duration: 10s}", tenfold);
    check_row(result.faults[0], 10, 1.0 / 6, 1);
    REQUIRE(result.phases.size() == 1);
    const PhaseRow& phase = result.phases[0];
    CHECK(phase.name == "tenfold");
    CHECK(phase.from_s == 20);
    CHECK(phase.until_s == 50);
    CHECK(phase.requests_per_s == doctest::Approx(500).epsilon(0.05).scale(0));
    // Ten of the thirty seconds nothing is answered.
    CHECK(phase.failed == doctest::Approx((20 * 5.0 / 6 + 10) / 30).epsilon(0.03).scale(0));
    const Result later = blamed("{name: a, kind: origin_down, at: 105s, duration: 20s}", tenfold);
    CHECK(later.faults[0].recovery_s.mean == doctest::Approx(20).epsilon(0.11).scale(0));
  }

  TEST_CASE("blame: a fault that is over before the measured time has no numbers, and a warning") {
    const Result result = blamed("{name: a, kind: origin_down, at: 10s, duration: 20s}");
    CHECK(std::isnan(result.faults[0].recovery_s.mean));
    CHECK(std::isnan(result.faults[0].failed.mean));
    const std::string text = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: early}
world:
  network: lab
  horizon: {warm_up: 5min, measure: 5min}
  demand: {rate: 1 rps}
  routes: {all: {share: 100%, objects: 1, size: 1kB}}
  origin: {service: 1ms}
  faults: [{kind: origin_down, at: AT, duration: 2min}]
design: {}
)";
    const auto said = [&](const std::string& at) {
      std::string with = text;
      with.replace(with.find("AT"), 2, at);
      return try_open(with).complaints;
    };
    CHECK(said("1min").find("this fault is over before the measured time") != std::string::npos);
    CHECK(said("1min").find("at: 6min") != std::string::npos);
    CHECK(said("4min").find("this fault begins before the measured time") != std::string::npos);
    CHECK(said("5min").empty());
  }

  TEST_CASE("blame: a fault that the end of the run cuts off has not recovered") {
    const Result result = blamed("{name: a, kind: origin_down, at: 170s, duration: 20s}");
    CHECK(result.faults[0].unrecovered == 1);
    CHECK(result.faults[0].recovery_s.mean == doctest::Approx(10).epsilon(0.11).scale(0));
  }
}
