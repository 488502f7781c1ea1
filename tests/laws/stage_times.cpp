// What a request's time is made of, worked out by hand where little else takes any.
#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

// Each of the 20 objects is in every cache on its way long before the measured second.
const char* const twins = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: twins}
world:
  network: slow-twins
  horizon: {warm_up: 10s, measure: 1s}
  demand: {rate: 500 rps}
  routes: {all: {share: 100%, objects: 20, popularity: uniform, size: 0B}}
  clients: {dns: {asked: 0%}}
  origin: {workers: unlimited, service: {constant: 500ms}}
design:
  routes: {all: {cache: edge}}
  caches: {edge: CACHE}
)";

Runs twins_with(const std::string& cache) {
  std::string text = twins;
  text.replace(text.find("CACHE"), 5, cache);
  return run(open_text(text));
}

// An attack 0.1% above what the link of the only site carries begins with the measured time.
const char* const filling_link = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: filling_link}
world:
  network: lab
  horizon: {warm_up: 1s, measure: 40s}
  demand: {rate: 100 rps}
  routes: {all: {share: 100%, objects: 20, size: 0B}}
  clients:
    {access: {rtt: 10ms}, tls12: 0%, early_data: 0%, requests_per_connection: 1, dns: {asked: 0%}}
  origin: {workers: unlimited, service: {constant: 5ms}}
  edge: {links: {hub: 1Tbps, buffer: 50ms}}
  attacks: [{kind: volumetric, bandwidth: 1.001Tbps, packet: 1400B, at: 1s, duration: 40s}]
)";

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("stage times: each site that a request passes processes it once") {
    constexpr double processing = 3;
    const auto all_take = [](const Runs& runs, double ms) {
      CHECK(read_metric(runs, "latency.mean") == doctest::Approx(ms).scale(0).epsilon(1e-9));
    };
    all_take(twins_with("{ttl: 1h}"), processing);
    all_take(twins_with("{ttl: 0s, collapse: false, regional_tier: {ttl: 1h}}"), 2 * processing);
    const std::string upper = "upper_tier: {per: global, ttl: 1h}";
    all_take(twins_with("{ttl: 0s, collapse: false, " + upper + "}"), 2 * processing);
    all_take(twins_with("{ttl: 0s, collapse: false, regional_tier: {ttl: 0s}, " + upper + "}"),
             3 * processing);
  }

  TEST_CASE("stage times: a site processes what its peer asks it for") {
    // Each object is in one of the two sites, ten or so in each.
    const Runs runs = twins_with("{ttl: 1h, collapse: false, peers: {within: 1ms}}");
    CHECK(read_metric(runs, "latency.p1") == doctest::Approx(3).scale(0).epsilon(0.01));
    CHECK(read_metric(runs, "latency.p99") == doctest::Approx(6).scale(0).epsilon(0.01));
  }

  TEST_CASE("stage times: a filling link delays each exchange of a connection by its queue") {
    // The queue grows by 0.1% of each second, to 40 ms in 40 s, and loses nothing before 50 ms.
    // Requests come uniformly in this time: on average 20 ms, with a deviation of 40 / sqrt(12).
    struct Exchanges {
      std::string http3;
      int number;  // TCP (not QUIC), TLS 1.3, the request
    };
    for (const auto& [http3, number] : {Exchanges{"0%", 3}, Exchanges{"100%", 2}}) {
      CAPTURE(http3);
      const Runs runs = run(open_text(filling_link, {"world.clients.http3=" + http3}));
      CHECK(read_metric(runs, "availability") == 1.0);
      const double requests = read_metric(runs, "requests");
      const double expected = number * (10 + 20) + 5;
      CHECK(std::abs(read_metric(runs, "latency.mean") - expected) <
            4 * number * (40 / std::sqrt(12.0)) / std::sqrt(requests));
    }
  }
}
