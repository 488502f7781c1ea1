// Calls under policies: what retries, budgets, hedges, breakers and limits do to the load, against
// closed forms and published figures.
#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

// No cache, no distance. `fails`: share of the origin's answers that are errors.
Runs policy_run(const std::string& policy, const std::string& fails,
                const Overrides& overrides = {}) {
  std::string text = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: calls}
world:
  network: lab
  horizon: {warm_up: 1s, measure: 20s}
  demand: {rate: 1000 rps}
  routes: {all: {share: 100%, objects: 1, size: 0B}}
  clients: {requests_per_connection: 10000, retry: {attempts: 1, timeout: 100s}}
  origin: {workers: unlimited, service: 10ms}
  faults: FAULTS
design: {calls: {origin: POLICY}}
)";
  const auto put = [&](const char* what, const std::string& with) {
    text.replace(text.find(what), std::string(what).size(), with);
  };
  put("FAULTS", fails.empty() ? "[]"
                              : "[{kind: errors, target: origin, share: " + fails +
                                    ", at: 0s, duration: 1h}]");
  put("POLICY", policy);
  return run(open_text(text, overrides));
}

double amplification(const Runs& runs) { return read_metric(runs, "calls.amplification"); }

// 8 workers of 100 ms, 90% busy, silent for a minute (tests/laws/retries.cpp).
Runs storm(const std::string& policy) {
  return run(open_text(R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: storm}
world:
  network: lab
  horizon: {warm_up: 30s, measure: 4min}
  demand: {rate: 72 rps}
  routes: {checkout: {share: 100%, objects: 1, size: 1kB}}
  clients: {retry: {attempts: 1, timeout: 100s}}
  origin: {workers: 8, service: {exponential: {mean: 100ms}}, queue: 100k}
  faults: [{kind: down, target: origin, mode: silent, at: 1min, duration: 1min}]
design: {calls: {origin: )" +
                       policy + "}}"));
}

double failed_in_last_minute(const Runs& runs) {
  const Observations& seen = runs.replications[0].seen;
  double requests = 0, failures = 0;
  for (std::size_t slot = seen.moments - 60; slot < seen.moments; ++slot)
    for (std::size_t region = 0; region < seen.regions; ++region) {
      requests += static_cast<double>(seen.moment(slot, region).requests);
      failures += static_cast<double>(seen.moment(slot, region).failures);
    }
  return failures / requests;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("calls: four attempts at a share f of failures are (1 - f^4)/(1 - f) calls") {
    const std::string four = "{timeout: 1s, attempts: 4}";
    const Runs third = policy_run(four, "30%");
    CHECK(amplification(third) == doctest::Approx(1.417).epsilon(0.01).scale(0));
    CHECK(read_metric(third, "availability") == doctest::Approx(0.9919).epsilon(0.003).scale(0));
    const Runs half = policy_run(four, "50%");
    CHECK(amplification(half) == doctest::Approx(1.875).epsilon(0.01).scale(0));
    CHECK(read_metric(half, "availability") == doctest::Approx(0.9375).epsilon(0.01).scale(0));
    // Attempts reach the origin, and are counted and billed as such.
    CHECK(read_metric(half, "origin.rate") ==
          doctest::Approx(1.875 * read_metric(half, "calls.rate")).epsilon(0.01).scale(0));
  }

  TEST_CASE("calls: a budget of 10% with 500 tokens allows a tenth more, and the tokens once") {
    // R05: 20,000 calls at f = 50%: load 1.121, success .559 in the published simulation.
    const Runs half = policy_run("{timeout: 1s, attempts: 4, budget: {ratio: 10%, burst: 500}}",
                                 "50%", {"world.horizon.warm_up=0s"});
    CHECK(amplification(half) == doctest::Approx(1.121).epsilon(0.03).scale(0));
    CHECK(amplification(half) <= 1 + 0.1 + 500.0 / 19'000);
    CHECK(read_metric(half, "availability") == doctest::Approx(0.559).epsilon(0.03).scale(0));
    // A breaker at 10% that stops retries: 1.000 and .503.
    const Runs broken =
        policy_run("{timeout: 1s, attempts: 4, breaker: {failures: 10%, stops: retries}}", "50%");
    CHECK(amplification(broken) == doctest::Approx(1).epsilon(0.005).scale(0));
    CHECK(read_metric(broken, "availability") == doctest::Approx(0.503).epsilon(0.03).scale(0));
  }

  TEST_CASE("calls: gRPC's throttle stops retries beyond 9.09% of failures") {
    const std::string throttled = "{timeout: 1s, attempts: 5, throttle: {}}";
    const Runs below = policy_run(throttled, "5%");
    CHECK(amplification(below) == doctest::Approx(1 / 0.95).epsilon(0.005).scale(0));
    const Runs above = policy_run(throttled, "20%");
    CHECK(amplification(above) < 1.01);
    CHECK(read_metric(above, "calls.unretried.share") ==
          doctest::Approx(0.2).epsilon(0.05).scale(0));
    // Around the threshold: 8% still retries most failures, 10% does not.
    CHECK(read_metric(policy_run(throttled, "7%"), "calls.retries.share") >
          3 * read_metric(policy_run(throttled, "12%"), "calls.retries.share"));
  }

  TEST_CASE("calls: a hedge after p95 costs 5% more and takes a third off p99") {
    const Overrides tail{"world.origin.service={lognormal: {p50: 10ms, p99: 100ms}}",
                         "world.demand.rate=10k rps"};
    const Runs none = policy_run("{}", "", tail);
    CHECK(read_metric(none, "latency.p99") == doctest::Approx(100).epsilon(0.02).scale(0));
    CHECK(read_metric(none, "latency.p99.9") == doctest::Approx(213).epsilon(0.05).scale(0));
    const Runs p95 = policy_run("{hedge: {after: 50.9ms, ratio: 100%}}", "", tail);
    CHECK(read_metric(p95, "latency.p99") == doctest::Approx(65.6).epsilon(0.02).scale(0));
    CHECK(read_metric(p95, "latency.p99.9") == doctest::Approx(91.4).epsilon(0.04).scale(0));
    CHECK(read_metric(p95, "calls.hedges.share") == doctest::Approx(0.05).epsilon(0.03).scale(0));
    CHECK(amplification(p95) == doctest::Approx(1.05).epsilon(0.005).scale(0));
    const Runs p99 = policy_run("{hedge: {after: 100ms, ratio: 100%}}", "", tail);
    CHECK(read_metric(p99, "latency.p99.9") == doctest::Approx(124.4).epsilon(0.04).scale(0));
    CHECK(read_metric(p99, "calls.hedges.share") == doctest::Approx(0.01).epsilon(0.06).scale(0));
  }

  TEST_CASE("calls: hedges never exceed their budget") {
    const Runs eager = policy_run("{hedge: {after: 1ms, ratio: 2%, burst: 10}}", "");
    const CallMeter& seen = eager.replications[0].seen.calls[0];
    CHECK(seen.hedges <= 0.02 * static_cast<double>(seen.calls) + 10);
    CHECK(seen.hedges >= 0.02 * static_cast<double>(seen.calls) - 1);
  }

  TEST_CASE("calls: naive retries keep an origin down; a budget or backoff lets it recover") {
    CHECK(failed_in_last_minute(storm("{timeout: 2s, attempts: 4}")) > 0.9);
    const Runs budget = storm("{timeout: 2s, attempts: 4, budget: {ratio: 10%, burst: 10}}");
    CHECK(failed_in_last_minute(budget) < 0.01);
    CHECK(failed_in_last_minute(storm("{timeout: 2s}")) < 0.01);
  }

  TEST_CASE("calls: a breaker spares the callers the wait, and never opens without failures") {
    const std::string breaker = "{timeout: 1s, breaker: {}}";
    const Overrides silent{
        "world.faults=[{kind: down, target: origin, mode: silent, at: 2s, duration: 10s}]",
        "world.horizon={warm_up: 1s, measure: 30s}"};
    const Runs with = policy_run(breaker, "", silent);
    const Runs without = policy_run("{timeout: 1s}", "", silent);
    CHECK(read_metric(without, "errors.delay.mean") ==
          doctest::Approx(1000).epsilon(0.01).scale(0));
    CHECK(read_metric(with, "errors.delay.mean") < 250);
    CHECK(read_metric(with, "calls.breaker.opened") >= 1);
    CHECK(read_metric(with, "errors.share{cause=rejected}") > 0.2);
    const Runs healthy = policy_run(breaker, "");
    CHECK(read_metric(healthy, "calls.breaker.opened") == 0);
    CHECK(read_metric(healthy, "calls.rejected.share") == 0);
  }

  TEST_CASE("calls: a limit of c rejects as Erlang's c servers do") {
    // 4 erlangs on 4 places: 31.07%.
    const Runs limited = policy_run(
        "{limit: 4}", "",
        {"world.demand.rate=400 rps", "world.origin.service={exponential: {mean: 10ms}}"});
    CHECK(read_metric(limited, "calls.rejected.share") ==
          doctest::Approx(0.3107).epsilon(0.05).scale(0));
    CHECK(read_metric(limited, "errors.share{cause=rejected}") ==
          doctest::Approx(0.3107).epsilon(0.05).scale(0));
  }

  TEST_CASE("calls: functions retry their sub-requests, one by one and all at once") {
    const Overrides asks{
        "design={routes: {all: {compute: fn}}, compute: {fn: {runtime: isolate, sub_requests: "
        "{count: 3}}}, calls: {sub_requests: {timeout: 1s, attempts: 4}}}"};
    const Runs in_turn = policy_run("{}", "50%", asks);
    // 1/16 of the calls fail; three must succeed, the later ones only if the earlier ones did.
    CHECK(read_metric(in_turn, "availability") ==
          doctest::Approx(std::pow(15.0 / 16, 3)).epsilon(0.01).scale(0));
    CHECK(read_metric(in_turn, "calls.amplification{hop=sub_requests}") ==
          doctest::Approx(1.875).epsilon(0.01).scale(0));
    Overrides at_once = asks;
    at_once.push_back("design.compute.fn.sub_requests.order=parallel");
    CHECK(read_metric(policy_run("{}", "50%", at_once), "availability") ==
          doctest::Approx(std::pow(15.0 / 16, 3)).epsilon(0.01).scale(0));
  }

  TEST_CASE("calls: one attempt under a policy is what it is without one") {
    const Overrides queue{"world.origin={workers: 12, service: {exponential: {mean: 10ms}}}"};
    const Runs with = policy_run("{timeout: 100s}", "", queue);
    Overrides plain = queue;
    plain.push_back("design={}");
    const Runs without = policy_run("{}", "", plain);
    for (const char* metric : {"latency.mean", "latency.p99", "origin.rate", "origin.wait.mean"})
      CHECK(read_metric(with, metric) ==
            doctest::Approx(read_metric(without, metric)).epsilon(1e-9).scale(0));
  }
}
