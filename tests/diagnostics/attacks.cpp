// What is refused of attacks and guards, in the words that a user reads.
#include <string>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase::testing;

namespace {

/// What is said of a small scenario with these overrides.
std::string said(const Overrides& overrides) {
  return try_open(R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: small}
world:
  network: lab
  horizon: {warm_up: 10s, measure: 50s}
  demand: {rate: 10 rps}
  routes: {all: {share: 100%, size: 1kB}}
  origin: {service: 5ms}
design:
  routes: {all: {guard: front}}
  guards: {front: {rate_limits: {each: {limit: 10, window: 10s}}}}
)",
                  overrides)
      .complaints;
}

bool says(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string attack(const std::string& rest) { return "world.attacks=[{" + rest + "}]"; }

}  // namespace

TEST_SUITE("diagnostics") {
  TEST_CASE("an attack without a source region, a time in the run, a duration or a kind") {
    const std::string flood = "kind: http_flood, rate: 5 rps, at: 20s, duration: 10s";
    CHECK(said({attack(flood)}).empty());
    CHECK(says(said({attack(flood + ", from: {regions: {atlantis: 1}}")}),
               "unknown region `atlantis`"));
    CHECK(says(said({attack(flood + ", from: {regions: {europe: 0}}")}),
               "the attack has no source region"));
    CHECK(says(said({attack("kind: http_flood, rate: 5 rps, at: 2h, duration: 10s")}),
               "an attack at 2h, but the run ends at 1min"));
    CHECK(says(said({attack("kind: http_flood, rate: 5 rps, at: 20s")}),
               "the attack has no duration"));
    CHECK(says(said({attack("kind: http_fludd, rate: 5 rps, at: 20s, duration: 10s")}),
               "did you mean `http_flood`?"));
    CHECK(says(said({attack("kind: preset, of: volumetric-2099, at: 20s")}), "volumetric-2099"));
    CHECK(says(said({attack("kind: http_flood, rate: 1e30 rps, at: 20s, duration: 10s")}),
               "error[EC"));
    CHECK(says(said({"world.attacks=[{" + flood + "}, {" + flood + "}]"}),
               "two attacks are named `http_flood`"));
  }

  TEST_CASE("guards that nobody uses, limits of nothing, keys that do not exist") {
    CHECK(says(said({"design.routes.all={}"}), "no route uses the guard `front`"));
    CHECK(says(said({"design.routes.all.guard=frontt"}), "did you mean `front`?"));
    const std::string limit = "design.guards.front.rate_limits.each.";
    CHECK(says(said({limit + "limit=0"}), "error[EC"));
    CHECK(says(said({limit + "per=[cookie]"}), "cookie"));
    CHECK(says(said({limit + "per=[api_key]"}), "warning[EC"));
    CHECK(says(said({limit + "window=2h"}), "warning[EC"));
    CHECK(says(said({"design.guards.front.waf={rules: {x: {action: block}}}"}),
               "this rule matches nothing"));
    CHECK(says(said({"design.guards.front.waf={rules: {x: {matches: {http_flood: 50%}}}}"}),
               "no attack has the name or kind `http_flood`"));
  }

  TEST_CASE("protection against attacks that do not come, or that it does not look at") {
    CHECK(says(said({"design.protection={scrubbing: {}}"}), "there are no attacks"));
    CHECK(says(said({"design.protection={scrubbing: {}}",
                     attack("kind: http_flood, rate: 5 rps, at: 20s, duration: 10s")}),
               "scrubbing filters packet and connection floods"));
    CHECK(says(said({"design.protection.overload.above=150%",
                     attack("kind: volumetric, bandwidth: 1Tbps, at: 20s, duration: 10s")}),
               "sites that absorb never withdraw"));
  }
}
