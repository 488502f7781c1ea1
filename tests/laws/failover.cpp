// What a failure costs the requests that it meets, worked out by hand in a network of three towns.
#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

// Users live in Near. Every request goes to the origin (ttl 0), each over a new connection: TCP,
// TLS 1.3, and its own round trip.
const char* const three_towns = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: three_towns}
world:
  network: three-towns
  horizon: {warm_up: 10s, measure: 1s}
  demand: {rate: 1k rps}
  routes: {all: {share: 100%, objects: 20, popularity: uniform, size: 0B}}
  clients:
    access: {rtt: 10ms}
    http3: 0%
    tls12: 0%
    early_data: 0%
    requests_per_connection: 1
    dns: {asked: 0%}
    retry: {timeout: 3s}
  origin: {at: near, workers: unlimited, service: {constant: 5ms}}
design:
  routes: {all: {cache: edge}}
  caches: {edge: {ttl: 0s, collapse: false}}
)";

constexpr double access_ms = 10;
constexpr double asked_ms = 3 * access_ms;
constexpr double service_ms = 5;
constexpr double near_far_ms = 98.02;
constexpr double near_last_ms = 163.37;
constexpr double rounded_ms = 0.01;

Runs with(const Overrides& overrides) { return run(open_text(three_towns, overrides)); }

std::string down(const std::string& pop, const std::string& at, const std::string& duration,
                 const std::string& convergence) {
  return "{kind: pop_down, name: " + pop + at + ", target: {pop: " + pop + "}, at: " + at +
         ", duration: " + duration + ", convergence: " + convergence + "}";
}
std::string faults(const std::string& list) { return "world.faults=[" + list + "]"; }

/// All of the requests took so long.
void check_latency(const Runs& runs, double ms) {
  CAPTURE(ms);
  CHECK(read_metric(runs, "availability") == 1.0);
  CHECK(std::abs(read_metric(runs, "latency.mean") - ms) < rounded_ms);
  CHECK(std::abs(read_metric(runs, "latency.p1") - ms) < 0.008 * ms);
  CHECK(std::abs(read_metric(runs, "latency.p99") - ms) < 0.008 * ms);
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("failover: without failures a request takes its way and the origin's service") {
    check_latency(with({}), asked_ms + service_ms);
    check_latency(with({"world.origin.at=far"}), asked_ms + near_far_ms + service_ms);
  }

  TEST_CASE("failover: the timeout, then a new connection to the PoP that answers") {
    // Near falls as the measured second begins, and routes follow before the timeout ends. The
    // origin is in Far too. Before, nearly all connections were open.
    const Runs runs = with({"world.origin.at=far", "world.clients.requests_per_connection=10000",
                            faults(down("NEA", "10s", "1min", "2s"))});
    check_latency(runs, 3000 + 3 * (access_ms + near_far_ms) + service_ms);
    CHECK(read_metric(runs, "retries.share") == 1.0);
  }

  TEST_CASE("failover: each attempt has its own timeout, and the last one decides") {
    // Without convergence all attempts go to Near. The k-th begins k - 1 timeouts after the first.
    for (const int attempts : {1, 2, 3, 4}) {
      CAPTURE(attempts);
      const Runs runs = with({"world.clients.retry.attempts=" + std::to_string(attempts),
                              faults(down("NEA", "10s", "1min", "1min"))});
      CHECK(read_metric(runs, "availability") == 0.0);
      CHECK(read_metric(runs, "errors.delay.mean") ==
            doctest::Approx(3000.0 * attempts).scale(0).epsilon(1e-9));
      CHECK(read_metric(runs, "retries.share") == attempts - 1.0);
    }
    // Down for 5 s: the attempts at once and after 3 s meet it, the one after 6 s does not.
    const Runs third =
        with({"world.clients.retry.attempts=9", faults(down("NEA", "10s", "5s", "1min"))});
    check_latency(third, 6000 + asked_ms + service_ms);
    CHECK(read_metric(third, "retries.share") == 2.0);
  }

  TEST_CASE("failover: a PoP with two overlapping outages is back when the last one ends") {
    const Overrides once{"world.clients.retry.attempts=1", "world.horizon.measure=60s",
                         "world.demand.rate=200 rps"};
    for (const char* second : {"30s", "5s"}) {  // ends after the first, or before
      CAPTURE(second);
      Overrides overrides = once;
      overrides.push_back(
          faults(down("NEA", "20s", "20s", "10min") + ", " + down("NEA", "30s", second, "10min")));
      const double failed = read_metric(with(overrides), "errors.share{cause=pop_unreachable}");
      const double expected = (second == std::string("30s") ? 40 : 20) / 60.0;
      // 12,000 requests at random times.
      CHECK(std::abs(failed - expected) < 4 * std::sqrt(expected * (1 - expected) / 12'000));
    }
  }

  TEST_CASE("failover: of two PoPs that are down neither gets users, whichever returns first") {
    // Both are withdrawn when the measured time begins.
    const std::string far = down("FAR", "2s", "1min", "1s");
    const Runs last = with({faults(down("NEA", "1s", "1min", "1s") + ", " + far)});
    check_latency(last, 3 * (access_ms + near_last_ms) + near_last_ms + service_ms);
    const Runs back = with({faults(down("NEA", "1s", "5s", "1s") + ", " + far)});
    check_latency(back, asked_ms + service_ms);
  }

  TEST_CASE("failover: a tier that does not answer costs its connect timeout, then is avoided") {
    const Overrides tiered{"world.origin.at=far",
                           "design.caches.edge.upper_tier={per: global, connect_timeout: 700ms}"};
    // The tier stands in Far, with the origin.
    check_latency(with(tiered), asked_ms + near_far_ms + service_ms);
    Overrides unnoticed = tiered;
    unnoticed.push_back(faults(down("FAR", "9s", "1min", "1min")));
    check_latency(with(unnoticed), asked_ms + 700 + near_far_ms + service_ms);
    Overrides withdrawn = tiered;
    withdrawn.push_back(faults(down("FAR", "1s", "1min", "1s")));
    check_latency(with(withdrawn), asked_ms + near_far_ms + service_ms);
  }

  TEST_CASE("failover: a peer that is withdrawn is not asked") {
    // Near and Far keep each object in one of the two; the origin is in Near.
    const Overrides peers{"design.caches.edge.peers={within: 100ms}"};
    const Runs healthy = with(peers);
    const double its_own = asked_ms + service_ms;
    const double over_far = asked_ms + 2 * near_far_ms + service_ms;
    CHECK(std::abs(read_metric(healthy, "latency.p1") - its_own) < 0.01 * its_own);
    CHECK(std::abs(read_metric(healthy, "latency.p99") - over_far) < 0.01 * over_far);
    Overrides withdrawn = peers;
    withdrawn.push_back(faults(down("FAR", "1s", "1min", "1s")));
    check_latency(with(withdrawn), its_own);
  }

  TEST_CASE("failover: what is in a PoP when it falls is lost, whatever comes back for it") {
    // The origin takes 2 s; Near falls in the middle of the measured second.
    const Runs runs = with({"world.origin.service={constant: 2s}", "world.clients.retry.attempts=1",
                            faults(down("NEA", "10500ms", "100ms", "1h"))});
    const double lost = read_metric(runs, "errors.share{cause=connection_lost}");
    CHECK(std::abs(lost - 0.5) < 4 * std::sqrt(0.25 / 1000));
    const double unheard = read_metric(runs, "errors.share{cause=pop_unreachable}");
    CHECK(std::abs(unheard - 0.1) < 4 * std::sqrt(0.09 / 1000));
  }

  TEST_CASE("failover: a tier that falls with an answer in its hands has to be done without") {
    // In Far a request takes 2 s at the origin; then it starts from Near again, past the tier. What
    // comes in the last tenth of the second finds the tier down.
    const Runs runs =
        with({"world.origin={at: far, service: {constant: 2s}, workers: unlimited}",
              "design.caches.edge.upper_tier={per: global}", "world.clients.retry.timeout=10s",
              faults(down("FAR", "10900ms", "1h", "1h"))});
    const double twice_ms = asked_ms + 2 * (near_far_ms + 2000);
    CHECK(read_metric(runs, "availability") == 1.0);
    CHECK(std::abs(read_metric(runs, "latency.p50") - twice_ms) < 0.008 * twice_ms);
    CHECK(std::abs(read_metric(runs, "latency.p80") - twice_ms) < 0.008 * twice_ms);
  }

  TEST_CASE("failover: an answer to a request from before the fall is not kept") {
    // Near is down from 0.2 s to 0.5 s. Fetches from before end from 2 s on, those from after it at
    // 2.5 s: hits are the requests of the last half second.
    const Runs runs = with(
        {"world.horizon={warm_up: 0s, measure: 3s, history: 0s}", "world.routes.all.objects=1",
         "world.origin.service={constant: 2s}", "design.caches.edge={ttl: 1h, collapse: false}",
         "world.clients.retry.attempts=1", faults(down("NEA", "200ms", "300ms", "1h"))});
    const double hits = read_metric(runs, "hit_ratio") * read_metric(runs, "requests");
    CHECK(std::abs(hits - 500) < 4 * std::sqrt(500.0));
  }

  TEST_CASE("failover: a tier's PoP that loses its caches fetches everything anew") {
    // Far is avoided from 6 s on and returns, with or without its copies, at 10 s.
    const auto fetched = [](const std::string& loses) {
      std::string fault = down("FAR", "5s", "4s", "1s");
      fault.insert(fault.size() - 1, ", loses_caches: " + loses);
      const Runs runs = with({"world.origin.at=far", faults(fault),
                              "design.caches.edge.upper_tier={per: global, ttl: 1h}"});
      return runs.replications.front().seen.cells.front().origin_requests;
    };
    CHECK(fetched("false") == 0);
    CHECK(fetched("true") >= 20);
    CHECK(fetched("true") < 100);  // what came while an object was fetched asked too
  }

  TEST_CASE("failover: each of two outages has its own recovery") {
    // Hits take no time in Near: none is under way when it falls.
    const Runs runs =
        with({"world.clients.retry.attempts=1", "world.horizon.measure=60s",
              "design.caches.edge={ttl: 1h}",
              faults(down("NEA", "20s", "5s", "1h") + ", " + down("NEA", "40s", "7s", "1h"))});
    CHECK(read_metric(runs, "recovery.seconds{fault=NEA20s}") == 5.0);
    CHECK(read_metric(runs, "recovery.seconds{fault=NEA40s}") == 7.0);
  }
}
