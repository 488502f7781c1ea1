// The answers of the shipped scenarios about failure and overload.
#include <algorithm>
#include <cmath>
#include <numeric>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

/// The share of requests that fail between two times of the measured time.
double failed_between(const Runs& runs, double from_s, double to_s) {
  const Observations& seen = runs.replications[0].seen;
  double requests = 0, failures = 0;
  for (std::size_t slot = 0; slot < seen.moments; ++slot) {
    const double at = static_cast<double>(slot) * in_seconds(runs.plan->time.moment);
    if (at < from_s || at >= to_s) continue;
    for (std::size_t region = 0; region < seen.regions; ++region) {
      requests += static_cast<double>(seen.moment(slot, region).requests);
      failures += static_cast<double>(seen.moment(slot, region).failures);
    }
  }
  return failures / requests;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("retry-storm: down for good with naive retries, back at once with a budget") {
    const Runs naive = run(open_answer("retry-storm.yaml"));
    const Runs budget =
        run(open_answer("retry-storm.yaml", {"design.calls.origin.budget={ratio: 10%}"}));
    const Runs backoff = run(open_answer("retry-storm.yaml", {"design.calls.origin.backoff=1s"}));
    if (sanitized) return;  // thinned, it is not overloaded
    CHECK(failed_between(naive, 240, 300) > 0.9);
    CHECK(failed_between(budget, 240, 300) < 0.01);
    CHECK(failed_between(backoff, 240, 300) > 0.5);
    CHECK(read_metric(naive, "calls.amplification") > 2);
    CHECK(read_metric(budget, "calls.amplification") < 1.2);
  }

  TEST_CASE("edge-errors-49-minutes: routes lead to PoPs that answer, whatever they answer") {
    const Runs errors = run(open_answer("edge-errors-49-minutes.yaml"));
    const std::vector<double> rates = errors.plan->requests_by_pop();
    const double all = std::accumulate(rates.begin(), rates.end(), 0.0);
    double concerned = 0;
    for (const std::uint16_t pop : errors.plan->timeline.impairments.at(0).pops)
      concerned += rates[pop];
    // All of them for 49 of 70 minutes; a request lasts no longer than that.
    CHECK(read_metric(errors, "errors.share{cause=edge_error}") ==
          doctest::Approx(concerned / all * 49 / 70).epsilon(0.02).scale(0));
    CHECK(read_metric(errors, "errors.delay.mean") < 300);
    const Runs silent = run(open_answer("edge-errors-49-minutes.yaml",
                                        {"world.faults=[{kind: down, target: {pops: 85%}, at: "
                                         "6min, duration: 49min}]"}));
    CHECK(read_metric(silent, "errors.share") < 0.05 * read_metric(errors, "errors.share"));
  }

  TEST_CASE("dns-authority-down: a ttl of 5 min loses nearly all after 5 min, one of 1 h a third") {
    const Runs usual = run(open_answer("dns-authority-down.yaml"));
    if (sanitized) return;  // thinned, resolvers are asked seldom
    CHECK(failed_between(usual, 300, 330) < 0.1);
    CHECK(failed_between(usual, 1500, 2100) > 0.9);
    CHECK(failed_between(usual, 2200, 2700) == 0);
    const Runs hour = run(open_answer("dns-authority-down.yaml", {"world.clients.dns.ttl=1h"}));
    CHECK(read_metric(hour, "errors.share") < 0.5 * read_metric(usual, "errors.share"));
  }

  TEST_CASE("slow-third-party: two calls of which a fifth fails; a breaker ends the wait") {
    const Runs plain = run(open_answer("slow-third-party.yaml"));
    if (sanitized) return;  // thinned, too few requests for shares
    CHECK(failed_between(plain, 300, 900) == doctest::Approx(0.36).epsilon(0.05).scale(0));
    CHECK(failed_between(plain, 930, 1200) == 0);
    const Runs breaker =
        run(open_answer("slow-third-party.yaml",
                        {"design.calls.sub_requests={timeout: 1s, breaker: {failures: 30%}}"}));
    CHECK(read_metric(breaker, "errors.share{cause=rejected}") > 0);
    CHECK(read_metric(breaker, "calls.breaker.opened") > 0);
    const Runs retried = run(open_answer(
        "slow-third-party.yaml",
        {"design.calls.sub_requests={timeout: 9s, attempts: 3, budget: {ratio: 100%}}"}));
    // Three attempts: .2^3 of the calls fail.
    CHECK(failed_between(retried, 300, 900) ==
          doctest::Approx(1 - std::pow(1 - 0.008, 2)).epsilon(0.3).scale(0));
  }

  TEST_CASE("stale-if-error-saves-the-day: what a PoP has seen is still there") {
    const Runs stale = run(open_answer("stale-if-error-saves-the-day.yaml"));
    const Runs without = run(open_answer("stale-if-error-saves-the-day.yaml",
                                         {"design.caches.static.stale_if_error=0s"}));
    CHECK(failed_between(stale, 240, 840) < 0.3 * failed_between(without, 240, 840));
    CHECK(failed_between(without, 600, 840) > 0.5);
  }

  TEST_CASE("black-friday-10x: 25 erlangs and the misses on 20 workers lose at least a fifth") {
    const Runs rush = run(open_answer("black-friday-10x.yaml"));
    if (sanitized) return;
    CHECK(read_metric(rush, "errors.share{cause=origin_overloaded}") > 0);
    CHECK(failed_between(rush, 0, 100) == 0);
    CHECK(failed_between(rush, 300, 540) > 0.2 * 0.1);  // of the checkout's tenth
    const Runs enough = run(open_answer("black-friday-10x.yaml", {"world.origin.workers=200"}));
    CHECK(read_metric(enough, "availability") == 1);
  }

  TEST_CASE("region-lost-at-peak: Europe waits for routes, then is served from elsewhere") {
    const Runs lost = run(open_answer("region-lost-at-peak.yaml"));
    if (sanitized) return;  // thinned, too few requests for shares
    const FaultRow row = summarise(lost).faults.at(0);
    CHECK(row.worst_region == "europe");
    CHECK(failed_between(lost, 0, 115) < 0.001);
    CHECK(failed_between(lost, 200, 300) < failed_between(lost, 120, 140));
    const Runs hasty =
        run(open_answer("region-lost-at-peak.yaml", {"world.faults[0].convergence=0s"}));
    CHECK(read_metric(hasty, "errors.share") < read_metric(lost, "errors.share"));
  }

  TEST_CASE("dns-failover-ttl: the dead address costs a ttl; anycast leaves within seconds") {
    const Runs usual = run(open_answer("dns-failover-ttl.yaml"));
    if (sanitized) return;  // thinned, resolvers are asked seldom
    const Runs minute = run(open_answer("dns-failover-ttl.yaml", {"world.clients.dns.ttl=60s"}));
    const Runs anycast = run(open_answer("dns-failover-ttl.yaml", {"design.steering={}"}));
    const auto lost = [](const Runs& runs) { return read_metric(runs, "errors.share"); };
    CHECK(lost(minute) < 0.6 * lost(usual));
    CHECK(lost(anycast) < 0.2 * lost(minute));
    // From the first probe that can fail until it returned: at least a minute and the timeout.
    CHECK(failed_between(usual, 125, 180) > 0.1);
    CHECK(failed_between(usual, 0, 115) < 0.001);
  }

  TEST_CASE("checkout-goes-first: who is served when two thirds can be, by discipline") {
    const auto answered = [](const Runs& runs, const char* route) {
      return read_metric(runs, "availability{route=" + std::string(route) + "}");
    };
    const Runs priority = run(open_answer("checkout-goes-first.yaml"));
    if (sanitized) return;  // thinned, it is not overloaded
    CHECK(answered(priority, "checkout") > 0.999);
    CHECK(answered(priority, "recommendations") < 0.01);
    // 80 of 120 are served; checkouts take 24 of them.
    CHECK(answered(priority, "pages") == doctest::Approx(56.0 / 60).epsilon(0.03).scale(0));
    const Runs fcfs =
        run(open_answer("checkout-goes-first.yaml", {"world.origin.discipline=fcfs"}));
    for (const char* route : {"checkout", "pages", "recommendations"})
      CHECK(answered(fcfs, route) == doctest::Approx(2.0 / 3).epsilon(0.03).scale(0));
    // 200 wait before each: 2.5 s at 80 a second.
    CHECK(read_metric(fcfs, "origin.wait.mean") == doctest::Approx(2500).epsilon(0.03).scale(0));
    const Runs lifo =
        run(open_answer("checkout-goes-first.yaml", {"world.origin.discipline=lifo"}));
    CHECK(read_metric(lifo, "latency.p50") < 150);
    const Runs shed =
        run(open_answer("checkout-goes-first.yaml",
                        {"world.origin.discipline=fcfs", "world.origin.controlled_delay={}"}));
    CHECK(read_metric(shed, "latency.p99") < 600);
    CHECK(read_metric(shed, "availability") > 0.6);
  }
}
