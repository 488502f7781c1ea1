// How long copies are fresh, who counts from when, and what is known of their age.
#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

// One object, asked for 200 times a second; caches that begin empty.
const char* const fresh_lab = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: fresh_lab}
world:
  network: lab
  horizon: {warm_up: 100s, measure: 250s, history: 0s}
  demand: {rate: 200 rps}
  routes: {all: {share: 100%, objects: 1, size: 10kB}}
  origin: {service: {constant: 1ms}, workers: unlimited}
design:
  routes: {all: {cache: edge}}
  caches: {edge: {ttl: 10s}}
)";

Runs fresh_run(const Overrides& overrides) { return run(open_text(fresh_lab, overrides)); }

/// Four standard deviations of a share of this many independent requests.
double four_sigma(double share, double requests) {
  return 4 * std::sqrt(share * (1 - share) / requests);
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("freshness: with age inherited a copy is no fresher than the tier's") {
    // The tier fetches every 25 s. Copies that come from it later than 10 s after that are expired
    // on arrival, so the edge hits for 10 s of 25; without age it fetches once in 10 s.
    const std::string tier = "design.caches.edge.upper_tier={per: global, ttl: 25s}";
    const double inherited = read_metric(fresh_run({tier}), "hit_ratio");
    CHECK(std::abs(inherited - 0.4) < four_sigma(0.4, 50'000));
    const double own =
        read_metric(fresh_run({tier, "design.caches.edge.age_inherited=false"}), "hit_ratio");
    CHECK(std::abs(own - (1 - 1.0 / 2000)) < four_sigma(1.0 / 2000, 50'000));
  }

  TEST_CASE("freshness: stale.age counts from the change") {
    // Changes come after exponential times of mean 10 s, copies live 10 s: of a copy of age a the
    // share 1 - e^(-a/10) is stale, since a - 10 (1 - e^(-a/10)) on average. Over all ages up to
    // 10 s: shares of 1/e, and 5 - 10 + 10 (1 - 1/e) over that.
    const Runs runs =
        fresh_run({"world.routes.all.objects=200", "world.demand.rate=4k rps",
                   "world.routes.all.changes={every: 10s}", "world.routes.all.popularity=uniform",
                   "world.horizon.measure=200s", "world.horizon.warm_up=20s"});
    const double share = std::exp(-1.0);
    const double age_s = (5 - 10 * std::exp(-1.0)) / share;
    // 4000 lives of copies; both values vary by less than their mean from one to the next.
    CHECK(std::abs(read_metric(runs, "stale.share") - share) < 4 * share / std::sqrt(4000.0));
    CHECK(std::abs(read_metric(runs, "stale.age.mean") - age_s) < 4 * age_s / std::sqrt(4000.0));
  }

  TEST_CASE("freshness: a 404 is kept for negative_ttl, and is a page of 1 kB") {
    const Runs runs =
        fresh_run({"world.routes.all.missing=100%", "design.caches.edge.negative_ttl=5s",
                   "design.caches.edge.ttl=1h"});
    // Fetched 5 s and one gap of 5 ms after the answer, which takes 1 ms.
    CHECK(std::abs(read_metric(runs, "origin.rate") * 250 - 250 / 5.006) < 1.5);
    const double requests = read_metric(runs, "requests");
    CHECK(read_metric(runs, "edge.egress") ==
          doctest::Approx(requests * 1000 * 8 / 250).scale(0).epsilon(1e-9));
  }

  TEST_CASE("freshness: a client's copy is no fresher than the cache's that it came from") {
    // A person asks for each of 50 objects every 300 s on average. Edge copies live for 30 min, and
    // 5 s later the next begins: in the first 15 min clients keep what they get until those are
    // over, after that what they get is expired.
    const Runs runs = fresh_run(
        {"world.routes.all.objects=50", "world.routes.all.popularity=uniform",
         "world.demand.rate=10 rps", "world.clients.people={requests_per_minute: 10, activity: 1}",
         "design.routes.all.client_ttl=15min", "design.caches.edge.ttl=30min",
         "world.horizon={warm_up: 1h, measure: 3h, history: 0s}"});
    const double asked = 900.0 / 300;
    const double expected = (asked - (1 - std::exp(-asked))) / (1805.0 / 300);
    // 60 people x 50 objects x 6 lives of copies; what they hold varies by less than its mean.
    CHECK(std::abs(read_metric(runs, "answers.share{status=client}") - expected) <
          4 * expected / std::sqrt(18'000.0));
    std::uint64_t in_time = 0;
    const Observations& seen = runs.replications.front().seen;
    for (const Moment& moment : seen.timeline) in_time += moment.requests;
    CHECK(static_cast<double>(in_time) == read_metric(runs, "requests"));
  }

  TEST_CASE("freshness: requests during a fetch are collapsed, and no hits") {
    // 0.5 s of fetching, 1.5 s of hits, a gap of 5 ms: 401 requests a cycle, of which one fetches.
    const Runs runs =
        fresh_run({"world.origin.service={constant: 500ms}", "design.caches.edge.ttl=1500ms"});
    const double collapsed = read_metric(runs, "answers.share{status=collapsed}");
    CHECK(std::abs(collapsed - 100.0 / 401) < four_sigma(0.25, 50'000));
    CHECK(std::abs(read_metric(runs, "hit_ratio") - 300.0 / 401) < four_sigma(0.25, 50'000));
    CHECK(read_metric(runs, "byte_hit_ratio") ==
          doctest::Approx(read_metric(runs, "hit_ratio")).scale(0).epsilon(1e-12));
  }

  TEST_CASE("freshness: a tier fetches once for all PoPs that ask while it does") {
    // Edge copies expire at once, so each PoP asks the tier, which takes 1 s to fetch what then
    // lives for 2 s. With 500 requests a second a PoP's answer is never far.
    const Overrides shared{"world.network=small-globe",
                           "world.origin.at=us-east-1",
                           "world.origin.service={constant: 1s}",
                           "world.demand.rate=500 rps",
                           "world.horizon={warm_up: 10s, measure: 60s, history: 0s}",
                           "design.caches.edge={ttl: 0s, upper_tier: {per: global, ttl: 2s}}"};
    const double fetches = read_metric(fresh_run(shared), "origin.rate") * 60;
    CHECK(fetches > 60 / 3.1 - 1);
    CHECK(fetches < 60 / 3.0 + 1);
  }

  TEST_CASE("freshness: a tier that answers with a stale copy refreshes it behind") {
    // Within the grace all answers are hits, and the tier fetches anew once a second and a gap.
    const Runs runs = fresh_run(
        {"design.caches.edge={ttl: 1s, stale_while_revalidate: 1d, upper_tier: {per: global}}"});
    CHECK(read_metric(runs, "hit_ratio") == 1.0);
    CHECK(read_metric(runs, "byte_hit_ratio") == 1.0);
    const double fetches = read_metric(runs, "origin.rate") * 250;
    CHECK(fetches <= 250.0 + 1);
    CHECK(fetches > 250 / 1.03);
  }

  TEST_CASE("freshness: the first byte comes before the transfer") {
    // 10 kB at 8 Mbit/s are 10 ms; without a round trip no window limits them.
    const Runs runs =
        fresh_run({"design.routes={}", "world.clients.access={rtt: 0s, bandwidth: 8Mbps}"});
    CHECK(read_metric(runs, "ttfb.mean") == doctest::Approx(1).scale(0).epsilon(1e-6));
    CHECK(read_metric(runs, "latency.mean") == doctest::Approx(11).scale(0).epsilon(1e-6));
  }
}
