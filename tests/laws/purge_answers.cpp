// What purges do to the copies that requests meet: when, in which caches, and how much is left.
#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

// 50 objects that are long cached everywhere when the measured time begins.
const char* const purged_lab = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: purged_lab}
world:
  network: lab
  horizon: {warm_up: 10s, measure: 10s, history: 0s}
  demand: {rate: 1k rps}
  routes: {all: {share: 100%, objects: 50, popularity: uniform, size: 10kB}}
  origin: {service: {constant: 1ms}, workers: unlimited}
  purges: [{at: 12s, route: all}]
design:
  routes: {all: {cache: edge}}
  caches: {edge: {ttl: 1h}}
)";

constexpr std::uint64_t purged_objects = 50;

Cell purged(const Overrides& overrides) {
  return run(open_text(purged_lab, overrides)).replications.front().seen.cells.front();
}

// Purges are sent from Near, where the origin is; users are served in Far, 49.01 ms away.
const Overrides in_far{
    "world.network=three-towns",
    "world.faults=[{kind: pop_down, target: {pop: NEA}, at: 1s, duration: 1h, convergence: 1s}]",
    "design.purge={model: {gossip: {loss: 0%}}}", "world.demand.rate=10k rps",
    "world.purges=[{at: 10s, route: all}]"};

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("purge answers: everything is fetched once more, from the origin and not from a tier") {
    for (const char* tier : {"{ttl: 1h}", "{ttl: 1h, upper_tier: {per: global}}"}) {
      CAPTURE(tier);
      const Cell cell = purged({"design.caches.edge=" + std::string(tier)});
      CHECK(cell.origin_requests == purged_objects);
      CHECK(cell.origin_bytes == purged_objects * 10'000);
      CHECK(cell.origin_unchanged == 0);
    }
  }

  TEST_CASE("purge answers: a soft purge leaves copies that can be revalidated") {
    const Cell cell = purged({"design.purge.soft=true"});
    CHECK(cell.origin_requests == purged_objects);
    CHECK(cell.origin_bytes == 0);
    CHECK(cell.origin_unchanged == purged_objects);
  }

  TEST_CASE("purge answers: a soft purge on change leaves copies that may be stale") {
    const Overrides changing{"world.purges=[]", "world.routes.all.changes={every: 5s}",
                             "design.caches.edge={ttl: 1h, stale_while_revalidate: 1h}"};
    const auto missed = [&](const std::string& purge) {
      Overrides all = changing;
      all.push_back("design.purge=" + purge);
      const Cell cell = purged(all);
      CHECK(cell.origin_requests > purged_objects);  // two changes of each on average
      return cell.requests - cell.edge_hits;
    };
    CHECK(missed("{on_change: true, soft: true}") == 0);
    CHECK(missed("{on_change: true}") > purged_objects);
  }

  TEST_CASE("purge answers: until its purge has come to a PoP copies are answered there") {
    Overrides before = in_far;
    before.push_back("world.horizon.measure=45ms");
    CHECK(purged(before).origin_requests == 0);
    Overrides after = in_far;
    after.push_back("world.horizon.measure=1s");
    CHECK(purged(after).origin_requests == purged_objects);
  }

  TEST_CASE("purge answers: after a change a PoP is stale for the way of the purge to it") {
    Overrides changing = in_far;
    changing.back() = "world.purges=[]";
    changing.push_back("world.routes.all.changes={every: 10s}");
    changing[2] =
        "design.purge={on_change: true, model: {gossip: {loss: 0%, accept: 0s, apply: 0s}}}";
    changing.push_back("world.horizon.measure=60s");
    const Runs runs = run(open_text(purged_lab, changing));
    // Some 300 changes, each with 49.01 ms and 10 requests, at ages that are spread evenly.
    const double age_ms = read_metric(runs, "stale.age.mean") * 1e3;
    CHECK(std::abs(age_ms - 49.01 / 2) < 4 * 49.01 / std::sqrt(12.0 * 3000));
    CHECK(read_metric(runs, "stale.age.p99") * 1e3 < 49.01 * 1.016);
  }
}
