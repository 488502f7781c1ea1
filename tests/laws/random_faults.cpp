// Faults at random times: availability by arithmetic of MTBF and MTTR.
#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

#include "path/run.hpp"
#include "support/runs.hpp"
#include "support/sanitized.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

// At any time the origin works with probability MTBF/(MTBF + MTTR).
Plan frail_lab(const std::string& random, const Overrides& overrides = {}) {
  std::string text = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: frail-lab}
world:
  network: lab
  horizon: {warm_up: 10s, measure: 20000s}
  demand: {rate: 2 rps}
  routes: {all: {share: 100%, objects: 1, size: 0B}}
  clients: {retry: {attempts: 1}}
  origin: {workers: unlimited, service: 1ms}
  faults: [{kind: down, target: origin, at: 0s, duration: 20010s, random: RANDOM}]
design: {}
)";
  text.replace(text.find("RANDOM"), 6, random);
  return open_text(text, overrides);
}

struct Broken {
  double share = 0;     ///< of the time
  double at_first = 0;  ///< share of runs that begin with it
  double failures = 0;  ///< in a run
};

Broken broken(const FaultPlan& fault, std::size_t runs) {
  Broken sum;
  for (std::uint64_t replication = 0; replication < runs; ++replication) {
    const std::vector<Turn> turns = fault.turns_of(0, Stream(42, replication, "faults", 0));
    for (const Turn& turn : turns) sum.share += in_seconds(turn.until - turn.from);
    sum.at_first += !turns.empty() && turns.front().from == fault.from;
    sum.failures += static_cast<double>(turns.size());
  }
  const auto n = static_cast<double>(runs);
  return {sum.share / n / in_seconds(fault.until - fault.from), sum.at_first / n, sum.failures / n};
}

/// Share of the time in which at least two of the plan's faults last, in the first replications.
double two_at_once(const Blueprint& plan, std::uint64_t runs) {
  double share = 0;
  for (std::uint64_t replication = 0; replication < runs; ++replication) {
    std::vector<std::pair<Instant, int>> steps;
    for (std::size_t i = 0; i < plan.timeline.faults.size(); ++i) {
      const Stream draws(42, replication, "faults", i);
      for (const Turn& turn : plan.timeline.faults[i].turns_of(0, draws)) {
        steps.emplace_back(turn.from, 1);
        steps.emplace_back(turn.until, -1);
      }
    }
    std::ranges::sort(steps);
    int broken = 0;
    for (std::size_t k = 0; k + 1 < steps.size(); ++k) {
      broken += steps[k].second;
      if (broken >= 2) share += in_seconds(steps[k + 1].first - steps[k].first);
    }
  }
  const FaultPlan& any = plan.timeline.faults.front();
  return share / static_cast<double>(runs) / in_seconds(any.until - any.from);
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("random faults: broken for MTTR/(MTBF + MTTR) of the time, from the first moment on") {
    for (const char* mttr : {"10s", "{exponential: 10s}", "{lognormal: {mean: 10s, cv: 2}}"}) {
      CAPTURE(mttr);
      const Plan plan = frail_lab("{mtbf: 90s, mttr: " + std::string(mttr) + "}");
      const Broken is = broken(plan->timeline.faults[0], 400);
      CHECK(is.share == doctest::Approx(0.1).epsilon(0.03).scale(0));
      // 400 runs: a standard deviation of 0.015.
      CHECK(std::abs(is.at_first - 0.1) < 0.06);
      CHECK(is.failures == doctest::Approx(20010.0 / 100).epsilon(0.02).scale(0));
    }
  }

  TEST_CASE("random faults: requests fail as often as the origin is broken") {
    const Runs runs = run(frail_lab("{mtbf: 90s, mttr: {exponential: 10s}}"));
    CHECK(read_metric(runs, "availability") == doctest::Approx(0.9).epsilon(0.015).scale(0));
    CHECK(read_metric(runs, "errors.share{cause=origin_down}") ==
          doctest::Approx(1 - read_metric(runs, "availability")).epsilon(1e-9).scale(0));
  }

  TEST_CASE("random faults: replications fail at different times, runs of one seed at the same") {
    const Plan plan = frail_lab("{mtbf: 90s, mttr: 10s}");
    const FaultPlan& fault = plan->timeline.faults[0];
    const auto first = [&](std::uint64_t replication) {
      return fault.turns_of(0, Stream(42, replication, "faults", 0)).front().from;
    };
    CHECK(first(0) != first(1));
    CHECK(run_once(*plan, 42, 0).events == run_once(*plan, 42, 0).events);
    CHECK(run_once(*plan, 42, 0).events != run_once(*plan, 42, 1).events);
  }

  TEST_CASE("random faults: A01, two of three replicas that work 90% of the time answer 97.2%") {
    std::string text = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: frail-quorum}
world:
  network: small-globe
  horizon: {warm_up: 10s, measure: 200000s}
  demand: {rate: 1 rps}
  routes: {all: {share: 100%, objects: 10, size: 1kB}}
  clients: {retry: {attempts: 1, timeout: 30s}}
  origin: {workers: unlimited, service: 1ms}
  faults:
    - {kind: store_down, store: data, RANDOM}
    - {kind: store_down, store: data, site: eu-central-1, RANDOM}
    - {kind: store_down, store: data, site: ap-northeast-1, RANDOM}
design:
  routes: {all: {store: data}}
  stores: {data: {kind: {quorum: {replicas: [eu-central-1, ap-northeast-1]}}}}
)";
    const std::string random =
        "at: 0s, duration: 200010s, random: {mtbf: 900s, mttr: {exponential: 100s}}";
    for (auto at = text.find("RANDOM"); at != text.npos; at = text.find("RANDOM"))
      text.replace(at, 6, random);
    // 3a² - 2a³ at a = .9. What a few replications draw differs from that more than what they
    // answer differs from what they draw.
    if (sanitized) return;  // shares need many requests
    const Runs runs = run(open_text(text));
    CHECK(two_at_once(*runs.plan, 500) == doctest::Approx(1 - 0.972).epsilon(0.03).scale(0));
    CHECK(
        1 - read_metric(runs, "availability") ==
        doctest::Approx(two_at_once(*runs.plan, runs.replications.size())).epsilon(0.04).scale(0));
  }

  TEST_CASE("random faults: PoPs that fail each by themselves, or together") {
    const auto plan_of = [](const char* each) {
      return open_text(std::string(R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: frail-pops}
world:
  network: small-globe
  horizon: {warm_up: 10s, measure: 100s}
  demand: {rate: 10 rps}
  routes: {all: {share: 100%, size: 1kB}}
  origin: {service: 1ms}
  faults: [{kind: down, target: {region: europe}, at: 0s, duration: 110s,
            random: {mtbf: 40s, mttr: 10s, each: )") +
                       each + "}}]\ndesign: {}\n");
    };
    const Plan together = plan_of("false"), alone = plan_of("true");
    const FaultPlan& one = together->timeline.faults[0];
    const FaultPlan& many = alone->timeline.faults[0];
    REQUIRE(one.units.size() == 1);
    CHECK(many.units.size() == one.units[0].pops.size());
    CHECK(many.units.size() > 5);
    const Stream draws(42, 0, "faults", 0);
    CHECK(many.turns_of(0, draws).front().from != many.turns_of(1, draws).front().from);
    CHECK(run_once(*together, 42, 0).events != run_once(*alone, 42, 0).events);
  }
}
