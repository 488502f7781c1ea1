// What each hop between the origin and the edge carries.
#include <string>

#include <doctest/doctest.h>

#include "billing/billing.hpp"
#include "cost/meters.hpp"
#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

// 50 objects of 10 kB, each asked for some 120 times. Nothing is warm at the start.
const char* const hops_lab = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: hops_lab}
world:
  network: lab
  horizon: {warm_up: 0s, measure: 30s, history: 0s}
  demand: {rate: 200 rps}
  routes: {all: {share: 100%, objects: 50, popularity: uniform, size: 10kB}}
  origin: {service: 1ms, workers: unlimited}
design:
  routes: {all: {cache: edge}}
  caches: {edge: CACHE}
)";

constexpr std::uint64_t objects = 50;
constexpr std::uint64_t once_each = objects * 10'000;

Runs hops_of(const std::string& cache) {
  std::string text = hops_lab;
  text.replace(text.find("CACHE"), 5, cache);
  return run(open_text(text));
}
const Cell& cell_of(const Runs& runs) { return runs.replications.front().seen.cells.front(); }

std::int64_t filled(const Runs& runs, const std::string& tier) {
  std::int64_t sum = 0;
  const Usage usage = usage_of(*runs.plan, runs.replications.front().seen);
  for (const auto& [labels, quantity] : usage.of(meter::tier_fill_bytes))
    if (labels.at("tier") == tier) sum += quantity;
  return sum;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("hops: what does not change passes each of them once, however often it expires") {
    for (const char* ttl : {"1h", "1s", "0s"}) {
      CAPTURE(ttl);
      const Runs runs =
          hops_of("{ttl: " + std::string(ttl) + ", regional_tier: {}, upper_tier: {per: global}}");
      const Cell& cell = cell_of(runs);
      CHECK(cell.origin_bytes == once_each);
      CHECK(cell.tier(CacheLevel::regional).bytes == once_each);
      CHECK(cell.tier(CacheLevel::upper).bytes == once_each);
      CHECK(cell.origin_unchanged == cell.origin_requests - objects);
      CHECK(filled(runs, "regional") == once_each);
      CHECK(filled(runs, "upper") == once_each);
    }
  }

  TEST_CASE("hops: without revalidation each fetch carries the whole") {
    const Runs runs =
        hops_of("{ttl: 1s, revalidate: false, regional_tier: {}, upper_tier: {per: global}}");
    const Cell& cell = cell_of(runs);
    CHECK(cell.origin_requests > 10 * objects);
    CHECK(cell.origin_bytes == cell.origin_requests * 10'000);
    CHECK(cell.tier(CacheLevel::upper).bytes == cell.tier(CacheLevel::upper).requests * 10'000);
    CHECK(cell.origin_unchanged == 0);
  }

  TEST_CASE("hops: a tier that is not there fills nothing") {
    const Runs runs = hops_of("{ttl: 1h, regional_tier: {}}");
    CHECK(filled(runs, "regional") == once_each);
    CHECK(filled(runs, "upper") == 0);
    CHECK(filled(runs, "peer") == 0);
  }

  TEST_CASE("hops: a reserve takes each object once, and reads take their time") {
    const Runs runs = hops_of("{ttl: 0s, collapse: false, reserve: {read: {constant: 40ms}}}");
    const Cell& cell = cell_of(runs);
    const TierMeter& reserve = cell.tier(CacheLevel::reserve);
    CHECK(reserve.requests == cell.requests);
    // What came while an object was first fetched asked the origin too.
    CHECK(reserve.requests - reserve.hits == cell.origin_requests);
    CHECK(reserve.kept == cell.origin_requests);
    CHECK(cell.origin_requests >= objects);
    CHECK(cell.origin_requests < 2 * objects);
    CHECK(read_metric(runs, "latency.p1") == doctest::Approx(40).scale(0).epsilon(0.01));
  }
}
