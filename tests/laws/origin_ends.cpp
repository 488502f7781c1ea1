// How requests end at the origin, and what that costs: by hand.
#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include "study/summary.hpp"
#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

const char* const ends_lab = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: ends_lab}
world:
  network: three-towns
  horizon: {warm_up: 8s, measure: 1s, history: 0s}
  demand: {rate: 1k rps}
  routes: {all: {share: 100%, objects: 20, size: 10kB}}
  clients:
    access: {rtt: 10ms}
    http3: 0%
    tls12: 0%
    early_data: 0%
    requests_per_connection: 1
    dns: {asked: 0%}
  origin: {at: far, workers: unlimited, service: {constant: 2s}, timeout: 30s}
design:
  routes: {all: {cache: edge}}
  caches: {edge: {ttl: 0s, collapse: false, upper_tier: {per: global}}}
)";

constexpr double to_origin_ms = 3 * 10 + 98.02;  // a new connection, and the way to Far

Runs ends_of_requests(const Overrides& overrides) { return run(open_text(ends_lab, overrides)); }

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("origin ends: what the origin works on when it fails is lost") {
    // At 8.9 s all that has come since 8 s is in work, and the origin does not return.
    const std::string down = "world.faults=[{kind: origin_down, at: 8900ms, duration: 1h}]";
    const Runs runs = ends_of_requests({down});
    CHECK(read_metric(runs, "errors.share{cause=origin_down}") == 1.0);
    const Cell& cell = runs.replications.front().seen.cells.front();
    CHECK(cell.tier(CacheLevel::upper).requests == cell.requests);
    CHECK(cell.tier(CacheLevel::upper).bytes == 0);
    CHECK(cell.origin_bytes == 0);
    // A tenth of a second's work, half a round trip away: what came until 8.751 s is answered.
    const Runs quick = ends_of_requests({down, "world.origin.service={constant: 100ms}"});
    CHECK(std::abs(read_metric(quick, "availability") - 0.751) < 4 * std::sqrt(0.19 / 1000));
  }

  TEST_CASE("origin ends: a timeout is known when it is over, not when the work is done") {
    const Runs runs = ends_of_requests({"world.origin.timeout=500ms"});
    CHECK(read_metric(runs, "errors.share{cause=origin_timeout}") == 1.0);
    CHECK(std::abs(read_metric(runs, "errors.delay.mean") - (to_origin_ms + 500)) < 0.01);
  }

  TEST_CASE("origin ends: who waits there finds no free worker, half of the time at half load") {
    const Runs free = ends_of_requests({});
    CHECK(read_metric(free, "origin.wait.share") == 0.0);
    CHECK(read_metric(free, "origin.wait.mean") == 0.0);
    const Runs busy =
        ends_of_requests({"world.origin.service={constant: 5ms}", "world.origin.workers=1",
                          "world.demand.rate=100 rps", "world.horizon.measure=400s"});
    // M/D/1: a wait of rho / 2 (1 - rho) services. Busy periods of two customers on average, so
    // that 40,000 requests are as good as 20,000 independent ones, or more.
    CHECK(std::abs(read_metric(busy, "origin.wait.share") - 0.5) < 4 * 0.5 / std::sqrt(20'000.0));
    CHECK(std::abs(read_metric(busy, "origin.wait.mean") - 2.5) <
          4 * 2.5 / std::sqrt(20'000.0) * 2);
  }

  TEST_CASE("origin ends: who is over a quota is told to come again when the period is over") {
    // One request in 10 s is allowed to each: nearly all are refused, at all times of the period.
    const Runs runs = ends_of_requests(
        {"design.routes.all.quota=q", "design.quotas.q={plans: {one: {requests: 1, period: 10s}}}",
         "world.clients.people={requests_per_minute: 6000, activity: 1}",
         "world.origin.service=1ms", "world.horizon={warm_up: 10s, measure: 20s}"});
    CHECK(read_metric(runs, "errors.share{cause=over_quota}") > 0.99);
    // 20,000 waits, evenly between 0 and 10 s.
    CHECK(std::abs(read_metric(runs, "retry_after.mean") - 5) < 4 * 10 / std::sqrt(12 * 20'000.0));
  }

  TEST_CASE("origin ends: a timeline adds up to what replications count, on average") {
    StudyOptions options;
    options.replications = 3;
    const Plan plan =
        open_text(ends_lab, {"world.horizon.measure=20s", "world.demand.rate=50 rps"});
    const Runs runs = replicate(plan, options);
    double requests = 0, asked = 0;
    for (const TimelinePoint& point : timeline_of(runs)) {
      requests += point.requests_per_s;
      asked += point.origin_per_s;
    }
    // 20 stretches of a second.
    CHECK(requests == doctest::Approx(read_metric(runs, "requests")).scale(0).epsilon(1e-9));
    CHECK(asked == doctest::Approx(20 * read_metric(runs, "origin.rate")).scale(0).epsilon(1e-9));
  }
}
