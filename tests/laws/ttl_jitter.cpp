// TTL jitter: copies live for less than their ttl, each for a time of its own.
#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

double fetches_per_s(const std::string& jitter) {
  const char* const text = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: jitter}
world:
  network: lab
  horizon: {warm_up: 20s, measure: 2000s}
  demand: {rate: 100 rps}
  routes: {all: {share: 100%, objects: 1, size: 1kB}}
  origin: {service: 0s, workers: unlimited}
design:
  routes: {all: {cache: edge}}
  caches: {edge: {ttl: 10s}}
)";
  return read_metric(run(open_text(text, {"design.caches.edge.ttl_jitter=" + jitter})),
                     "origin.rate");
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("ttl jitter: a copy lives for (1 - jitter/2) of its ttl on average") {
    // A cycle is that, and 10 ms until the next request.
    CHECK(fetches_per_s("0%") == doctest::Approx(1 / 10.01).epsilon(0.01).scale(0));
    CHECK(fetches_per_s("50%") == doctest::Approx(1 / 7.51).epsilon(0.04).scale(0));
    CHECK(fetches_per_s("100%") == doctest::Approx(1 / 5.01).epsilon(0.08).scale(0));
  }
}
