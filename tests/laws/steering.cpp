// Failover by name: who still goes to the dead address, and for how long.
#include <doctest/doctest.h>

#include "support/runs.hpp"
#include "support/sanitized.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

// Europe's PoPs are lost for good. A health check a second notices within two; attempts fail after
// half a second. Resolvers are busy: each always has the address.
Plan dead_address(const Overrides& overrides = {}) {
  return open_text(R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: dead-address}
world:
  network: small-globe
  horizon: {warm_up: 10s, measure: 500s}
  demand: {rate: 1M rps}
  sample: 0.1%
  routes: {all: {share: 100%, objects: 100k, size: 1kB}}
  clients:
    dns: {ttl: 300s, users_per_resolver: 1M}
    retry: {attempts: 1, timeout: 500ms}
  origin: {workers: unlimited, service: 1ms}
  faults: [{kind: down, target: {region: europe}, at: 20s, duration: 1000s}]
design:
  routes: {all: {cache: all}}
  caches: {all: {ttl: 1h}}
  steering: {by: dns, health_check: {interval: 1s, failures: 1, timeout: 1s}}
)",
                   overrides);
}

/// Of Europe's requests, the share that fails so long after the PoPs were lost.
double dead_after(const Runs& runs, double after_s) {
  const Blueprint& plan = *runs.plan;
  const double slot_s = in_seconds(plan.time.moment);
  std::size_t europe = 0;
  while (plan.region_names[europe] != "europe") ++europe;
  double requests = 0, failures = 0;
  for (const Replication& replication : runs.replications) {
    const Observations& seen = replication.seen;
    const auto slot = static_cast<std::size_t>((10 + after_s) / slot_s);
    for (std::size_t k = slot - 1; k <= slot + 1; ++k) {
      requests += static_cast<double>(seen.moment(k, europe).requests);
      failures += static_cast<double>(seen.moment(k, europe).failures);
    }
  }
  return failures / requests;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("steering: by name, the dead address is left as resolvers forget it") {
    if (sanitized) return;  // shares need many requests; the cases below take the same way
    // Some of Europe's users are served from elsewhere. The answer changes after 11 to 12 s.
    const Runs runs = run(dead_address(), 5);
    const double all = dead_after(runs, 4);
    CHECK(all > 0.9);
    CHECK(dead_after(runs, 62) == doctest::Approx(0.8146 * all).epsilon(0.03).scale(0));
    CHECK(dead_after(runs, 152) == doctest::Approx(0.5364 * all).epsilon(0.05).scale(0));
    CHECK(dead_after(runs, 310) == doctest::Approx(0.0728 * all).epsilon(0.25).scale(0));
    const Runs obedient = run(dead_address({"world.clients.dns.extended=0%"}), 5);
    CHECK(dead_after(obedient, 62) == doctest::Approx(0.8 * all).epsilon(0.03).scale(0));
    CHECK(dead_after(obedient, 152) == doctest::Approx(0.5 * all).epsilon(0.05).scale(0));
    CHECK(dead_after(obedient, 320) == 0);
    const Runs short_ttl =
        run(dead_address({"world.clients.dns={ttl: 60s, extended: 0%, users_per_resolver: 1M}"}));
    CHECK(dead_after(short_ttl, 75) == 0);
  }

  TEST_CASE("steering: by anycast, routes have left within seconds, whatever the ttl") {
    const Runs runs = run(dead_address({"design.steering={}"}));
    CHECK(dead_after(runs, 120) == 0);
    CHECK(dead_after(runs, 5) > 0.2);
  }

  TEST_CASE("steering: nothing moves until so many probes in a row have failed") {
    const Overrides slow{"design.steering.health_check={interval: 30s, failures: 3, timeout: 4s}",
                         "world.clients.dns={ttl: 1s, extended: 0%}"};
    const Runs runs = run(dead_address(slow));
    CHECK(dead_after(runs, 58) > 0.9);    // at least 2 intervals and the timeout
    CHECK(dead_after(runs, 104) < 0.02);  // at most 3 and the timeout, and the ttl
  }

  TEST_CASE("steering: a PoP that is back sooner than it is missed stays in the answer") {
    const Runs runs = run(dead_address(
        {"world.faults=[{kind: down, target: {region: europe}, at: 20s, duration: 30s}]",
         "design.steering.health_check={interval: 20s, failures: 3, timeout: 1s}"}));
    CHECK(dead_after(runs, 15) > 0.9);
    CHECK(dead_after(runs, 45) == 0);
  }
}
