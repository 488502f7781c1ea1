// Attacks in a whole run: nothing is lost from the books, knock-outs are what they say, and floods
// do to links, origins and people what theory says.
#include <cmath>
#include <string>

#include <doctest/doctest.h>

#include "support/runs.hpp"
#include "validate/closed_forms.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

const char* const lab = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: lab}
world:
  network: lab
  horizon: {warm_up: 5s, measure: 60s, history: 0s}
  demand: {rate: 100 rps}
  routes: {all: {share: 100%, objects: 500, size: 10kB}}
  clients: {access: {rtt: 10ms}}
  origin: {workers: 10, service: {exponential: {mean: 20ms}}, queue: 0}
)";

const char* const globe = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: globe}
world:
  network: cloudflare-2026
  horizon: {warm_up: 10s, measure: 60s}
  demand: {rate: 300 rps}
  routes: {all: {share: 100%, objects: 500, size: 10kB}}
  origin: {at: us-east-1, workers: 20, service: {lognormal: {p50: 20ms, p99: 60ms}}, queue: 50}
design:
  routes: {all: {cache: edge, guard: front}}
  caches: {edge: {ttl: 30s, upper_tier: {per: region}}}
  guards:
    front:
      rate_limits: {each: {per: [ip], limit: 50, window: 10s}}
      waf: {rules: {known: {matches: {cache_busting: 40%}, false_positives: 0.1%}}}
      bots: {threshold: 30}
)";

std::string attack(const std::string& rest) { return "world.attacks=[{" + rest + "}]"; }

double ends_of(const AttackMeter& meter) {
  double sum = 0;
  for (const double end : meter.ends) sum += end;
  return sum;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("attacks: every request of an attack ends at exactly one stage") {
    for (const std::string& kind :
         {std::string("http_flood, rate: 5k rps, bots: 300"),
          std::string("cache_busting, rate: 40k rps, bots: {count: 5000}"),
          std::string("scraping, rate: 500 rps"), std::string("credential_stuffing, rate: 300 rps"),
          std::string("rapid_reset, rate: 20k rps, bots: 700"),
          std::string("hot_endpoint, rate: 2M rps, bots: 20000"),
          std::string("denial_of_wallet, rate: 200 rps")}) {
      CAPTURE(kind);
      const Runs runs = run(open_text(
          globe, {attack("kind: " + kind + ", at: 20s, duration: 30s"),
                  "world.faults=[{kind: pop_down, target: {pop: FRA}, at: 30s, duration: 5s}]"}));
      const AttackMeter& meter = runs.replications.front().seen.attacks.front();
      CHECK(meter.requests > 0);
      CHECK(ends_of(meter) == doctest::Approx(meter.requests).scale(0).epsilon(1e-12));
    }
  }

  TEST_CASE("attacks: people's requests are all answered or failed, whatever presses on them") {
    const Runs runs = run(open_text(
        globe, {attack("kind: volumetric, bandwidth: 300Tbps, at: 20s, duration: 30s"),
                "design.protection={scrubbing: {}, overload: {policy: withdraw, after: 2s}}"}));
    const Observations& seen = runs.replications.front().seen;
    for (const Cell& cell : seen.cells) {
      std::uint64_t failures = 0;
      for (const std::uint64_t n : cell.failures) failures += n;
      CHECK(cell.latency.count() + failures == cell.requests);
    }
    CHECK(seen.pressure.withdrawals > 0);
    CHECK(read_metric(runs, "errors.share{cause=link_full}") > 0);
  }

  TEST_CASE("attacks: the knock-out is the scenario without them") {
    const Overrides flood{
        attack("kind: http_flood, rate: 5k rps, bots: 300, at: 20s, duration: 30s")};
    const Runs with = run(open_text(globe, flood));
    const Runs without = run(open_text(globe));
    CHECK(read_metric(with, "cost.monthly") - read_metric(with, "attack.cost.monthly") ==
          doctest::Approx(read_metric(without, "cost.monthly")).scale(0).epsilon(1e-9));
    CHECK(read_metric(with, "besieged.availability_without_attacks") <= 1);
    const Runs stronger = run(open_text(
        globe, {attack("kind: http_flood, rate: 50k rps, bots: 3000, at: 20s, duration: 30s")}));
    CHECK(read_metric(stronger, "besieged.latency_without_attacks.p99") ==
          read_metric(with, "besieged.latency_without_attacks.p99"));
  }

  TEST_CASE("attacks: a guard without mistakes and cost changes nothing but the attack") {
    const std::string flood =
        attack("kind: http_flood, rate: 2k rps, bots: 300, at: 20s, duration: 30s");
    const std::string perfect =
        "design.guards.front={waf: {rules: {all: {matches: {http_flood: 100%}, cost: {constant: "
        "0s}}}}}";
    const Runs guarded = run(open_text(globe, {flood, perfect}));
    const Runs calm = run(open_text(globe, {perfect}));
    for (const char* metric :
         {"latency.mean", "latency.p99", "hit_ratio", "origin.rate", "availability"}) {
      CAPTURE(metric);
      CHECK(read_metric(guarded, metric) == read_metric(calm, metric));
    }
    CHECK(read_metric(guarded, "attack.ended.share{end=firewall}") == 1);
  }

  TEST_CASE("attacks: a flood for a few objects fetches each about once, however it is sampled") {
    for (const char* rate : {"2k rps", "200k rps", "20M rps"}) {
      CAPTURE(rate);
      const Runs runs = run(open_text(
          lab, {attack(std::string("kind: http_flood, bots: 100k, at: 10s, duration: 50s, rate: ") +
                       rate),
                "design={routes: {all: {cache: edge}}, caches: {edge: {ttl: 1h}}}"}));
      const AttackMeter& meter = runs.replications.front().seen.attacks.front();
      const Cell& people = runs.replications.front().seen.cell(0, 0);
      const double fetched =
          meter.end(AttackEnd::origin) + static_cast<double>(people.origin_requests);
      CHECK(fetched < 1.5 * 500);
      CHECK(fetched > 0.4 * 500);
    }
  }

  TEST_CASE("attacks: a full link loses what theory says, of the attack and of people") {
    const Runs runs = run(open_text(
        lab, {attack("kind: volumetric, bandwidth: 1Tbps, packet: 1000B, at: 10s, duration: 50s"),
              "world.edge.links={hub: 100Gbps, large: 100Gbps, medium: 100Gbps, small: 100Gbps, "
              "buffer: 0s}",
              "world.clients.retry={attempts: 1, timeout: 5s}",
              "world.clients.requests_per_connection=10000"}));
    CHECK(read_metric(runs, "attack.lost.share") == doctest::Approx(0.9).scale(0).epsilon(0.005));
    // One exchange on a connection that is there, sent again after 0.21 s, 0.42 s, ...: within 5 s
    // of patience are four, so five tries.
    const double refused = 1 - read_metric(runs, "besieged.availability");
    CHECK(refused == doctest::Approx(std::pow(0.9, 5)).scale(0).epsilon(0.05));
  }

  TEST_CASE("attacks: people get the part of a flooded origin that is theirs") {
    // 5,000 requests a second for 500 of capacity and no queue: Erlang's B of 100 erlangs at 10.
    const Runs runs = run(
        open_text(
            lab, {attack("kind: cache_busting, rate: 4900 rps, bots: 100k, at: 10s, duration: 55s"),
                  "world.horizon.measure=55s", "world.horizon.warm_up=10s"}),
        4);
    CHECK(read_metric(runs, "besieged.availability") ==
          doctest::Approx(1 - closed_form::erlang_b(10, 100)).scale(0).epsilon(0.06));
  }

  TEST_CASE(
      "attacks: sites that absorb leave the others' users alone; one that withdraws does not") {
    const std::string flood = attack(
        "kind: volumetric, bandwidth: 40Tbps, packet: 900B, at: 20s, duration: 40s, from: "
        "{regions: "
        "{south-america: 1}}");
    const std::string nobody = "design.routes.all={cache: edge}";
    const Runs absorb = run(open_text(globe, {flood, nobody, "design.guards={}"}));
    for (const char* region : {"europe", "asia", "africa"}) {
      const std::string in = "{region=" + std::string(region) + "}";
      CHECK(read_metric(absorb, "besieged.availability" + in) ==
            read_metric(absorb, "besieged.availability_without_attacks" + in));
    }
    CHECK(read_metric(absorb, "besieged.availability{region=south-america}") < 0.999);
    const Runs withdraw = run(
        open_text(globe, {flood, nobody, "design.guards={}",
                          "design.protection.overload={policy: withdraw, after: 1s, keep: 0%}"}));
    CHECK(read_metric(withdraw, "links.withdrawn") > 0);
    CHECK(read_metric(withdraw, "links.saturated") > read_metric(absorb, "links.saturated"));
  }

  TEST_CASE("attacks: filters take what they say, after they have noticed") {
    const Runs runs = run(open_text(
        globe,
        {attack("kind: volumetric, bandwidth: 10Tbps, at: 20s, duration: 40s"),
         "design.protection={scrubbing: {any: {detect: 3s, drop: 90%, false_drop: 0%}, tells: 1h}}",
         "design.guards={}", "design.routes.all={cache: edge}"}));
    const double part = (3 + 37 * 0.1) / 40;  // (detect + (T - detect)(1 - drop)) / T passes
    CHECK(1 - read_metric(runs, "attack.filtered.share") ==
          doctest::Approx(part).scale(0).epsilon(0.01));
    CHECK(read_metric(runs, "attack.detected.seconds") == doctest::Approx(3).scale(0));
  }

  TEST_CASE("attacks: a table without cookies turns people away, one with cookies does not") {
    const std::string flood = attack("kind: syn_flood, rate: 200k rps, at: 10s, duration: 50s");
    const Overrides small{flood, "world.edge.half_open={places: 100k, cookies: false}"};
    const Runs refuses = run(open_text(lab, small));
    CHECK(read_metric(refuses, "errors.share{cause=refused}") > 0.01);
    const Runs cookies = run(open_text(lab, {flood, "world.edge.half_open={places: 100k}"}));
    CHECK(read_metric(cookies, "availability") == read_metric(run(open_text(lab)), "availability"));
  }
}
