// The 95th percentile of bandwidth, of months whose samples of five minutes are set by hand.
#include "billing/transit.hpp"

#include <functional>
#include <string>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

const char* const transit_lab = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: transit_lab}
world:
  network: lab
  horizon: {warm_up: 0s, measure: 100min}
  demand: {rate: 1 rps}
  routes: {all: {share: 100%, objects: 5, size: 10kB}}
  origin: {service: 1ms}
)";

/// Mbit/s that are paid for, of 20 samples of which the first `high` have 100 Mbit/s, others 10.
double paid_with(int high) {
  const Plan plan = open_text(transit_lab);
  Observations seen = Observations::of_size({.routes = 1,
                                             .regions = plan->region_names.size(),
                                             .pops = 1,
                                             .moments = plan->time.moments,
                                             .phases = 1,
                                             .attacks = 0});
  REQUIRE(seen.moments == 240);  // of 25 s: twelve make a sample
  for (std::size_t slot = 0; slot < seen.moments; ++slot) {
    const double mbps = slot / 12 < static_cast<std::size_t>(high) ? 100 : 10;
    seen.timeline[slot * seen.regions].bytes = static_cast<std::uint64_t>(mbps * 1e6 / 8 * 25);
  }
  return transit_mbps({*plan, seen}, 0);
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("transit: the highest twentieth of the samples is not paid for, and no more") {
    const auto about = [](double mbps) { return doctest::Approx(mbps).scale(0).epsilon(1e-3); };
    CHECK(paid_with(0) == about(10));
    CHECK(paid_with(1) == about(10));
    CHECK(paid_with(2) == about(100));
    CHECK(paid_with(20) == about(100));
  }
}
