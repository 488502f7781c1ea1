// Purges on change above the plan's limit: the backlog grows as long as the run lasts.
#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

double reach_s(const std::string& percentile, const Overrides& overrides) {
  const char* const text = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: changing}
world:
  network: lab
  horizon: {warm_up: 0s, measure: 20s}
  demand: {rate: 10 rps}
  routes: {all: {share: 100%, objects: 10k, size: 1kB, changes: {every: 5s}}}
  origin: {service: 1ms}
design:
  routes: {all: {cache: edge}}
  caches: {edge: {ttl: 1h}}
  purge: {on_change: true, plan: free}
)";
  return read_metric(run(open_text(text, overrides)), "purge.reach." + percentile) * 1e-3;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("purges above their limit wait for longer and longer") {
    // 2,000 changes/s, a bucket of 800 refilled at 800/s: the change at t is the 2,000 t-th and is
    // accepted at (2,000 t - 800) / 800, so it waits 1.5 t - 1 (no less than 0).
    CHECK(reach_s("p50", {}) == doctest::Approx(14).epsilon(0.05).scale(0));
    CHECK(reach_s("p99", {}) == doctest::Approx(28.7).epsilon(0.05).scale(0));
    CHECK(reach_s("p50", {"world.horizon.measure=40s"}) ==
          doctest::Approx(29).epsilon(0.05).scale(0));
    // Of the second half of those 40 s: t = 30 s in the middle.
    CHECK(reach_s("p50", {"world.horizon.warm_up=20s"}) ==
          doctest::Approx(44).epsilon(0.05).scale(0));
  }

  TEST_CASE("purges within their limit do not wait") {
    CHECK(reach_s("p99", {"world.routes.all.changes.every=20s"}) < 1);
  }
}
