// K01 to K03 and the queue of a single-homed object: stores against closed forms, through the front
// door.
#include <cmath>

#include <doctest/doctest.h>

#include "support/compute.hpp"
#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

const char* const store_lab = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: store_lab}
world:
  network: lab
  horizon: {warm_up: 10s, measure: 50s}
  demand: {rate: 5k rps}
  routes: {all: {objects: 500, popularity: uniform, size: 1kB}}
  origin: {service: 1ms}
design:
  routes: {all: {store: data}}
  stores: {data: {kind: object}}
  prices: {edge: fastly-2026, origin: fastly-2026}
)";

Runs of_store(const std::string& kind, const Overrides& more) {
  Overrides overrides{"design.stores.data={kind: {" + kind + "}}"};
  overrides.insert(overrides.end(), more.begin(), more.end());
  return run(open_text(store_lab, overrides));
}

double choose(int n, int k) {
  double ways = 1;
  for (int i = 0; i < k; ++i) ways *= static_cast<double>(n - i) / (i + 1);
  return n < k ? 0 : ways;
}

/// Share of reads that miss the last k writes of a quorum without repair (Bailis et al., 2012).
double behind(int n, int r, int w, int k) { return std::pow(choose(n - w, r) / choose(n, r), k); }

Runs quorum_of(int n, int r, int w) {
  std::string replicas;
  for (int i = 1; i < n; ++i) replicas += i == 1 ? "lab" : ", lab";
  return of_store("quorum: {replicas: [" + replicas + "], r: " + std::to_string(r) +
                      ", w: " + std::to_string(w) + ", choice: random, read: 0s, write: 0s}",
                  {"world.routes.all.operations={read: 60%, write: 40%}"});
}

/// One object that serves for a millisecond.
Runs one_object(const std::string& rate, const std::string& length) {
  return of_store(
      "single_home: {home: at, service: 1ms, wake: 0s, hibernate_after: 24h, longest_wait: 100ms}",
      {"world.routes.all.objects=1", "world.demand.rate=" + rate,
       "world.horizon.measure=" + length});
}

// Each of 50 keys is read 20 times a second, 0.4 of them in Few, and written 0.1 times a second.
constexpr double reads_in_few = 0.4 * 0.995;
constexpr double writes_of_key = 0.1;
const Overrides towns{"world.network=two-towns",
                      "world.routes.all={objects: 50, popularity: uniform, size: 1kB, operations: "
                      "{read: 99.5%, write: 0.5%}}",
                      "world.demand.rate=1k rps", "world.horizon.warm_up=30s"};

Runs in_towns(const std::string& kind, const char* measure) {
  Overrides overrides = towns;
  overrides.push_back(std::string("world.horizon.measure=") + measure);
  return of_store(kind, overrides);
}

}  // namespace

TEST_SUITE("oracles") {
  TEST_CASE(
      "K01: reads of a quorum are k versions behind as often as its members miss each other") {
    CHECK(1 - behind(3, 1, 1, 1) == within(0.3333, 1e-3));
    CHECK(1 - behind(3, 1, 1, 3) == within(0.7037, 1e-3));
    CHECK(1 - behind(3, 1, 2, 2) == within(0.8889, 1e-3));
    struct Row {
      int n, r, w;
    };
    for (const Row& row : {Row{3, 1, 1}, {3, 1, 2}, {5, 2, 1}, {5, 2, 2}}) {
      CAPTURE(row.n);
      CAPTURE(row.w);
      const Runs runs = quorum_of(row.n, row.r, row.w);
      for (const int k : {1, 2, 3, 5}) {
        CAPTURE(k);
        CHECK(read_metric(runs, "store.behind.share{versions=" + std::to_string(k) + "}") ==
              doctest::Approx(behind(row.n, row.r, row.w, k))
                  .scale(0)
                  .epsilon(0.005 / behind(row.n, row.r, row.w, k)));
      }
    }
    CHECK(read_metric(quorum_of(3, 2, 2), "store.stale.share") == 0);
    CHECK(read_metric(quorum_of(3, 1, 3), "store.stale.share") == 0);
  }

  TEST_CASE("a single-homed object waits as M/D/1, and above its capacity refuses the excess") {
    CHECK(read_metric(one_object("500 rps", "200s"), "store.read.mean") == within(1 + 0.5, 0.02));
    CHECK(read_metric(one_object("900 rps", "1000s"), "store.read.mean") == within(1 + 4.5, 0.05));
    CHECK(read_metric(one_object("1500 rps", "60s"), "store.refused.share") ==
          within(1 - 1000 / 1500.0, 0.03));
    CHECK(read_metric(one_object("4000 rps", "30s"), "store.refused.share") ==
          within(1 - 1000 / 4000.0, 0.02));
  }

  TEST_CASE("K02, K03: a PoP's copies of a kv store are stale as its readers and their TTL say") {
    // A copy is fetched by a read and shown to those of the next T seconds; each is stale if the
    // key was written since: of 1 + lambda T reads, lambda (T - (1 - exp(-w T)) / w).
    constexpr double t = 10;
    const Runs runs = in_towns(
        "kv: {cache_ttl: 10s, regional_tier: false, read: 0s, write: 0s, propagation: 0s, "
        "copy_read: 0s, writes_per_key: 1k rps}",
        "1000s");
    const double fresh = -std::expm1(-writes_of_key * t) / writes_of_key;
    const double stale = reads_in_few * (t - fresh) / (1 + reads_in_few * t);
    CHECK(read_metric(runs, "store.stale.share{region=europe}") == within(stale, 0.05));
    CHECK(read_metric(runs, "store.copies.share{region=europe}") ==
          within(reads_in_few * t / (1 + reads_in_few * t), 0.02));
  }

  TEST_CASE("asynchronous replicas: a read is stale if its key was written within the lag") {
    // Half a round trip of 10.89 ms, and two seconds.
    const double lag = 2 + 0.5 * 10.89e-3;
    const Runs runs =
        in_towns("replicated: {replicas: [few], lag: 2s, read: 0s, write: 0s}", "600s");
    CHECK(read_metric(runs, "store.stale.share{region=europe}") ==
          within(-std::expm1(-writes_of_key * lag), 0.05));
    CHECK(read_metric(runs, "store.stale.share{region=north-america}") == 0);
    CHECK(read_metric(runs, "store.stale.age.p99{region=europe}") < 1.02 * lag);
  }

  TEST_CASE(
      "kv: of Poisson writes to a key at lambda, those within a dead time 1/r are throttled") {
    // As a counter with dead time: lambda / (lambda + r).
    const Runs runs = of_store("kv: {writes_per_key: 1 rps, write: 0s}",
                               {"world.routes.all={objects: 100, popularity: uniform, size: 1kB, "
                                "operations: {read: 0%, write: 100%}}",
                                "world.demand.rate=200 rps", "world.horizon.measure=200s"});
    CHECK(read_metric(runs, "store.refused.share") == within(2.0 / (2 + 1), 0.02));
  }
}
