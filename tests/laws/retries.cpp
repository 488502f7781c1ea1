// Clients that wait for an origin: when they give up, try again, and what that does to it.
#include <algorithm>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

// 8 workers of 100 ms: 80 requests a second. 90% of that arrives.
const char* const checkout = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: checkout}
world:
  network: lab
  horizon: {warm_up: 30s, measure: 4min}
  demand: {rate: 72 rps}
  routes: {checkout: {share: 100%, objects: 1, size: 1kB}}
  clients: {retry: {attempts: 4, timeout: 2s}}
  origin: {workers: 8, service: {exponential: {mean: 100ms}}, queue: 100k, timeout: 2s}
  faults: [{kind: origin_down, mode: silent, at: 1min, duration: 1min}]
design: {}
)";

/// Share of the requests that fail in the last minute.
double failed_at_last(const Runs& runs) {
  const Observations& seen = runs.replications[0].seen;
  double requests = 0, failures = 0;
  for (std::size_t slot = seen.moments - 60; slot < seen.moments; ++slot) {
    for (std::size_t region = 0; region < seen.regions; ++region) {
      requests += static_cast<double>(seen.moment(slot, region).requests);
      failures += static_cast<double>(seen.moment(slot, region).failures);
    }
  }
  return failures / requests;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("retries: naive ones keep an origin down long after it has recovered") {
    const Runs storm = run(open_text(checkout));
    const Runs once = run(open_text(checkout, {"world.clients.retry.attempts=1"}));
    CHECK(failed_at_last(once) < 0.01);
    CHECK(failed_at_last(storm) > 0.9);
    // Each request that fails has been sent four times.
    const double failed = read_metric(storm, "errors.share");
    CHECK(read_metric(storm, "retries.share") >= 3 * failed);
    CHECK(read_metric(storm, "retries.share") <= 3);
    CHECK(read_metric(once, "retries.share") == 0);
    // While nothing answers, four attempts of 2 s each.
    CHECK(read_metric(storm, "errors.delay.mean") == doctest::Approx(8000).epsilon(0.01).scale(0));
    CHECK(read_metric(once, "errors.delay.mean") == doctest::Approx(2000).epsilon(0.01).scale(0));
    CHECK(storm.replications[0].seen.simulated_requests ==
          once.replications[0].seen.simulated_requests);
  }

  TEST_CASE("retries: an edge that gives up before the client is tried again only if told to") {
    const Overrides early{"world.origin.timeout=1s", "world.clients.retry.errors=timeouts"};
    CHECK(failed_at_last(run(open_text(checkout, early))) > 0.9);
    const Runs patient = run(open_text(checkout, {"world.origin.timeout=1s"}));
    CHECK(failed_at_last(patient) < 0.01);
    CHECK(read_metric(patient, "errors.share{cause=origin_down}") > 0.2);
  }

  TEST_CASE("retries: at 150% load people give up when their patience ends") {
    // A worker of 100 ms and 15 requests a second: after a minute the queue is 30 s long.
    const Overrides overload{"world.demand.rate=15 rps",
                             "world.horizon={warm_up: 2min, measure: 1min}",
                             "world.origin={workers: 1, service: 100ms, queue: 100k}",
                             "world.faults=[]", "world.clients.retry={attempts: 1, timeout: 5s}"};
    const Runs runs = run(open_text(checkout, overload));
    CHECK(read_metric(runs, "errors.share{cause=client_timeout}") == 1);
    CHECK(read_metric(runs, "errors.delay.mean") == doctest::Approx(5000).epsilon(0.01).scale(0));
  }

  TEST_CASE(
      "retries: requests that wait for another's fetch, or share its cores, give up as well") {
    const Overrides cached{"design={routes: {checkout: {cache: c}}, caches: {c: {ttl: 0s}}}",
                           "world.clients.retry={attempts: 1, timeout: 2s}",
                           "world.origin.timeout=100s"};
    const Runs collapsed = run(open_text(checkout, cached));
    CHECK(read_metric(collapsed, "latency.p99") < 2000);
    CHECK(read_metric(collapsed, "errors.delay.mean") < 2500);
    const Overrides shared{
        "world.origin={workers: 1, service: 100ms, queue: 100k, discipline: "
        "processor_sharing, timeout: 100s}",
        "world.demand.rate=15 rps", "world.faults=[]",
        "world.clients.retry={attempts: 1, timeout: 2s}"};
    const Runs slow = run(open_text(checkout, shared));
    CHECK(read_metric(slow, "errors.share{cause=client_timeout}") > 0.9);
    CHECK(read_metric(slow, "errors.delay.mean") == doctest::Approx(2000).epsilon(0.1).scale(0));
  }

  TEST_CASE("retries: a full queue refuses at once; who retries errors waits the backoff") {
    // One worker of 100 ms without a queue, 10 erlangs: Erlang B of 10 and 1 is 10/11.
    const Overrides full{"world.demand.rate=100 rps", "world.faults=[]",
                         "world.origin={workers: 1, service: 100ms, queue: 0}"};
    const Runs plain = run(open_text(checkout, full));
    CHECK(read_metric(plain, "retries.share") == 0);
    CHECK(read_metric(plain, "errors.share") == doctest::Approx(10.0 / 11).epsilon(0.02).scale(0));
    Overrides again = full;
    again.push_back("world.clients.retry={attempts: 3, timeout: 1min, errors: all, backoff: 8s}");
    const Runs stubborn = run(open_text(checkout, again));
    const double delay_s = read_metric(stubborn, "errors.delay.mean") * 1e-3;
    // Two waits, of up to 8 and 16 s: 12 s on average.
    CHECK(delay_s == doctest::Approx(12).epsilon(0.05).scale(0));
    CHECK(read_metric(stubborn, "errors.share") < read_metric(plain, "errors.share"));
  }
}
