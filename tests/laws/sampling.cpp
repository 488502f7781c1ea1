// A sample of the world tells what the whole of it does, and refuses what it would get wrong.
#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "measure/statistics.hpp"
#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

const char* const sampled_place = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: sampled}
world:
  network: lab
  horizon: {warm_up: 30s, measure: 30s}
  demand: {rate: 8k rps}
  routes: {all: {share: 100%, objects: 20k, popularity: {zipf: 0.9}, size: 10kB}}
  clients: {access: {rtt: 10ms}}
  origin: {service: 1ms, workers: unlimited}
design:
  routes: {all: {cache: edge}}
  caches: {edge: {capacity: 20MB, ttl: 20s}}
)";

const char* const sampled_globe = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: sampled}
world:
  network: cloudflare-2026
  horizon: {warm_up: 20s, measure: 40s}
  demand: {rate: 8k rps}
  routes: {all: {share: 100%, objects: 80k, popularity: {zipf: 0.9}, size: 50kB, missing: 5%,
                 changes: 1h}}
  origin: {at: us-east-1, service: 20ms, workers: unlimited}
design:
  routes: {all: {cache: edge}}
  caches:
    edge: {capacity: 200MB, ttl: 60s, upper_tier: {per: region, capacity: 2GB}}
)";

/// A time long enough to draw the steady start, and to measure in.
const Overrides two_seconds{"world.horizon.warm_up=2s", "world.horizon.measure=2s"};

std::vector<double> values_of(const Runs& runs, const std::string& metric) {
  std::vector<double> values;
  for (std::size_t i = 0; i < runs.replications.size(); ++i)
    values.push_back(read_metric(runs, i, metric));
  return values;
}

double standard_error(const Interval& mean, std::size_t n) {
  return (mean.hi - mean.lo) / 2 / student_t_quantile(0.975, static_cast<double>(n - 1));
}

/// Whole and sample agree within chance and what a sample may be wrong by, relative.
void samples_agree(const char* world, Overrides design, const std::string& share,
                   std::size_t replications, const std::vector<std::string>& metrics,
                   double model_error) {
  constexpr std::size_t of_whole = as_many_as(3, 1);
  replications = as_many_as<std::size_t>(replications, 2);
  if (sanitized) design.insert(design.end(), two_seconds.begin(), two_seconds.end());
  Overrides sampled = design;
  sampled.push_back("world.sample=" + share);
  const Runs whole = run(open_text(world, design), of_whole);
  const Runs part = run(open_text(world, sampled), replications, 7);
  for (const std::string& metric : metrics) {
    const Interval a = mean_interval(values_of(whole, metric));
    const Interval b = mean_interval(values_of(part, metric));
    const double chance = std::hypot(standard_error(a, of_whole), standard_error(b, replications));
    CAPTURE(design.empty() ? "" : design.front());
    CAPTURE(metric);
    CAPTURE(a.mean);
    CAPTURE(b.mean);
    CHECK_NUMBERS(std::abs(a.mean - b.mean) <= 4 * chance + model_error * a.mean);
  }
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("sampling: one place tells the same by 5% of its objects, whatever the policy") {
    const std::vector<std::string> metrics{"hit_ratio",   "origin.rate", "origin.egress",
                                           "edge.egress", "requests",    "latency.p50"};
    std::vector<std::string> and_revalidated = metrics;
    and_revalidated.push_back("answers.share{status=revalidated}");
    samples_agree(sampled_place, {}, "5%", 30, and_revalidated, 0.002);
    samples_agree(sampled_place, {"world.routes.all.popularity=uniform"}, "5%", 30, metrics, 0.002);
    samples_agree(
        sampled_place,
        {"world.routes.all.popularity={empirical: [{objects: 10%, requests: 60%}, {objects: 40%, "
         "requests: 90%}]}"},
        "5%", 30, and_revalidated, 0.002);
    samples_agree(sampled_place, {"world.routes.all.variants={device: 3}"}, "5%", 30, metrics,
                  0.002);
    samples_agree(sampled_place, {"design.caches.edge={objects: 2000, ttl: 20s}"}, "5%", 30,
                  metrics, 0.002);
    for (const char* policy : {"s3_fifo", "w_tinylfu", "arc"})
      samples_agree(sampled_place, {std::string("design.caches.edge.policy=") + policy}, "5%", 30,
                    {"hit_ratio", "origin.rate"}, 0.006);
    // It settles slowly, and sooner in a small cache: both must have.
    samples_agree(sampled_place, {"design.caches.edge.policy=sieve", "world.horizon.warm_up=200s"},
                  "5%", 30, {"hit_ratio", "origin.rate"}, 0.006);
  }

  TEST_CASE("sampling: the globe tells the same by 5% of its objects, money and waits included") {
    samples_agree(sampled_globe, {}, "5%", 12,
                  {"hit_ratio", "hit_ratio{tier=upper}", "hit_ratio{region=africa}", "origin.rate",
                   "origin.egress", "latency.p50", "latency.p99", "latency.p50{region=asia}",
                   "resolver.miss_share", "stale.share", "cost.monthly", "cost_to_serve.monthly"},
                  0.006);
  }

  TEST_CASE("sampling: a reserve holds what it would hold of the whole") {
    samples_agree(sampled_globe, {"design.caches.edge.reserve={}"}, "5%", 6,
                  {"cost.monthly{line=cloudflare-2026/cache-reserve/storage}",
                   "cost.monthly{line=cloudflare-2026/cache-reserve/writes}"},
                  0.01);
  }

  TEST_CASE("sampling: what changes with half the sample is told, and is small here") {
    const Overrides time = sanitized ? two_seconds : Overrides{};
    Overrides tenth = time;
    tenth.emplace_back("world.sample=10%");
    const Runs runs = run(open_text(sampled_place, tenth), as_many_as(20, 2));
    const Interval hits = mean_interval(values_of(runs, "sample.shift.hit_ratio"));
    CHECK_NUMBERS(std::abs(hits.mean) < 0.004);
    CHECK(hits.hi > hits.lo);
    CHECK_NUMBERS(std::abs(read_metric(runs, "sample.shift.origin_rate")) < 0.01);
    const Runs whole = run(open_text(sampled_place, time), 1);
    CHECK(std::isnan(read_metric(whole, "sample.shift.hit_ratio")));
    CHECK(std::isnan(read_metric(runs, "origin.rate.peak")));
  }

  TEST_CASE("sampling: every count is told for the whole, but not what was done to see it") {
    const Runs runs =
        run(open_text(sampled_place, {"world.sample=2%", "world.horizon.warm_up=0s"}));
    const Observations& seen = runs.replications.front().seen;
    CHECK(seen.cell(0, 0).requests == 50 * seen.simulated_requests);
    CHECK(static_cast<double>(seen.cell(0, 0).requests) ==
          doctest::Approx(240'000).scale(0).epsilon(0.06));
    CHECK(seen.cell(0, 0).latency.count() == seen.cell(0, 0).requests);
  }
}
