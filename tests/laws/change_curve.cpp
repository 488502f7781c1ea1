// Harm against speed: what must hold of every curve, in a small world.
#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

#include <edgecase/change_curve.hpp>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

Plan release(const Overrides& overrides = {}) {
  return open_text(R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: release}
world:
  network: small-globe
  horizon: {warm_up: 30s, measure: 12min}
  demand: {rate: 100 rps}
  routes: {pages: {share: 100%, objects: 50, size: 1kB}}
  origin: {at: us-east-1, service: 5ms}
  changes: {new: {at: 1min, brings: {errors: {target: {pops: 100%}, share: 20%}}}}
design:
  routes: {pages: {cache: static}}
  caches: {static: {ttl: 1h}}
  tools: {fast: {depends_on: [], propagation: 0s}}
  rollout: {tool: fast, steps: [{pops: 100%, soak: 1min}], check: {minimum: 20}}
)",
                   overrides);
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("harm against speed: slower plans fail less, plans that do not fit are named") {
    const Scenario scenario(release());
    const CurveOptions what{.bad_share = 0.1, .changes_a_year = 50};
    const CurveResult curve = change_curve(scenario, {.seed = 7, .replications = 2}, what);
    // Of nine plans with steps, those of 2 min in two to four steps fit into 11.5 min.
    REQUIRE(curve.rows.size() == 4);
    CHECK(curve.skipped.size() == 6);
    const CurveRow& at_once = curve.rows.front();
    CHECK(at_once.plan == "all at once");
    CHECK(at_once.everywhere_s.mean == 0);
    CHECK(at_once.undone == 0);  // nothing notices
    // A fifth of the requests from 1 min on.
    CHECK(at_once.failed.mean == doctest::Approx(0.2 * 100 * 690).epsilon(0.03).scale(0));
    for (std::size_t i = 0; i < curve.rows.size(); ++i) {
      const CurveRow& row = curve.rows[i];
      CHECK(row.harm_a_year == doctest::Approx(row.failed.mean * 5).epsilon(1e-9).scale(0));
      CHECK(row.failed.mean <= at_once.failed.mean);
      if (i == 0) continue;
      CHECK(row.undone == 1);
      CHECK(row.failed.mean < 0.1 * at_once.failed.mean);
      // The last step begins after all others have soaked: 2, 4, 6 minutes.
      CHECK(row.everywhere_s.mean == doctest::Approx(120.0 * static_cast<double>(i)).scale(0));
      CHECK(row.false_alarms.mean == 0);
    }
    CHECK(at_once.efficient);  // nothing is faster
    const auto least = std::ranges::min_element(
        curve.rows, {}, [](const CurveRow& row) { return row.failed.mean; });
    CHECK(least->efficient);
  }

  TEST_CASE("harm against speed: a scenario without changes has no curve") {
    const Scenario none(release({"world.changes={}", "design.rollout=none", "design.tools={}"}));
    CHECK_THROWS_AS(change_curve(none, {.replications = 1}), Error);
  }
}
