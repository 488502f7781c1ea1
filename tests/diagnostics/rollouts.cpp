// What is refused of changes, rollouts, tools and alerts, in the words that a user reads.
#include <string>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase::testing;

namespace {

/// What is said of a small scenario with these overrides.
std::string said_of_rollout(const Overrides& overrides) {
  return try_open(R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: small}
world:
  network: lab
  horizon: {warm_up: 10s, measure: 50min}
  demand: {rate: 10 rps}
  routes: {all: {share: 100%, size: 1kB}}
  origin: {service: 5ms}
  changes: {new: {at: 1min, brings: {errors: {target: {pops: 100%}, share: 5%}}}}
design:
  tools: {console: {depends_on: [control_plane]}}
  rollout:
    steps: [{users: 10%, soak: 5min}, {pops: 100%, soak: 5min}]
    check: {}
    rollback: {by: automatic, tool: console}
)",
                  overrides)
      .complaints;
}

bool tells(const Overrides& overrides, const std::string& part) {
  const std::string text = said_of_rollout(overrides);
  INFO(text);
  const bool found = text.find(part) != std::string::npos;
  CHECK_MESSAGE(found, part);
  return found;
}

/// "PATH={NAME0: VALUE, NAME1: VALUE, …}"
std::string many_named(const std::string& path, int count, const std::string& value) {
  std::string all = path + "={";
  for (int i = 0; i < count; ++i) all += (i > 0 ? ", n" : "n") + std::to_string(i) + ": " + value;
  return all + "}";
}

}  // namespace

TEST_SUITE("diagnostics") {
  TEST_CASE("steps that do not reach everybody, that fall, or that name nothing") {
    CHECK(said_of_rollout({}).empty());
    tells({"design.rollout.steps=[{pops: 10%, soak: 5min}, {pops: 50%}]"},
          "the steps do not reach everybody");
    tells({"design.rollout.steps=[{pops: 100%, log: true, soak: 5min}]"},
          "the steps do not reach everybody");
    tells({"design.rollout.steps=[{pops: 20%, soak: 5min}, {pops: 10%, soak: 5min}, {pops: 100%}]"},
          "each step must reach more than the previous one");
    tells({"design.rollout.steps=[{soak: 5min}, {pops: 100%}]"}, "the step reaches nothing");
    tells({"design.rollout.steps=[{pops: 10%, users: 10%, soak: 5min}, {pops: 100%}]"},
          "a step reaches one thing");
    tells({"design.rollout.steps=[{regions: [europe], soak: 5min}, {pops: 100%}]"},
          "unknown region with PoPs `europe`");
    tells({"design.rollout.steps=[{pops: 50%, soak: 2h}, {pops: 100%}]"},
          "the run ends before this step");
    tells({"design.rollout.steps=[{pops: 50%, soak: 900d}, {pops: 100%}]"}, "error[EC0112]");
  }

  TEST_CASE("a rollback that nothing starts, a check without time") {
    tells({"design.rollout.check=none"}, "nothing would ever start this rollback");
    CHECK(said_of_rollout({"design.rollout.check=none", "design.alerts={}"}).empty());
    tells({"design.rollout.steps=[{pops: 100%}]"}, "no step leaves time for a check");
    tells({"design.rollout.check={metric: latency}"}, "this test compares shares, not times");
    CHECK(said_of_rollout({"design.rollout.check={metric: latency, test: judge}"}).empty());
  }

  TEST_CASE("a tool that depends on itself, or on what does not exist") {
    tells({"design.tools.console.depends_on=[console]"},
          "the tool `console` depends on itself: console -> console");
    tells({"design.tools={console: {depends_on: [login]}, login: {depends_on: [console]}}"},
          "the tool `console` depends on itself: console -> login -> console");
    tells({"design.tools.console.depends_on=[idenity]"}, "did you mean `identity`?");
    tells({"design.rollout.rollback.tool=consol"}, "did you mean `console`?");
  }

  TEST_CASE(
      "a thousand changes are planned within the budget of a test; what cannot be is refused") {
    const std::string change = "{at: 1min, brings: {errors: {target: {pops: 100%}, share: 5%}}}";
    const Overrides many{many_named("world.changes", 1000, change),
                         "design.rollout.check.looks=100"};
    CHECK(said_of_rollout(many).find("error") == std::string::npos);
    std::string steps = "design.rollout.steps=[";
    for (int i = 1; i < 101; ++i) steps += "{users: " + std::to_string(i) + "%, soak: 1s}, ";
    steps.replace(steps.size() - 2, 2, "]");
    tells({many_named("world.changes", 201, change), steps}, "201 changes have 20100 steps in all");
    tells({many_named("design.tools", 501, "{depends_on: [n0]}")}, "501 tools are too many");
  }

  TEST_CASE("a change that is not modelled, comes too late or refers to nothing") {
    tells({"world.changes.new.at=2h"}, "the change comes after the run");
    tells({"world.changes.new.with=old"}, "`old` is not defined in world.changes");
    tells({"world.changes.new.with=new"}, "a change is always with itself");
    tells({"world.changes.new.brings={region_isolated: {region: europe}}"},
          "a change brings an action");
    tells({"world.changes.new.brings={down: {target: {pops: 100%}}}"},
          "what is down is down for all users");
    tells({"world.changes.new.brings={loss: {target: origin, share: 5%}}"},
          "the fault `loss` is not modelled for this target");
    tells({"world.changes.new.brings={down: {target: origin}}", "world.changes.new.route=all"},
          "`route` is of single requests in PoPs");
    tells({"world.changes.new.brings=none", "world.changes.new.grows_over=1min"},
          "the change does no harm");
    tells({"design.rollouts.nwe={}"}, "did you mean `new`?");
  }

  TEST_CASE("alerts that could never fire") {
    tells({"design.alerts={objective: 90%}", "design.alerts.rules=[{burn: 14.4}]"},
          "an objective of 90% burns at most 10 times as fast");
    tells({"design.alerts={rules: [{window: 5min, short_window: 1h}]}"},
          "the short window is longer than the long one");
  }
}
