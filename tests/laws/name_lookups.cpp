// What resolvers cost new connections, and when they have forgotten an address.
#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

// The PoP nearby is down and withdrawn: users in Near are served in Far, 98.02 ms away, where the
// origin is too. Each request opens a connection: TCP, TLS 1.3, and its own round trip.
const char* const looked_up = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: looked_up}
world:
  network: three-towns
  horizon: {warm_up: 10s, measure: 1s}
  demand: {rate: 1k rps}
  routes: {all: {share: 100%, objects: 20, size: 0B}}
  clients:
    access: {rtt: 10ms}
    http3: 0%
    tls12: 0%
    early_data: 0%
    requests_per_connection: 1
    dns: {ttl: 30d, asked: 100%, users_per_resolver: 10000000}
  origin: {at: far, workers: unlimited, service: {constant: 5ms}}
  faults: [{kind: pop_down, target: {pop: NEA}, at: 1s, duration: 1h, convergence: 1s}]
)";

constexpr double connected_ms = 3 * (10 + 98.02) + 5;

double mean_latency(const Overrides& overrides) {
  return read_metric(run(open_text(looked_up, overrides)), "latency.mean");
}

// A laboratory of one place, without a history: no resolver knows the address at the start.
const char* const resolver_lab = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: resolver_lab}
world:
  network: lab
  horizon: {warm_up: 10s, measure: 60s, history: 0s}
  demand: {rate: 1k rps}
  routes: {all: {share: 100%, objects: 20, size: 1kB}}
  clients:
    requests_per_connection: 1
    dns: {ttl: 2s, asked: 100%, users_per_resolver: 10000000}
  origin: {service: 1ms, workers: unlimited}
design:
  routes: {all: {cache: edge}}
  caches: {edge: {ttl: 1h}}
)";

double misses(const Overrides& overrides) {
  const Runs runs = run(open_text(resolver_lab, overrides));
  return read_metric(runs, "resolver.miss_share");
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("name lookups: asking costs the access line, a miss the whole round trip") {
    const Overrides never{"world.clients.dns.asked=0%"};
    CHECK(std::abs(mean_latency(never) - connected_ms) < 0.01);
    CHECK(std::abs(mean_latency({}) - (connected_ms + 10)) < 0.01);
    const Overrides forgetful{"world.clients.dns.ttl=0s"};
    CHECK(std::abs(mean_latency(forgetful) - (connected_ms + 10 + 98.02)) < 0.01);
  }

  TEST_CASE("name lookups: a failed request looked the name up all the same") {
    const auto delay = [](const std::string& asked) {
      const Overrides down{"world.faults=[{kind: origin_down, at: 9s, duration: 1h}]",
                           "world.origin.at=far",
                           "world.clients.dns={ttl: 0s, asked: " + asked + "}"};
      const Runs runs = run(open_text(looked_up, down));
      CHECK(read_metric(runs, "availability") == 0.0);
      return read_metric(runs, "errors.delay.mean");
    };
    // Served in Near now: three round trips of the access line, and the way to the origin.
    CHECK(std::abs(delay("0%") - (3 * 10 + 98.02)) < 0.01);
    CHECK(std::abs(delay("100%") - (10 + 3 * 10 + 98.02)) < 0.01);
  }

  TEST_CASE("name lookups: a resolver forgets a ttl after it learnt, however often it is asked") {
    // One resolver, asked a thousand times a second: it learns the address anew every 2.001 s.
    const double learnt = misses({}) * 60'000;
    CHECK(std::abs(learnt - 60 / 2.001) < 1.5);
  }

  TEST_CASE("name lookups: resolvers of a sample are as warm as those of the whole") {
    // A tenth of a second is a hundred queries of the whole: 1 / (1 + 100), by 60,000 draws or
    // 6,000 of them.
    const double expected = 1.0 / 101;
    const Overrides brief{"world.clients.dns.ttl=100ms"};
    CHECK(std::abs(misses(brief) - expected) < 4 * std::sqrt(expected / 60'000));
    const Overrides sampled{"world.clients.dns.ttl=100ms", "world.sample=10%",
                            "world.routes.all.objects=1000"};
    CHECK(std::abs(misses(sampled) - expected) < 4 * std::sqrt(expected / 6'000));
  }

  TEST_CASE("name lookups: after a history resolvers are neither all cold nor all fresh") {
    // A million users by 1000, a query a second for each resolver, a ttl of 10 s: one query of
    // eleven misses in each of the first seconds too.
    const Overrides steady{"world.horizon={warm_up: 0s, measure: 10s}",
                           "world.clients.dns={ttl: 10s, asked: 100%, users_per_resolver: 1000}"};
    const double expected = 1.0 / 11;
    CHECK(std::abs(misses(steady) - expected) < 4 * std::sqrt(expected / 10'000));
  }
}
