// What is counted of functions, and of the cores in front of them: closed forms and exact sums.
#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

const char* const counted_lab = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: counted_lab}
world:
  network: lab
  horizon: {warm_up: 0s, measure: 300s}
  demand: {rate: 100 rps}
  routes: {all: {share: 100%, objects: 5, size: 1kB}}
  clients: {requests_per_connection: 1}
  origin: {workers: unlimited, service: {constant: 1ms}}
design:
  routes: {all: {compute: work}}
  compute: {work: FUNCTION}
)";

Runs counted_run(const std::string& function, const Overrides& overrides = {}) {
  std::string text = counted_lab;
  text.replace(text.find("FUNCTION"), 8, function);
  return run(open_text(text, overrides));
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("function counts: who waits for another's start did not start an instance") {
    // A start takes 50 ms, in which 5 others come on average; an instance that is ready lives until
    // a gap of more than 10 ms, that is for e - 1 further requests.
    const Runs runs = counted_run(
        "{runtime: isolate, cold_start: {p50: 50ms, p99: 50ms}, keep_alive: 10ms, cpu: {constant: "
        "1us}}");
    const double cycle = 1 + 5 + (std::exp(1.0) - 1);
    // Both parts of a cycle are independent of those of the next: variances 5 and e (e - 1).
    const double cycles = 30'000 / cycle;
    const double error = std::sqrt((5 + std::exp(1.0) * (std::exp(1.0) - 1)) / cycles) / cycle;
    const auto near = [&](double value, double expected) {
      CAPTURE(value);
      CAPTURE(expected);
      CHECK(std::abs(value - expected) < 4 * error * expected);
    };
    near(read_metric(runs, "cold_start.share"), 1 / cycle);
    near(read_metric(runs, "function.cold_share"), 1 / cycle);
    near(read_metric(runs, "cold_start.victims.share"), 5 / cycle);
    near(read_metric(runs, "cold_start.delay.mean"), (50 + 5 * 25) / cycle);
    near(read_metric(runs, "function.cold_delay.mean"), (50 + 5 * 25) / cycle);
  }

  TEST_CASE(
      "function counts: what a start took of the user's code is billed once, its boot never") {
    // 100 requests a second of 20 ms and idle instances that live for 10 ms: many starts. Each is
    // billed 70 ms of initialisation and none of the 400 ms until then.
    const std::string starts =
        "cold_start: {placement: 100ms, boot: 300ms, language_init: 30ms, user_init: 40ms}, "
        "keep_alive: 10ms, cpu: {constant: 20ms}, memory: 1769MiB}";
    struct Platform {
      std::string runtime;
      std::int64_t billed_start_ms;
    };
    for (const auto& [runtime, billed_start_ms] :
         {Platform{"lambda-rust", 70}, Platform{"lambda-edge-origin", 0}}) {
      CAPTURE(runtime);
      const Runs runs =
          counted_run("{runtime: " + runtime + ", " + starts, {"world.horizon.measure=20s"});
      const FunctionUse& use = runs.replications.front().seen.functions.front().front();
      CHECK(use.cold > 100);
      CHECK(use.billed_ns == (use.requests * 20 + use.cold * billed_start_ms) * 1'000'000);
    }
  }

  TEST_CASE("function counts: of three sub-requests two are further ones of the same request") {
    for (const char* order : {"parallel", "sequential"}) {
      CAPTURE(order);
      const Runs runs =
          counted_run("{runtime: isolate, cpu: {constant: 1us}, sub_requests: {count: 3, order: " +
                      std::string(order) + "}}");
      const Cell& cell = runs.replications.front().seen.cells.front();
      CHECK(cell.origin_requests == cell.requests);
      CHECK(cell.origin_again == 2 * cell.requests);
      CHECK(read_metric(runs, "origin.offload") == 0.0);
    }
  }

  TEST_CASE("function counts: cores work on every request and every handshake") {
    const Overrides busy{"world.edge.cpu={busy: 50%, request: 1ms, handshake: 3ms, patience: 1h}"};
    const Runs runs = counted_run("{runtime: isolate}", busy);
    const Observations& seen = runs.replications.front().seen;
    const auto requests = static_cast<double>(seen.cells.front().requests);
    CHECK(seen.pressure.cpu_offered_s == doctest::Approx(requests * 0.004).scale(0).epsilon(1e-9));
  }

  TEST_CASE("function counts: what is over a plan that only counts is overage") {
    // 10 people with a request in each of 30 periods within their plans.
    const Runs runs =
        counted_run("{runtime: isolate}",
                    {"design.routes.all.quota=q",
                     "design.quotas.q={plans: {one: {requests: 1, period: 10s, over: allow}}}",
                     "world.clients.people={requests_per_minute: 600, activity: 1}"});
    CHECK(read_metric(runs, "availability") == 1.0);
    const double requests = read_metric(runs, "requests");
    CHECK(read_metric(runs, "quota.overage.share") ==
          doctest::Approx(1 - 300 / requests).scale(0).epsilon(1e-9));
  }
}
