// Limits of concurrency that follow response times, and limits of each route's own.
#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

Runs limited_run(const std::string& policy, const Overrides& overrides) {
  return run(open_text(R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: limits}
world:
  network: lab
  horizon: {warm_up: 20s, measure: 60s}
  demand: {rate: 1000 rps}
  routes:
    busy: {share: 95%, objects: 1, size: 0B}
    quiet: {share: 5%, objects: 1, size: 0B}
  clients: {requests_per_connection: 10000, retry: {attempts: 1, timeout: 100s}}
  origin: {workers: unlimited, service: 100ms}
design:
  routes: {busy: {}, quiet: {}}
  calls: {origin: {)" + policy +
                           "}}",
                       overrides));
}

double erlang_b(double offered, int servers) {
  double blocked = 1;
  for (int n = 1; n <= servers; ++n) blocked = offered * blocked / (n + offered * blocked);
  return blocked;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("bulkheads: a route that uses up its limit leaves the others theirs (Erlang B)") {
    const Runs shared = limited_run("limit: 20", {});
    const Runs apart = limited_run("limit: 20, bulkheads: true", {});
    for (const char* route : {"availability{route=busy}", "availability{route=quiet}"})
      CHECK(read_metric(shared, route) ==
            doctest::Approx(1 - erlang_b(100, 20)).epsilon(0.06).scale(0));
    CHECK(read_metric(apart, "availability{route=busy}") ==
          doctest::Approx(1 - erlang_b(95, 20)).epsilon(0.03).scale(0));
    CHECK(read_metric(apart, "availability{route=quiet}") > 1 - 1e-3);  // 5 erlangs: 2.5e-7
  }

  TEST_CASE("a gradient keeps an overloaded origin fast; without it all is late") {
    // 100 workers of 100 ms serve 1,000 of 1,500 a second; the edge waits for 5 s.
    const Overrides overload{
        "world.origin={workers: 100, service: 100ms, queue: unlimited, timeout: 5s}",
        "world.demand.phases=[{duration: 20s, rate: 60%}, {duration: 60s, "
        "rate: 150%}]"};
    const Runs none = limited_run("attempts: 1", overload);
    const Runs gradient = limited_run("limit: {calls: 1000, gradient: {}}", overload);
    CHECK(read_metric(none, "availability") < 0.4);
    CHECK(read_metric(gradient, "availability") > 0.6);
    CHECK(read_metric(gradient, "latency.p99") < 1500);
  }
}
