// Operational load: the counts of a run and of a design, times the hours of the sheet.
#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

TEST_SUITE("laws") {
  TEST_CASE("operations: hours are what is counted times the sheet's hours") {
    const Runs runs = run(open_text(R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: load}
world:
  network: lab
  horizon: {warm_up: 10s, measure: 290s}
  demand: {rate: 100 rps}
  routes: {all: {share: 100%, objects: 10, size: 1kB}}
  origin: {workers: unlimited, service: 20ms}
  changes:
    bad: {at: 1min, brings: {errors: {target: {pops: 100%}, share: 50%}}}
    good: {at: 1min}
design:
  routes: {all: {cache: edge, guard: front}}
  caches: {edge: {ttl: 1h, upper_tier: {per: global}}}
  guards: {front: {rate_limits: {a: {limit: 1M, window: 10s}, b: {limit: 1M, window: 60s}}}}
  tools: {fast: {depends_on: [], propagation: 0s}}
  rollout:
    tool: fast
    review: {takes: 10s}
    steps: [{users: 50%, soak: 30s}, {users: 100%}]
    check: {}
    rollback: {by: automatic}
)"));
    CHECK(read_metric(runs, "operations.changes") == 2);
    CHECK(read_metric(runs, "operations.approvals") == 2);
    CHECK(read_metric(runs, "operations.rollbacks") == 1);
    CHECK(read_metric(runs, "operations.pages") == 0);
    CHECK(read_metric(runs, "operations.tickets") == 0);
    CHECK(read_metric(runs, "operations.parts") == 4);  // two rules, a tier, a tool
    // Two changes of half an hour, two reviews and a rollback of 4 h, two rules of half an hour, a
    // tier of 1 h, a tool of 4 h.
    const double hours = 2 * 0.5 + 2 * 4 + 4 + 2 * 0.5 + 1 + 4;
    CHECK(read_metric(runs, "operations.hours") == doctest::Approx(hours).epsilon(1e-9).scale(0));
    CHECK(read_metric(runs, "operations.dollars") ==
          doctest::Approx(hours * 140).epsilon(1e-9).scale(0));
  }
}
