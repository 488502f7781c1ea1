// What a comparison says first.
#include <doctest/doctest.h>

#include "study/headlines.hpp"
#include "support/runs.hpp"
#include "unit/report_support.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

const char* const guarded =
    "apiVersion: edgecase/v1\n"
    "kind: Scenario\n"
    "metadata: {name: small}\n"
    "world:\n"
    "  network: lab\n"
    "  horizon: {warm_up: 1s, measure: 10s}\n"
    "  demand: {rate: 50 rps}\n"
    "  routes: {all: {share: 100%, objects: 100, size: 1kB}}\n"
    "  origin: {workers: 1, service: 10ms}\n"
    "design:\n"
    "  routes: {all: {cache: edge, guard: shield}}\n"
    "  caches: {edge: {capacity: 30kB, ttl: 2s}}\n"
    "  guards: {shield: {rate_limits: {per_ip: {per: [ip], limit: 100, window: 10s}}, bots: {}}}\n";

std::vector<std::string> changes(const Overrides& overrides) {
  std::vector<std::string> all;
  for (const SettingChange& one :
       changed_settings(*open_text(guarded), *open_text(guarded, overrides)))
    all.push_back(one.path + ": " + one.base + " > " + one.alternative);
  return all;
}

/// Availability falls from 100% to 79%, the origin's egress by a third; a promise breaks.
ComparisonResult without_shield() {
  ComparisonResult c;
  c.base.judgements = {{"up", "availability", ">=", 0.999, "1", {1, 1, 1}, Outcome::pass},
                       {"", "stale.share", "<=", 0.01, "1", {0.2, 0.2, 0.2}, Outcome::fail}};
  c.alternative.judgements = {
      {"up", "availability", ">=", 0.999, "1", {0.79, 0.78, 0.8}, Outcome::fail},
      {"", "stale.share", "<=", 0.01, "1", {0.001, 0.001, 0.001}, Outcome::pass}};
  const auto part = [](double mean) { return Estimate{mean, mean, mean}; };
  c.differences = {
      {"cost.monthly", {}, "$", 100, 200, part(100), part(1), true},
      {"latency.p50", {}, "ms", 100, 90, part(-10), part(-0.1), true},
      {"origin.egress", {}, "bit/s", 100, 63, part(-37), part(-0.37), true},
      {"availability", {}, "1", 1, 0.79, part(-0.21), part(-0.21), true},
      {"stale.share", {}, "1", 0.2, 0.001, part(-0.199), part(-0.995), true},
      {"errors.share", {{"cause", "origin_overloaded"}}, "1", 0, 0.2, part(0.2), {}, true},
      {"errors.share", {{"cause", "edge_overloaded"}}, "1", 0, 0.01, part(0.01), {}, true}};
  return c;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("headlines: broken promises, mended ones, availability, staleness; only then cost") {
    const std::vector<std::string> all = headlines_of(without_shield());
    REQUIRE(all.size() == 5);
    CHECK(all[0] == "Breaks the objective availability >= 99.9%: 100% → 79.0%.");
    CHECK(all[1] == "Now meets the objective stale.share <= 1%: 20.0% → 0.100%.");
    CHECK(all[2] ==
          "Availability falls from 100% to 79.0%; mostly origin_overloaded (+20.0 pp: the origin's "
          "queue was full, or shed the request).");
    CHECK(all[3] == "Stale answers fall from 20.0% to 0.100%.");
    CHECK(
        all[4].starts_with("With fewer requests answered (latencies are of those still answered): "
                           "monthly cost +100% "));
  }

  TEST_CASE("headlines: where as many are answered, savings are named as such") {
    ComparisonResult c = without_shield();
    c.base.judgements.clear();
    c.alternative.judgements.clear();
    c.differences[3] = {"availability", {}, "1", 1, 1, {0, 0, 0}, {0, 0, 0}, false};
    const std::vector<std::string> all = headlines_of(c);
    REQUIRE(all.size() == 3);
    CHECK(all[0] == "Availability stays 100%.");
    CHECK(all[2].starts_with("Monthly cost +100% [+100, +100], p50 latency −10.0%"));
  }

  TEST_CASE("headlines: objectives that are met or missed in both are said so") {
    ComparisonResult c = without_shield();
    c.base.judgements = {c.base.judgements[0]};
    c.alternative.judgements = c.base.judgements;
    CHECK(headlines_of(c)[0] == "Still meets its objective.");
    c.base.judgements[0].outcome = c.alternative.judgements[0].outcome = Outcome::fail;
    CHECK(headlines_of(c)[0].starts_with("Still misses the objective availability >= 99.9%"));
    c.base.judgements[0].outcome = Outcome::pass;
    c.alternative.judgements[0].outcome = Outcome::inconclusive;
    CHECK(headlines_of(c)[0].starts_with("Inconclusive for the objective"));
  }

  TEST_CASE("changes: a value, a part that is gone, a part that is new") {
    CHECK(changes({}).empty());
    CHECK(changes({"design.caches.edge.ttl=5s"}) ==
          std::vector<std::string>{"design.caches.edge.ttl: 2s > 5s"});
    const std::vector<std::string> gone = changes({"design.guards.shield={}"});
    REQUIRE(gone.size() == 2);
    CHECK(gone[0] ==
          "design.guards.shield.rate_limits: per_ip.per[0] ip, per_ip.limit 100, "
          "per_ip.window 10s > not set");
    CHECK(gone[1] == "design.guards.shield.bots: its defaults > not set");
    CHECK(changes({"design.purge.on_change=true"}) ==
          std::vector<std::string>{"design.purge: not set > on_change true"});
    CHECK(changes({"metadata.name=other"}).empty());
  }
}
