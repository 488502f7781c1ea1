// What a run counts: from when on, for whom, and how often a connection is a new one.
#include <cmath>

#include <doctest/doctest.h>

#include "support/knobs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

double counted(KnobWorld world, const Overrides& overrides, const std::string& metric) {
  return read_metric(run(open_text(knob_text(world), overrides)), metric);
}

Overrides lasting(const std::string& warm_up, const std::string& measure) {
  return {"world.horizon.warm_up=" + warm_up, "world.horizon.measure=" + measure};
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("counting: measured are the requests after the warm-up, every one of them") {
    const double all = counted(KnobWorld::lab, lasting("0s", "11s"), "requests");
    const double first = counted(KnobWorld::lab, lasting("0s", "1s"), "requests");
    const double rest = counted(KnobWorld::lab, lasting("1s", "10s"), "requests");
    CHECK(first > 100);
    CHECK(std::lround(rest) == std::lround(all - first));
  }

  TEST_CASE("counting: a request counts in the region of its user") {
    const Overrides europe{
        "world.demand.users.weights={asia: 0, africa: 0, europe: 1, north-america: 0, "
        "south-america: 0, middle-east: 0, oceania: 0}"};
    const Runs runs = run(open_text(knob_text(KnobWorld::globe), europe));
    CHECK(read_metric(runs, "requests") > 1000);
    CHECK(std::lround(read_metric(runs, "requests{region=europe}")) ==
          std::lround(read_metric(runs, "requests")));
  }

  TEST_CASE("counting: one request of n opens a connection") {
    for (const double n : {2.0, 8.0}) {
      CAPTURE(n);
      const Overrides set{"world.demand.rate=2k rps",
                          "world.clients.requests_per_connection=" + std::to_string(n)};
      const Runs runs = run(open_text(knob_text(KnobWorld::lab), set));
      const double opened = read_metric(runs, "connections.new_share");
      const double error = std::sqrt(1 / n * (1 - 1 / n) / read_metric(runs, "requests"));
      CHECK(std::abs(opened - 1 / n) < 4 * error);
    }
  }
}
