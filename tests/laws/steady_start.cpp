// A run that begins in the steady state says at once what a run that begins empty says after long.
#include <cmath>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

constexpr std::size_t replications = as_many_as(12, 2);
const char* const measured = sanitized ? "5s" : "15s";

struct Case {
  std::string name;
  Overrides design;
  std::vector<std::string> metrics;
};

struct Estimate {
  double mean = 0, error = 0;
};
Estimate estimate(const Runs& runs, const std::string& metric) {
  double sum = 0;
  double squares = 0;
  for (std::size_t i = 0; i < replications; ++i) {
    const double value = read_metric(runs, i, metric);
    sum += value;
    squares += value * value;
  }
  const double n = replications;
  const double mean = sum / n;
  return {mean, std::sqrt(std::max(squares / n - mean * mean, 0.0) / (n - 1))};
}

/// Both starts, measured over the same short time: at once with so long a history, and empty with
/// so long a warm-up, in which every copy has lived and expired several times.
void agree(const std::string& world, const Case& of, const std::string& past, double model_error) {
  Overrides now = of.design;
  now.insert(now.end(), {"world.horizon.history=" + past, "world.horizon.warm_up=0s",
                         std::string("world.horizon.measure=") + measured});
  Overrides later = of.design;
  later.insert(later.end(), {"world.horizon.history=0s", "world.horizon.warm_up=" + past,
                             std::string("world.horizon.measure=") + measured});
  const Runs steady = run(open_text(world, now), replications);
  const Runs waited = run(open_text(world, later), replications, 7);
  for (const std::string& metric : of.metrics) {
    const Estimate a = estimate(steady, metric);
    const Estimate b = estimate(waited, metric);
    CAPTURE(of.name);
    CAPTURE(metric);
    CAPTURE(a.mean);
    CAPTURE(b.mean);
    CHECK_NUMBERS(std::abs(a.mean - b.mean) <=
                  4 * std::hypot(a.error, b.error) + model_error * b.mean);
  }
}

const char* const one_place = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: steady}
world:
  network: lab
  demand: {rate: 500 rps}
  routes: {all: {share: 100%, objects: 5000, popularity: {zipf: 0.8}, size: 10kB}}
  clients: {access: {rtt: 10ms}}
  origin: {service: 1ms, workers: unlimited}
design:
  routes: {all: {cache: edge}}
  caches: {edge: {capacity: 1GB, ttl: 20s}}
)";

const char* const the_globe = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: steady}
world:
  network: cloudflare-2026
  demand: {rate: 3k rps}
  routes: {all: {share: 100%, objects: 2000, popularity: {zipf: 0.9}, size: 10kB}}
  origin: {at: us-east-1, service: 1ms, workers: unlimited}
design:
  routes: {all: {cache: edge}}
  caches: {edge: {capacity: 1GB, ttl: 20s, upper_tier: {per: region}}}
)";

const std::vector<std::string> hits{"hit_ratio", "answers.share{status=revalidated}",
                                    "origin.rate"};

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("one cache starts as it would be after long") {
    const std::vector<Case> cases{
        {"ttl", {}, hits},
        {"sliding ttl", {"design.caches.edge.ttl_reset_on_hit=true"}, hits},
        {"lru", {"design.caches.edge={capacity: 5MB, ttl: 1h}"}, {"hit_ratio", "origin.rate"}},
        {"lru before ttl", {"design.caches.edge={capacity: 5MB, ttl: 20s}"}, hits},
        {"lru after ttl", {"design.caches.edge={capacity: 40MB, ttl: 5s}"}, hits},
        {"few places", {"design.caches.edge={objects: 300, ttl: 30s}"}, hits},
        {"variants",
         {"world.routes.all.variants={device: {values: 3, exponent: 1}}",
          "world.routes.all.unique_queries=10%", "design.caches.edge.capacity=20MB"},
         hits},
        {"changes",
         {"world.routes.all.changes=1min"},
         {"hit_ratio", "stale.share", "answers.share{status=revalidated}"}},
        {"purged on change",
         {"world.routes.all.changes=1min", "design.purge={on_change: true}"},
         {"hit_ratio", "origin.rate"}},
        {"nothing there", {"world.routes.all.missing=30%"}, hits},
        {"stale while revalidate",
         {"design.caches.edge.stale_while_revalidate=10s"},
         {"hit_ratio", "origin.rate"}},
    };
    for (const Case& of : cases) agree(one_place, of, sanitized ? "40s" : "4min", 0.005);
  }

  TEST_CASE("tiers start as they would be after long") {
    const std::vector<std::string> tiered{"hit_ratio", "origin.rate",
                                          "answers.share{status=revalidated}"};
    const std::vector<Case> cases{
        {"a tier per region", {}, tiered},
        {"one tier", {"design.caches.edge.upper_tier={per: global}"}, tiered},
        {"two levels",
         {"design.caches.edge.regional_tier={per: region}",
          "design.caches.edge.upper_tier={per: global}"},
         tiered},
        {"no inherited age", {"design.caches.edge.age_inherited=false"}, tiered},
        {"little room",
         {"design.caches.edge.capacity=1MB", "design.caches.edge.upper_tier.capacity=8MB"},
         {"hit_ratio", "origin.rate"}},
    };
    for (const Case& of : cases) agree(the_globe, of, sanitized ? "30s" : "4min", 0.01);
  }

  TEST_CASE("a ttl as long as the history does not end for all copies at once") {
    // 50 objects, asked for so often that each is fetched once a ttl: 5 s see 50 x 5 / ttl fetches.
    const Overrides hot{"world.routes.all.objects=50", "world.routes.all.popularity=uniform",
                        "world.horizon.history=1h", "world.horizon.warm_up=0s",
                        "world.horizon.measure=5s"};
    for (const char* ttl : {"59min", "1h", "3602s"}) {
      Overrides set = hot;
      set.push_back(std::string("design.caches.edge.ttl=") + ttl);
      CAPTURE(ttl);
      const Runs runs = run(open_text(one_place, set), replications);
      CHECK_NUMBERS(read_metric(runs, "origin.rate") < 0.1);
    }
  }

  TEST_CASE("what a purge or a failure took before anybody asked is gone") {
    const Overrides at_once{"world.horizon.warm_up=0s", "world.horizon.measure=2s",
                            "design.caches.edge.ttl=1h"};
    Overrides purged = at_once;
    purged.emplace_back("world.purges=[{at: 0s, route: all, what: everything}]");
    const double full = read_metric(run(open_text(one_place, at_once)), "hit_ratio");
    const double emptied = read_metric(run(open_text(one_place, purged)), "hit_ratio");
    CHECK(full > 0.98);
    CHECK(emptied < 0.5);
  }
}
