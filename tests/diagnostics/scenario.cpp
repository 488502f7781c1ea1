// What is wrong with a scenario as a whole, and that all of it is said at once.

#include <set>
#include <string>

#include <doctest/doctest.h>

#include "scenario/setting.hpp"

using namespace edgecase;

namespace {

/// "CODE path" of everything that is wrong with a scenario on the real network.
std::set<std::string> problems_of(const std::string& text) {
  Diagnostics diagnostics;
  const Catalogue catalogue({std::string(EDGECASE_SOURCE_DIR) + "/scenarios"});
  CHECK_FALSE(open_scenario_text(text, "s.yaml", {}, catalogue, diagnostics).has_value());
  std::set<std::string> all;
  for (const Diagnostic& d : diagnostics.sorted()) all.insert(d.code + " " + d.path);
  return all;
}

const std::string head = R"(apiVersion: edgecase/v1
kind: Scenario
metadata: {name: s}
)";

}  // namespace

TEST_SUITE("diagnostics") {
  TEST_CASE("a wrong field does not hide what is wrong elsewhere") {
    const auto problems = problems_of(head + R"(world:
  horizon: {warm_up: 1min, measure: 1min}
  demand: {rate: 100 rps, users: {weights: {erope: 2}}}
  routes: {a: {share: 80%, size: 1kB}, b: {share: 30%, size: 1kB}}
  origin: {at: us-esat-1, service: 20ms}
  faults: [{kind: pop_down, target: {pop: GRX}, at: 16min, duration: 3min}]
design:
  routes: {c: {cache: static}}
  caches: {static: {policy: lrru}}
  prices: {plan: bussiness}
)");
    const std::set<std::string> expected{
        "EC0114 design.caches.static.policy",
        "EC0115 design.prices.plan",
        "EC0115 design.routes.c",
        "EC0115 world.demand.users.weights.erope",
        "EC0115 world.faults[0].target.pop",
        "EC0115 world.origin.at",
        "EC0201 world.routes",
        "EC0202 world.faults[0].at",
    };
    CHECK(problems == expected);
  }

  TEST_CASE("rules keep off what is already reported: no sum over a share that was not read") {
    const auto problems = problems_of(head + R"(world:
  demand: {rate: 100 rps}
  routes: {a: {share: 0.8, size: 1kB}, b: {share: 20%, size: 1kB}}
  origin: {service: 20ms}
)");
    CHECK(problems == std::set<std::string>{"EC0109 world.routes.a.share"});
  }

  TEST_CASE("a policy that must know the future is refused, at the edge and in a tier") {
    const auto problems_with = [](const std::string& cache) {
      return problems_of(head + R"(world:
  demand: {rate: 100 rps}
  routes: {a: {share: 100%, size: 1kB}}
  origin: {at: us-east-1, service: 20ms}
design:
  routes: {a: {cache: static}}
  caches: {static: )" + cache +
                         "}\n");
    };
    using Problems = std::set<std::string>;
    CHECK(problems_with("{policy: belady}") == Problems{"EC0206 design.caches.static.policy"});
    CHECK(problems_with("{upper_tier: {policy: belady}}") ==
          Problems{"EC0206 design.caches.static.upper_tier.policy"});
  }

  TEST_CASE("a route needs sizes or a trace, and not both") {
    const auto problems_with = [](const std::string& route) {
      return problems_of(head + R"(world:
  demand: {rate: 100 rps}
  routes: {a: )" + route +
                         R"(}
  origin: {at: us-east-1, service: 20ms}
)");
    };
    using Problems = std::set<std::string>;
    CHECK(problems_with("{share: 100%}") == Problems{"EC0105 world.routes.a"});
    CHECK(problems_with("{trace: nowhere/day.csv}") == Problems{"EC0115 world.routes.a.trace"});
    CHECK(problems_with("{trace: /nowhere/day.csv}") == Problems{"EC0129 world.routes.a.trace"});
    CHECK(problems_with("{trace: nowhere/day.csv, size: 1kB, objects: 3}") ==
          Problems{"EC0115 world.routes.a.trace", "EC0207 world.routes.a.size",
                   "EC0207 world.routes.a.objects"});
  }
}
