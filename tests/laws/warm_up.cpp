// A warm-up that nobody stated grows until what is measured has settled, and says so.
#include "study/warm_up.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

// SIEVE has no known steady state: the cache begins empty, and takes about an hour to fill.
const char* const slow = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: lab}
world:
  network: lab
  horizon: {measure: 10min}
  demand: {rate: 20 rps}
  routes: {all: {share: 100%, objects: 50000, popularity: {zipf: 0.7}, size: 10kB}}
  origin: {service: 5ms}
design:
  routes: {all: {cache: edge}}
  caches: {edge: {policy: sieve, capacity: 150MB, ttl: 30d}}
)";

Result result_of(const Overrides& overrides) {
  StudyOptions options;
  options.replications = as_many_as(8, 2);
  return study(open_text(slow, overrides), options);
}

bool warns_of_drift(const Result& result) {
  return std::ranges::any_of(result.warnings, [](const std::string& warning) {
    return warning.find("MSER-5") != std::string::npos;
  });
}

const Assumption* about_warm_up(const Result& result) {
  const auto found = std::ranges::find(result.assumptions, "world.horizon.warm_up",
                                       [](const Assumption& one) { return one.path; });
  return found == result.assumptions.end() ? nullptr : &*found;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("warm-up: left to its default it grows until the hit ratio has settled, and says so") {
    const Result grown = result_of({});
    CHECK(grown.warm_up_s >= 2400);
    CHECK_FALSE(warns_of_drift(grown));
    const Assumption* said = about_warm_up(grown);
    REQUIRE(said != nullptr);
    CHECK(said->why.find("doubled until") != std::string::npos);

    const Result stated = result_of({"world.horizon.warm_up=10min"});
    CHECK(stated.warm_up_s == 600);
    CHECK(warns_of_drift(stated));
    const Result longest =
        result_of({sanitized ? "world.horizon.warm_up=2h" : "world.horizon.warm_up=8h"});
    const auto hits = [](const Result& result) { return result.find("hit_ratio")->estimate; };
    const double truth = hits(longest).mean;
    CHECK_NUMBERS(hits(stated).mean < truth - 0.02);
    const double noise = (hits(longest).hi - hits(longest).lo) / 2 + 0.005;
    CHECK_NUMBERS(std::abs(hits(grown).mean - truth) < noise);
  }

  TEST_CASE("warm-up: where something happens at a stated time, or has settled, it stays") {
    const Result timed =
        result_of({"world.faults=[{kind: origin_down, at: 19min, duration: 10s}]"});
    CHECK(timed.warm_up_s == 600);
    const Result settled = result_of({"design.caches.edge.policy=lru"});
    CHECK(settled.warm_up_s == 600);
    CHECK_FALSE(warns_of_drift(settled));
  }

  TEST_CASE("warm-up: two designs that are compared are measured at the same time") {
    StudyOptions options;
    options.replications = as_many_as(4, 2);
    const ComparisonResult both =
        compare(open_text(slow, {"design.caches.edge.policy=lru"}), open_text(slow), options);
    CHECK(both.base.warm_up_s == both.alternative.warm_up_s);
    CHECK(both.base.warm_up_s > 600);
  }
}
