// Requests of bots that stand for several: every counter counts all that they stand for.
#include <cmath>
#include <numeric>
#include <string>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

// No cache, workers without limit: what cores do not refuse reaches the origin and is answered.
const char* const bots_lab = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: bots_lab}
world:
  network: lab
  horizon: {warm_up: 1s, measure: 4s, history: 0s}
  demand: {rate: 1 rps}
  routes: {all: {share: 100%, objects: 50, size: 10kB}}
  origin: {workers: unlimited, service: 1ms}
  attacks: [{kind: KIND, at: 1s, duration: 100s}]
)";

Runs bots_run(const std::string& kind, const Overrides& overrides = {}) {
  std::string text = bots_lab;
  text.replace(text.find("KIND"), 4, kind);
  return run(open_text(text, overrides));
}

const Observations& bots_seen(const Runs& runs) { return runs.replications.front().seen; }

const char* const weighted = "http_flood, rate: 1M rps, bots: 2500";

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("sampled bots: a fraction of a bot counts as often as it should") {
    // Of the 300,000 requests of 3000 bots until the end, 200,000 requests of 2000 bots are
    // simulated, each of which is one bot or two.
    const Runs runs =
        bots_run("http_flood, rate: 75k rps, bots: 3000", {"world.attacks[0].duration=10s"});
    REQUIRE(runs.plan->attacks.runs.front().weighting->bots_each() == 1.5);
    const double error = std::sqrt(200'000 * (1.5 * 1.5 + 0.25));
    CHECK(std::abs(read_metric(runs, "attack.requests") - 300'000) < 4 * error);
  }

  TEST_CASE("sampled bots: at the origin each counts for all, in requests and in bytes") {
    const Runs runs = bots_run(weighted);
    const Observations& seen = bots_seen(runs);
    const double reached = seen.attacks.front().end(AttackEnd::origin);
    REQUIRE(reached > 1e5);
    const auto n = static_cast<std::uint64_t>(reached);
    const Cell& cell = seen.bot_cells.front();
    CHECK(cell.requests == n);
    CHECK(cell.statuses[static_cast<std::size_t>(CacheStatus::bypass)] == n);
    CHECK(cell.bytes == n * 10'000);
    CHECK(cell.origin_requests == n);
    CHECK(cell.origin_bytes == n * 10'000);
    CHECK(cell.fetch(CacheLevel::edge, FetchCause::bypass).requests == n);
    CHECK(cell.fetch(CacheLevel::edge, FetchCause::bypass).bytes == n * 10'000);
    PopMeter pop = seen.bot_meters.front();
    CHECK(pop.of(CacheStatus::bypass).requests == n);
    CHECK(pop.of(CacheStatus::bypass).bytes == n * 10'000);
    std::uint64_t bytes = 0, asked = 0;
    for (const Moment& moment : seen.timeline) {
      bytes += moment.bytes;
      asked += moment.origin_requests;
    }
    CHECK(bytes == cell.bytes + seen.cells.front().bytes);
    CHECK(asked == cell.origin_requests + seen.cells.front().origin_requests);
  }

  TEST_CASE("sampled bots: an origin that is down fails all that they stand for") {
    const Runs runs =
        bots_run(weighted, {"world.faults=[{kind: origin_down, at: 500ms, duration: 1h}]"});
    const Observations& seen = bots_seen(runs);
    const auto n = static_cast<std::uint64_t>(seen.attacks.front().end(AttackEnd::origin));
    REQUIRE(n > 100'000);
    CHECK(seen.bot_meters.front().errors == n);
    CHECK(seen.bot_cells.front().requests == n);
    CHECK(seen.bot_cells.front().bytes == 0);
  }

  TEST_CASE("sampled bots: a function runs as often as all of them ask") {
    const Runs runs =
        bots_run("http_flood, rate: 10M rps, bots: 2500",
                 {"design.compute.work={runtime: isolate, cpu: {constant: 1us}}",
                  "design.routes={all: {compute: work}}", "world.horizon.measure=500ms"});
    const Observations& seen = bots_seen(runs);
    const auto n = static_cast<std::uint64_t>(seen.attacks.front().end(AttackEnd::function));
    REQUIRE(n > 100'000);
    CHECK(seen.bot_cells.front().functions.requests == n);
    std::int64_t runs_of = 0;
    for (const FunctionUse& use : seen.functions.front()) runs_of += use.requests;
    const std::uint64_t of_people = seen.cells.front().functions.requests;
    CHECK(static_cast<std::uint64_t>(runs_of) == n + of_people);
  }

  TEST_CASE("sampled bots: of passwords that are tried the valid share is right") {
    const Runs runs = bots_run("credential_stuffing, rate: 1M rps, bots: 2500, valid: 1%");
    const AttackMeter& meter = bots_seen(runs).attacks.front();
    REQUIRE(meter.end(AttackEnd::origin) > 1e5);
    CHECK(meter.successes ==
          doctest::Approx(0.01 * meter.end(AttackEnd::origin)).scale(0).epsilon(1e-9));
  }
}
