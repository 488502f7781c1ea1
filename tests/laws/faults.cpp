// What must hold when places stop and return.
#include <algorithm>
#include <cmath>
#include <limits>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

const char* const faulty_shop = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: faults}
world:
  network: cloudflare-2026
  horizon: {warm_up: 60s, measure: 60s}
  demand: {rate: 3k rps}
  routes: {images: {share: 100%, objects: 1000, size: 10kB}}
  origin: {at: us-east-1, service: 10ms, workers: unlimited}
  faults: FAULTS
design:
  routes: {images: {cache: edge}}
  caches: {edge: {ttl: 1h}}
)";

Runs run_with(const std::string& faults, const Overrides& overrides = {}) {
  std::string text = faulty_shop;
  text.replace(text.find("FAULTS"), 6, "[" + faults + "]");
  return run(open_text(text, overrides));
}

/// Requests that a PoP answered, and those of them from its own copies.
std::uint64_t answered(const PopMeter& meter) {
  std::uint64_t sum = 0;
  for (const PopMeter::Answers& answers : meter.answers) sum += answers.requests;
  return sum;
}
std::uint64_t from_cache(PopMeter meter) {
  return meter.of(CacheStatus::hit).requests + meter.of(CacheStatus::stale).requests;
}

/// The PoP with the most requests when nothing is wrong.
const std::string& largest() {
  static const std::string code = [] {
    const Runs runs = run_with("");
    std::size_t best = 0;
    const Observations& seen = runs.replications[0].seen;
    for (std::size_t p = 0; p < seen.pops; ++p) {
      if (answered(seen.meter(p, 0)) > answered(seen.meter(best, 0))) best = p;
    }
    return runs.plan->network.pops()[best].code;
  }();
  return code;
}

PopMeter meter_of(const Runs& runs, const std::string& pop) {
  return runs.replications[0].seen.meter(*runs.plan->network.find_pop(pop), 0);
}

std::string pop_down(const std::string& from, const std::string& duration,
                     const std::string& more = "") {
  return "{kind: pop_down, target: {pop: " + largest() + "}, at: " + from +
         ", duration: " + duration + ", convergence: 10s" + more + "}";
}

/// The largest share of failures in any moment of [from, to) seconds of the measured time.
double worst_failures(const Runs& runs, double from, double to) {
  const Observations& seen = runs.replications[0].seen;
  double worst = 0;
  for (std::size_t slot = 0; slot < seen.moments; ++slot) {
    const double at = static_cast<double>(slot) * in_seconds(runs.plan->time.moment);
    if (at < from || at >= to) continue;
    double requests = 0;
    double failures = 0;
    for (std::size_t region = 0; region < seen.regions; ++region) {
      requests += static_cast<double>(seen.moment(slot, region).requests);
      failures += static_cast<double>(seen.moment(slot, region).failures);
    }
    if (requests > 0) worst = std::max(worst, failures / requests);
  }
  return worst;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("faults: a PoP that is down answers nobody, its users are served elsewhere") {
    const Runs healthy = run_with("");
    const Runs down = run_with(pop_down("40s", "10min"));
    REQUIRE(answered(meter_of(healthy, largest())) > 1000);
    CHECK(answered(meter_of(down, largest())) == 0);
    CHECK(read_metric(down, "availability") == 1.0);
    CHECK(read_metric(down, "requests") == read_metric(healthy, "requests"));
    const PopIndex gone = *down.plan->network.find_pop(largest());
    double moved = 0;
    for (std::size_t p = 0; p < down.plan->pops(); ++p) {
      if (p == gone) continue;
      const auto before = answered(healthy.replications[0].seen.meter(p, 0));
      const auto after = answered(down.replications[0].seen.meter(p, 0));
      moved += static_cast<double>(after) - static_cast<double>(before);
    }
    CHECK(moved == static_cast<double>(answered(meter_of(healthy, largest()))));
    // Their latency may rise or fall: the PoP that attracts users is not always the nearest.
  }

  TEST_CASE("faults: until routes converge its users fail, or wait and try again") {
    const std::string fault = pop_down("60s", "10min");
    const Runs healthy = run_with("");
    const double share = static_cast<double>(answered(meter_of(healthy, largest()))) /
                         read_metric(healthy, "requests");
    const Runs once = run_with(fault, {"world.clients.retry={attempts: 1, timeout: 5s}"});
    const double expected = share * 10 / 60;
    const double failed = read_metric(once, "errors.share{cause=pop_unreachable}");
    CAPTURE(failed);
    CHECK(failed == doctest::Approx(expected).scale(0).epsilon(0.05));
    CHECK(read_metric(once, "retries.share") == 0.0);
    CHECK(read_metric(once, "errors.delay.mean") == doctest::Approx(5000).scale(0).epsilon(0.01));
    const Runs stubborn = run_with(fault, {"world.clients.retry={attempts: 20, timeout: 5s}"});
    CHECK(read_metric(stubborn, "availability") == 1.0);
    CHECK(read_metric(stubborn, "retries.share") > expected);
    const Runs twice = run_with(fault, {"world.clients.retry.timeout=5s"});
    const double lost = read_metric(twice, "errors.share");
    CHECK(lost ==
          doctest::Approx(share * 5 / 60).scale(0).epsilon(0.1));  // 5 s before the end of the 10
  }

  TEST_CASE("faults: failures stop with convergence, and the PoP's users come back to it") {
    const Runs runs = run_with(pop_down("70s", "20s"), {"world.clients.retry.attempts=1"});
    CHECK(worst_failures(runs, 0, 10) == 0.0);
    CHECK(worst_failures(runs, 10, 20) > 0.0);
    CHECK(worst_failures(runs, 20, 60) == 0.0);
    const double recovery = read_metric(runs, "recovery.seconds{fault=pop_down:" + largest() + "}");
    CHECK(recovery == doctest::Approx(10).scale(0).epsilon(0.1));
    const Runs early =
        run_with(pop_down("10s", "20s"));  // over and settled before the measured time
    CHECK(answered(meter_of(early, largest())) == answered(meter_of(run_with(""), largest())));
  }

  TEST_CASE(
      "faults: a PoP that lost its caches asks the origin anew, one that kept them does not") {
    const Runs healthy = run_with("");
    const Runs kept = run_with(pop_down("10s", "35s", ", loses_caches: false"));
    const Runs lost = run_with(pop_down("10s", "35s"));
    const auto hits = [](const Runs& runs) {
      return static_cast<double>(from_cache(meter_of(runs, largest())));
    };
    CHECK(hits(lost) < hits(kept));
    CHECK(hits(lost) < hits(healthy));
    CHECK(read_metric(lost, "origin.rate") > read_metric(kept, "origin.rate"));
  }

  TEST_CASE("faults: without its PoPs a region is served by the others") {
    const Runs runs = run_with(
        "{kind: region_down, target: {region: europe}, at: 10s, duration: 10min, convergence: "
        "10s}");
    for (std::size_t p = 0; p < runs.plan->pops(); ++p) {
      if (runs.plan->network.pops()[p].site.region != Region::europe) continue;
      CHECK(answered(runs.replications[0].seen.meter(p, 0)) == 0);
    }
    CHECK(read_metric(runs, "availability") == 1.0);
    CHECK(read_metric(runs, "latency.mean{region=europe}") >
          read_metric(run_with(""), "latency.mean{region=europe}") + 10);
  }

  TEST_CASE(
      "faults: an origin that is down fails what no cache has, quickly or after the timeout") {
    const std::string down = "{kind: origin_down, at: 60s, duration: 10min";
    const Overrides uncached{"design.routes={}"};
    const Overrides patience{"design.routes={}", "world.origin.timeout=7s",
                             "world.clients.retry={attempts: 1, timeout: 1min}"};
    const Runs refused = run_with(down + "}", uncached);
    const Runs silent = run_with(down + ", mode: silent}", patience);
    for (const Runs* runs : {&refused, &silent}) {
      CHECK(read_metric(*runs, "errors.share{cause=origin_down}") > 0.99);
    }
    const double quick = read_metric(refused, "errors.delay.mean");
    CHECK(quick < 1000);
    CHECK(read_metric(silent, "errors.delay.mean") ==
          doctest::Approx(quick + 7000).scale(0).epsilon(0.001));
    const Runs cached = run_with(down + "}");
    CHECK(read_metric(cached, "errors.share") ==
          doctest::Approx(1 - read_metric(cached, "hit_ratio")).scale(0).epsilon(1e-6));
  }

  TEST_CASE("faults: an origin with two overlapping failures returns when the last one ends") {
    const Runs runs = run_with(
        "{name: first, kind: origin_down, at: 60s, duration: 20s},"
        "{name: second, kind: origin_down, at: 70s, duration: 30s}",
        {"design.routes={}"});
    CHECK(worst_failures(runs, 25, 35) > 0.99);
    CHECK(worst_failures(runs, 45, 60) < 0.01);
  }
}
