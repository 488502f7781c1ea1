// The stress test: its panel, and the load that breaks a design.
#include <algorithm>

#include <doctest/doctest.h>

#include <edgecase/stress.hpp>

#include "study/probes.hpp"
#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

// Ten workers of 100 ms without a queue: Erlang B. 20 rps are 2 erlangs.
const std::string erlang_text = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: erlang}
world:
  network: lab
  horizon: {warm_up: 5s, measure: 200s}
  demand: {rate: 20 rps}
  routes: {all: {share: 100%, objects: 1, size: 1kB}}
  origin: {workers: 10, service: {exponential: {mean: 100ms}}, queue: 0}
design: {}
slos: [{name: up, indicator: availability, op: gte, value: 99%}]
)";
Scenario erlang(const Overrides& overrides = {}) {
  return Scenario(open_text(erlang_text, overrides));
}

const StressRow* row_of(const StressResult& result, const std::string& probe) {
  const auto at = std::ranges::find_if(
      result.rows, [&](const StressRow& row) { return row.probe.starts_with(probe); });
  return at == result.rows.end() ? nullptr : &*at;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("stress: ten workers break at the load at which Erlang B refuses 1%: 4.46 erlangs") {
    const StressResult result =
        stress(erlang(), {.replications = 6}, {.panel = false, .breaking_point = true});
    REQUIRE(result.breaking.size() == 1);
    const BreakingPoint& point = result.breaking[0];
    REQUIRE(point.found);
    CHECK(point.load.mean == doctest::Approx(4.46 / 2).epsilon(0.05).scale(0));
    CHECK(point.load.lo < 4.46 / 2 * 1.02);
    CHECK(point.load.hi > 4.46 / 2 * 0.98);
    CHECK(point.objective == "up");
    CHECK(point.gave_way == "origin workers");
  }

  TEST_CASE("stress: the panel says what gave way, sorted by damage") {
    const StressResult result = stress(erlang(), {.replications = 2});
    REQUIRE(result.rows.size() > 8);
    for (std::size_t i = 1; i < result.rows.size(); ++i)
      CHECK(result.rows[i].failed_more.mean <= result.rows[i - 1].failed_more.mean + 5e-5);
    const StressRow* tenfold = row_of(result, "load x10");
    REQUIRE(tenfold != nullptr);
    // 20 erlangs on 10 workers: 53.8% are refused.
    CHECK(tenfold->failed.mean == doctest::Approx(0.538).epsilon(0.05).scale(0));
    CHECK(tenfold->gave_way == "origin workers");
    CHECK(tenfold->broken == std::vector<std::string>{"up"});
    CHECK(tenfold->question.find("10 times") != std::string::npos);
    const StressRow* down = row_of(result, "origin down");
    REQUIRE(down != nullptr);
    CHECK(down->failed.mean == doctest::Approx(0.6).epsilon(0.05).scale(0));  // 120 of 200 s
    CHECK(down->gave_way == "origin");
    const StressRow* price = row_of(result, "egress price");
    REQUIRE(price != nullptr);
    CHECK(price->failed_more.mean == 0);
    CHECK(row_of(result, "control plane") == nullptr);
    CHECK(result.skipped.size() == 5);
    for (const Format format : {Format::text, Format::json, Format::csv, Format::markdown})
      CHECK(render(result, format).find("load x10") != std::string::npos);
  }

  TEST_CASE("stress: each store is lost for a while, and so is the identity provider") {
    const StressResult result = stress(
        erlang({"design.stores={carts: {kind: origin_db}}", "design.routes.all={store: carts}",
                "design.access={staff: {session: {lifetime: 1h, token: 5min, already_in: 50%}}}",
                "design.routes.all.access=staff"}),
        {.replications = 1});
    const StressRow* carts = row_of(result, "carts down");
    REQUIRE(carts != nullptr);
    // 120 of 200 s.
    CHECK(carts->failed.mean == doctest::Approx(0.6).epsilon(0.05).scale(0));
    CHECK(carts->gave_way == "store down");
    CHECK(carts->question.find("the store carts") != std::string::npos);
    const StressRow* identity = row_of(result, "identity down");
    REQUIRE(identity != nullptr);
    CHECK(identity->gave_way == "identity");
  }

  TEST_CASE("stress: a design that nothing breaks says how far it was tried") {
    const StressResult result =
        stress(erlang({"world.origin.workers=unlimited", "world.horizon.measure=10s"}),
               {.replications = 1}, {.panel = false, .breaking_point = true});
    CHECK_FALSE(result.breaking[0].found);
    CHECK(result.breaking[0].tried == 64);
  }

  TEST_CASE("stress: no flood on an origin whose queue would leave out most of its load") {
    const auto floods = [](const Overrides& overrides) {
      const Plan plan = open_text(erlang_text, overrides);
      const Probes probes = probes_of(*plan);
      return std::ranges::count_if(
          probes.all, [](const Probe& probe) { return probe.name.starts_with("L7 flood"); });
    };
    CHECK(floods({}) == 1);
    CHECK(floods({"world.origin.discipline=lifo"}) == 0);
  }
}
