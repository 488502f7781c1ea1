// What a run meters is what it counted, however it is split; and the bill says what it lacks.
#include <cmath>
#include <string>

#include <doctest/doctest.h>
#include <fmt/core.h>

#include "billing/billing.hpp"
#include "billing/reserve_stock.hpp"
#include "cost/meters.hpp"
#include "study/summary.hpp"
#include "support/runs.hpp"

namespace edgecase::testing {
namespace {

struct Sums {
  std::int64_t origin_requests = 0, origin_bytes = 0, bytes = 0, answered = 0;
  std::int64_t reserve_reads = 0, reserve_misses = 0;
};

Sums sums_of(const Observations& seen) {
  Sums sums;
  for (const Cell& cell : seen.cells) {
    sums.origin_requests += static_cast<std::int64_t>(cell.origin_requests);
    sums.origin_bytes += static_cast<std::int64_t>(cell.origin_bytes);
    sums.bytes += static_cast<std::int64_t>(cell.bytes);
    const auto unmet = cell.failures[static_cast<std::size_t>(Failure::pop_unreachable)] +
                       cell.failures[static_cast<std::size_t>(Failure::connection_lost)];
    sums.answered += static_cast<std::int64_t>(cell.requests - unmet);
    const TierMeter& reserve = cell.tier(CacheLevel::reserve);
    sums.reserve_reads += static_cast<std::int64_t>(reserve.requests);
    sums.reserve_misses += static_cast<std::int64_t>(reserve.requests - reserve.hits);
  }
  return sums;
}

std::int64_t of_label(const Usage& usage, std::string_view meter, std::string_view label,
                      const std::string& value) {
  std::int64_t sum = 0;
  for (const auto& [labels, quantity] : usage.of(meter)) {
    const auto at = labels.find(std::string(label));
    if (at != labels.end() && at->second == value) sum += quantity;
  }
  return sum;
}

const Overrides with_reserve{"design.caches.photos.reserve={}", "world.horizon.warm_up=1min",
                             "world.horizon.measure=1min"};

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("bills of runs: what PoPs, origin and reserve saw is metered once, and all of it") {
    for (const auto& [scenario, overrides] :
         {std::pair<std::string, Overrides>{"image-shop.yaml", {}},
          {"tiers-for-a-long-tail.yaml", with_reserve},
          {"ttl-vs-freshness.yaml", {"design.caches.prices.stale_while_revalidate=1min"}}}) {
      CAPTURE(scenario);
      const Runs runs = run(open_answer(scenario, overrides));
      const Observations& seen = runs.replications.front().seen;
      const Usage usage = usage_of(*runs.plan, seen);
      const Sums sums = sums_of(seen);
      CHECK(usage.total(meter::origin_requests) == sums.origin_requests);
      CHECK(usage.total(meter::origin_egress_bytes) == sums.origin_bytes);
      CHECK(usage.total(meter::edge_egress_bytes) == sums.bytes);
      CHECK(usage.total(meter::edge_requests) == sums.answered);
      CHECK(usage.total(meter::reserve_reads) == sums.reserve_reads);
      CHECK(usage.total(meter::reserve_writes) <= sums.reserve_misses);
      CHECK(usage.total(meter::origin_requests) > 0);
    }
  }

  TEST_CASE("bills of runs: what the origin sends says who asked and why") {
    const Runs runs = run(open_shipped("ttl-vs-freshness.yaml",
                                       {"design.caches.prices.stale_while_revalidate=1min"}));
    const Usage usage = usage_of(*runs.plan, runs.replications.front().seen);
    for (const char* cause : {"miss", "revalidation", "refresh"}) {
      CAPTURE(cause);
      CHECK(of_label(usage, meter::origin_requests, label::cause, cause) > 0);
    }
    const Runs direct = run(open_shipped("image-shop.yaml"));
    const Usage of_shop = usage_of(*direct.plan, direct.replications.front().seen);
    CHECK(of_label(of_shop, meter::origin_requests, label::cause, "bypass") > 0);
    CHECK(of_label(of_shop, meter::origin_requests, label::tier, "upper") > 0);
    CHECK(of_label(of_shop, meter::origin_requests, label::region, "europe") > 0);
    bool split = false;
    for (const BillRow& row : bill_rows_of(direct))
      for (const auto& [labels, dollars] : row.drivers) split |= labels.contains("cause");
    CHECK(split);
  }

  TEST_CASE("bills of runs: purges are counted, on change and asked for") {
    const Runs storm = run(open_answer("purge-storm.yaml"));
    CHECK(usage_of(*storm.plan, storm.replications.front().seen).total(meter::edge_invalidations) ==
          static_cast<std::int64_t>(storm.plan->spec.world.purges.size()));
    const Runs on_change =
        run(open_answer("ttl-vs-freshness.yaml", {"design.purge={on_change: true}"}));
    CHECK(usage_of(*on_change.plan, on_change.replications.front().seen)
              .total(meter::edge_invalidations) > 10);
  }

  TEST_CASE("a reserve's stock: each object counts as often as it is asked for in a retention") {
    // 1,000 requests a second of 500 objects, all alike: 500 x (1 - e^-(2 x retention)) of 10 kB.
    const std::string text = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: stock}
world:
  network: lab
  horizon: {warm_up: 0s, measure: 20s}
  demand: {rate: 1k rps}
  routes: {r: {objects: 500, popularity: {zipf: 0}, size: 10kB}}
  origin: {workers: 100, service: 1ms}
design:
  routes: {r: {cache: c}}
  caches: {c: {capacity: 1MB, reserve: {}}}
)";
    for (const double seconds : {0.1, 0.5, 2.0, 3600.0}) {
      CAPTURE(seconds);
      const Runs runs =
          run(open_text(text, {fmt::format("design.caches.c.reserve.retention={}s", seconds)}));
      const Observations& seen = runs.replications.front().seen;
      const double rate = static_cast<double>(seen.cells.front().requests) / 20;
      const double expected = 500 * (1 - std::exp(-rate / 500 * seconds)) * 10'000;
      const ReserveInLongRun full = reserve_in_long_run({*runs.plan, seen}, 0);
      CHECK(full.bytes == doctest::Approx(expected).scale(0).epsilon(1e-9));
      // A write is a request after a retention in which nobody asked.
      const double writes = rate * std::exp(-rate / 500 * seconds);
      CHECK(std::abs(full.writes_per_s - writes) <= 1e-9 * writes);
    }
  }

  TEST_CASE("a reserve's stock agrees with a sum over every object and variant") {
    const std::string text = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: stock}
world:
  network: lab
  horizon: {warm_up: 0s, measure: 10s}
  demand: {rate: 1k rps}
  routes:
    r: {objects: 20k, popularity: {zipf: 0.9}, size: 10kB, personalised: 20%, unique_queries: 1%,
        variants: {device: {values: 3, exponent: 1}}}
  origin: {workers: 100, service: 1ms}
design:
  routes: {r: {cache: c}}
  caches: {c: {capacity: 1MB, reserve: {retention: 1h}}}
)";
    const Runs runs = run(open_text(text));
    const Observations& seen = runs.replications.front().seen;
    double requests = 0;
    for (const Cell& cell : seen.cells) requests += static_cast<double>(cell.requests);
    const double asked = requests / 10 * 3600 * 0.8;
    double kept = asked * 0.01;
    for (std::uint64_t object = 0; object < 20'000; ++object) {
      const double share = runs.plan->traffic.by_route[0].popularity.probability(object);
      for (const double variant : {6.0 / 11, 3.0 / 11, 2.0 / 11})
        kept += 1 - std::exp(-asked * 0.99 * share * variant);
    }
    CHECK(reserve_in_long_run({*runs.plan, seen}, 0).bytes ==
          doctest::Approx(kept * 10'000).scale(0).epsilon(0.005));
  }

  TEST_CASE("a bill that lacks a price says which, how much of it, and what it may be worth") {
    const Result of_fastly =
        summarise(run(open_shipped("purge-storm.yaml", {"design.prices.edge=fastly-2026"})));
    CHECK_FALSE(of_fastly.bill_complete);
    REQUIRE(!of_fastly.warnings.empty());
    const std::string& warning = of_fastly.warnings.front();
    CAPTURE(warning);
    CHECK(warning.find("fastly-2026/delivery/egress, europe") != std::string::npos);
    CHECK(warning.find("the price is unknown, between $") != std::string::npos);
    CHECK(warning.find("edge.invalidations") != std::string::npos);
    REQUIRE(!of_fastly.unpriced.empty());
    const Result of_reserve =
        summarise(run(open_shipped("tiers-for-a-long-tail.yaml", with_reserve)));
    CHECK(of_reserve.bill_complete);
    CHECK(of_reserve.warnings.front().find("still filling") != std::string::npos);
    CHECK(of_reserve.unpriced.empty());
  }

  TEST_CASE("a design may ask for add-ons and free allowances") {
    const Overrides brief{"world.horizon.warm_up=10s", "world.horizon.measure=10s"};
    const auto dollars = [&](Overrides more) {
      more.insert(more.end(), brief.begin(), brief.end());
      return read_metric(run(open_shipped("image-shop.yaml", more)), "cost.monthly");
    };
    const double plain = dollars({});
    CHECK(dollars({"design.prices.add_ons=[argo]"}) > plain + 5);
    const double aws = dollars({"design.prices.edge=aws-2026"});
    const double still_free =
        dollars({"design.prices.edge=aws-2026", "design.prices.free_tier=true"});
    CHECK(still_free < aws - 50);  // 1 TiB of CloudFront at $0.085 and more
    const Opened wrong = try_open(
        "{apiVersion: edgecase/v1, kind: Scenario, metadata: {name: x}, world: {demand: "
        "{rate: 1 rps}, routes: {r: {size: 1kB}}, origin: {at: us-east-1, service: 1ms}}, "
        "design: {prices: {add_ons: [agro]}}}");
    CHECK_FALSE(wrong.plan);
    CHECK(wrong.complaints.find("argo") != std::string::npos);
  }
}

}  // namespace edgecase::testing
