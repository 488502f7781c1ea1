// Stores behind routes and functions: trips, caches in front of them, whose data it is.
#include <string>

#include <doctest/doctest.h>

#include "support/compute.hpp"
#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

// All users are in Near; light takes 98.02 ms to Far and back.
const char* const far_store = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: far_store}
world:
  network: three-towns
  horizon: {warm_up: 1s, measure: 20s}
  demand: {rate: 50 rps}
  routes: {all: {objects: 50, popularity: uniform, size: 1kB}}
  origin: {service: 1ms}
design:
  routes: {all: {compute: fn}}
  compute:
    fn: {runtime: isolate, cpu: 1us, cold_start: 0ms, sub_requests: {to: data, count: 3}}
  stores: {data: {kind: {object: {read: 0s, write: 0s}}, at: far}}
  prices: {edge: fastly-2026, origin: fastly-2026}
)";

// One object, read at the edge's cache and written to its store.
const char* const cached_store = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: cached_store}
world:
  network: lab
  horizon: {warm_up: 10s, measure: 300s}
  demand: {rate: 100 rps}
  routes:
    all: {objects: 20, popularity: uniform, size: 1kB, operations: {read: 95%, write: 5%}}
  origin: {service: 1ms}
design:
  routes: {all: {store: data, cache: edge}}
  caches: {edge: {ttl: 4s, collapse: false}}
  stores: {data: {kind: {object: {read: 0s, write: 0s}}}}
  prices: {edge: fastly-2026, origin: fastly-2026}
)";

const char* const own_data = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: own_data}
world:
  network: small-globe
  horizon: {warm_up: 10s, measure: 60s}
  demand: {rate: 500 rps}
  routes:
    all: {objects: 500, size: 1kB, keys: {owner: user}, operations: {read: 80%, write: 20%}}
  origin: {at: us-east-1, service: 1ms}
design:
  routes: {all: {store: data}}
  stores: {data: {kind: {kv: {writes_per_key: 100 rps, cache_ttl: 10s}}}}
  prices: {edge: fastly-2026, origin: fastly-2026}
)";

constexpr double far_trip = 98.02;

double of_far(const std::string& metric, const Overrides& overrides = {}) {
  return read_metric(run(open_text(far_store, overrides)), metric);
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("a function's reads of a store: in turn a trip each, at once one, near the data none") {
    CHECK(of_far("latency.mean") == within(3 * far_trip, 0.01));
    CHECK(of_far("latency.mean", {"design.compute.fn.sub_requests.order=parallel"}) ==
          within(far_trip, 0.01));
    // The request travels to the function and back; the function asks where it stands.
    CHECK(of_far("latency.mean", {"design.compute.fn.place=near_data"}) == within(far_trip, 0.01));
    CHECK(of_far("store.read.p99.9", {"design.compute.fn.place=near_data"}) < 0.5);
    CHECK(of_far("store.read.mean") == within(far_trip, 0.01));
    CHECK(of_far("store.rate") == within(3 * of_far("requests") / 20, 0.001));
  }

  TEST_CASE("the last of a function's sub-requests does what the request does, the others read") {
    const Overrides writes{"world.routes.all.operations={read: 0%, write: 100%}"};
    const Runs runs = run(open_text(far_store, writes));
    const StoreMeter& meter = runs.replications.front().seen.store_meter(0, 0, 0);
    std::uint64_t reads = 0, written = 0;
    for (const StoreMeter& one : runs.replications.front().seen.store_meters) {
      reads += one.reads;
      written += one.writes;
    }
    CHECK(meter.writes <= written);
    CHECK(written > 0);
    CHECK(reads == 2 * written);
    CHECK(static_cast<double>(written) == within(read_metric(runs, "requests"), 0.001));
  }

  TEST_CASE(
      "a cache in front of a store: writes pass it by, and its copies are stale until they "
      "expire") {
    const Runs runs = run(open_text(cached_store));
    CHECK(read_metric(runs, "answers.share{status=bypass}") ==
          doctest::Approx(0.05).scale(0).epsilon(0.05));
    // A copy lives for T = 4 s of reads at lambda = 4.75/s, after the one that fetched it; a write
    // at w = 0.25/s makes it stale. The store itself is never stale.
    constexpr double t = 4, lambda = 4.75, w = 0.25;
    const double stale_reads = lambda * (t - (1 - std::exp(-w * t)) / w) / (1 + lambda * t);
    CHECK(read_metric(runs, "stale.share") == within(0.95 * stale_reads, 0.05));
    CHECK(read_metric(runs, "store.stale.share") == 0);
    CHECK(read_metric(runs, "stale.age.p99.9") <= 1.02 * t);
    CHECK(read_metric(run(open_text(cached_store, {"design.routes.all={store: data}"})),
                      "stale.share") == 0);
  }

  TEST_CASE("a cache in front of a store: an upper tier passes the version of its copy on") {
    const Runs runs = run(open_text(
        cached_store, {"design.caches.edge={ttl: 2s, age_inherited: false, collapse: false, "
                       "upper_tier: {per: global, ttl: 4s}}"}));
    CHECK(read_metric(runs, "stale.share") > 0.2);
    CHECK(read_metric(runs, "stale.age.p99.9") > 4);
    CHECK(read_metric(runs, "stale.age.p99.9") <= 1.02 * 6);
  }

  TEST_CASE("own data: at home a user sees every write of theirs; who travels may not") {
    const Runs home = run(open_text(own_data));
    const Runs away = run(open_text(own_data, {"world.routes.all.keys.roaming=20%"}));
    CHECK(read_metric(home, "store.own_write_missing.share") < 0.001);
    CHECK(read_metric(away, "store.own_write_missing.share") > 0.02);
    CHECK(read_metric(away, "store.went_back.share") > 0.01);
    for (const char* kind : {"object", "single_home", "origin_db"}) {
      CAPTURE(std::string(kind));
      const Runs strong =
          run(open_text(own_data, {"world.routes.all.keys.roaming=20%",
                                   std::string("design.stores.data={kind: ") + kind + "}",
                                   "world.horizon.measure=20s"}));
      CHECK(read_metric(strong, "store.own_write_missing.share") == 0);
      CHECK(read_metric(strong, "store.went_back.share") == 0);
      CHECK(read_metric(strong, "store.stale.share") == 0);
    }
  }

  TEST_CASE("every request that a store answers or refuses is in its counts once") {
    for (const char* kind : {"object", "kv", "single_home", "{replicated: {replicas: [eu-west-1]}}",
                             "{quorum: {replicas: [eu-west-1, sa-east-1]}}",
                             "{origin_db: {connections: 1, queue: 2}}"}) {
      CAPTURE(std::string(kind));
      const Runs runs = run(open_text(
          own_data, {std::string("design.stores.data={kind: ") + kind + "}",
                     "world.routes.all.operations={read: 60%, write: 20%, read_modify_write: 20%}",
                     "world.horizon.measure=20s", "world.clients.retry.attempts=1"}));
      std::uint64_t calls = 0, requests = 0, failures = 0, refused = 0;
      for (const StoreMeter& meter : runs.replications.front().seen.store_meters) {
        calls += meter.calls();
        refused += meter.refused();
      }
      for (const Cell& cell : runs.replications.front().seen.cells) {
        requests += cell.requests;
        for (const std::uint64_t one : cell.failures) failures += one;
      }
      CHECK(calls == requests);
      CHECK(refused == failures);
    }
  }
}
