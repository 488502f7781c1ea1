// Changes that are shipped: what they do is what the fault does that they bring, what they leave
// alone stays as it is, and what looks at them keeps its promises.
#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

doctest::Approx near(double value, double tolerance) {
  return doctest::Approx(value).epsilon(tolerance).scale(0);
}

// No cache, no distance: what a change does is what users see. Ready after a minute.
Plan rollout_lab(const std::string& change, const std::string& design,
                 const Overrides& overrides = {}) {
  std::string text = R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: rollout-lab}
world:
  network: lab
  horizon: {warm_up: 10s, measure: 290s}
  demand: {rate: 100 rps}
  routes: {all: {share: 70%, objects: 1, size: 0B}, other: {share: 30%, objects: 1, size: 0B}}
  clients: {requests_per_connection: 10000, retry: {attempts: 1}}
  origin: {workers: unlimited, service: 20ms}
  CHANGES
design:
  tools: {fast: {depends_on: [], propagation: 0s}}
  DESIGN
)";
  text.replace(text.find("CHANGES"), 7,
               change.empty() ? "" : "changes: {new: {at: 1min" + change + "}}");
  text.replace(text.find("DESIGN"), 6, design);
  return open_text(text, overrides);
}

Plan rollout_globe(const std::string& world, const std::string& design,
                   const Overrides& overrides = {}) {
  return open_text(R"(
apiVersion: edgecase/v1
kind: Scenario
metadata: {name: rollout-globe}
world:
  network: small-globe
  horizon: {warm_up: 20s, measure: 100s}
  demand: {rate: 200 rps}
  routes: {pages: {share: 100%, objects: 500, size: 20kB}}
  origin: {at: us-east-1, workers: 50, service: {exponential: 20ms}}
)" + world + R"(
design:
  routes: {pages: {cache: static}}
  caches: {static: {ttl: 30s}}
)" + design,
                   overrides);
}

/// Every number that both runs list, of all replications, except those of the books of changes.
void check_alike(const Runs& a, const Runs& b) {
  const auto listed = standard_indicators(*b.plan);
  std::size_t compared = 0;
  for (const Indicator& indicator : listed) {
    if (indicator.name.starts_with("change.") || indicator.name.starts_with("alerts.") ||
        indicator.name.starts_with("sla.") || indicator.name.starts_with("operations.") ||
        indicator.name.starts_with("recovery"))
      continue;
    for (std::size_t i = 0; i < a.replications.size(); ++i) {
      const double x = MetricReader(a.replications[i], *a.plan)(indicator);
      const double y = MetricReader(b.replications[i], *b.plan)(indicator);
      const bool same = (std::isnan(x) && std::isnan(y)) || (!(x < y) && !(x > y));
      if (!same) {
        INFO(to_text(indicator));
        CHECK(x == y);
      }
      ++compared;
    }
  }
  CHECK(compared > 50);
}

const std::string everywhere_at_once = "  tools: {fast: {depends_on: [], propagation: 0s}}\n";

double event_at(const Runs& runs, const std::string& metric) {
  return read_metric(runs, metric + "{change=new}");
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("rollouts: a harmless change alters nothing but its own books") {
    const Runs without = run(rollout_globe("", ""), 2);
    const Runs with = run(rollout_globe("  changes: {fine: {at: 40s}}\n", R"(
  alerts: {objective: 99.9%}
  rollout:
    steps: [{pops: 10%, soak: 10s}, {users: 30%, soak: 10s}, {pops: 100%, soak: 10s}]
    check: {minimum: 1}
    rollback: {by: human}
)"),
                          2);
    check_alike(with, without);
    CHECK(read_metric(with, "change.failed") == 0);
    CHECK(read_metric(with, "change.everywhere.seconds") == near(20, 0.1));
    CHECK(read_metric(with, "alerts.pages") == 0);
  }

  TEST_CASE("rollouts: a rollout of one step equals the fault it brings") {
    for (const char* effect :
         {"errors: {target: {pops: 40%}, share: 30%}",
          "slow: {target: {region: europe}, added: 80ms}",
          "loss: {target: {region: asia}, share: 5%}", "down: {target: {size: hub}}",
          "errors: {target: origin, share: 20%}", "down: {target: origin}"}) {
      const std::string text = effect;
      CAPTURE(text);
      const std::size_t colon = text.find(':');
      const std::string kind = text.substr(0, colon);
      const std::string rest =
          text.substr(text.find('{') + 1, text.rfind('}') - text.find('{') - 1);
      const Runs fault = run(rollout_globe(
          "  faults: [{kind: " + kind + ", " + rest + ", at: 40s, duration: 1h}]\n", ""));
      const Runs change = run(rollout_globe("  changes: {new: {at: 40s, brings: {" + text + "}}}\n",
                                            everywhere_at_once + "  rollout: {tool: fast}\n"));
      check_alike(change, fault);
      CHECK(read_metric(fault, "change.failed") != 0);  // NaN: there is no change
      CHECK(read_metric(change, "change.failed") + read_metric(change, "change.slowed.share") > 0);
    }
  }

  TEST_CASE("rollouts: from its undoing on, a run is as without the change") {
    const std::string design = R"(rollout:
    tool: fast
    steps: [{pops: 100%, soak: 30s}]
    check: {looks: 3}
    rollback: {by: automatic}
)";
    const Runs with =
        run(rollout_lab(", brings: {errors: {target: {pops: 100%}, share: 50%}}", design));
    const Runs without = run(rollout_lab("", ""));
    CHECK(event_at(with, "change.rolled_back.share") == 1);
    const double undone =
        50 + 10;  // measured from 10 s on: ready at 60 s, first look 10 s later, undone at once
    bool before = false;
    for (std::size_t slot = 0; slot < with.plan->time.moments; ++slot) {
      const double at = static_cast<double>(slot) * in_seconds(with.plan->time.moment);
      const Moment& x = with.replications[0].seen.moment(slot, 0);
      const Moment& y = without.replications[0].seen.moment(slot, 0);
      before |= x.failures > 0;
      if (at < undone + in_seconds(with.plan->time.moment)) continue;
      CHECK(x.requests == y.requests);
      CHECK(x.failures == 0);
      CHECK(static_cast<double>(x.latency_ns) == static_cast<double>(y.latency_ns));
      CHECK(x.bytes == y.bytes);
    }
    CHECK(before);
  }

  TEST_CASE("rollouts: notice, decide, undo take what they are said to take") {
    const std::string design = R"(rollout:
    tool: fast
    steps: [{pops: 100%, soak: 100s}]
    check: {looks: 10}
    rollback: {by: human, response: 40s, decision: 50s, tool: slow}
)";
    const Runs runs =
        run(rollout_lab(", brings: {errors: {target: {pops: 100%}, share: 100%}}", design,
                        {"design.tools.slow={depends_on: [], propagation: 25s}"}));
    CHECK(event_at(runs, "change.detect.seconds") == near(10, 0.02));
    CHECK(event_at(runs, "change.decide.seconds") == near(30 + 40 + 50, 1e-6));  // paging: 30 s
    CHECK(event_at(runs, "change.repair.seconds") == near(25, 1e-6));
    // 155 of 290 seconds.
    CHECK(read_metric(runs, "errors.share") == near(155.0 / 290, 0.02));
    CHECK(read_metric(runs, "change.failed.share") ==
          near(read_metric(runs, "errors.share"), 1e-9));
  }

  TEST_CASE("rollouts: a leak grows evenly, what alternates does harm in its part of the time") {
    const std::string at_once = "rollout: {tool: fast}";
    const auto errors = [&](const std::string& more) {
      const Runs runs = run(
          rollout_lab(", brings: {errors: {target: {pops: 100%}, share: 60%}}" + more, at_once));
      return read_metric(runs, "errors.share") * 290;  // seconds of errors
    };
    CHECK(errors("") == near(0.6 * 240, 0.02));
    CHECK(errors(", grows_over: 240s") == near(0.6 * 120, 0.03));
    CHECK(errors(", grows_over: 120s") == near(0.6 * (60 + 120), 0.03));
    CHECK(errors(", alternates: {bad: 20s, good: 40s}") == near(0.6 * 80, 0.03));
    CHECK(errors(", alternates: {bad: 20s, good: 40s, until: 120s}") ==
          near(0.6 * (40 + 120), 0.03));
    CHECK(errors(", latent_until: 180s") == near(0.6 * 120, 0.03));
    CHECK(errors(", route: other") == near(0.3 * 0.6 * 240, 0.05));
  }

  TEST_CASE("rollouts: harmless alone, deadly with another") {
    const auto runs = [&](const std::string& other) {
      return run(rollout_lab(", with: old, brings: {errors: {target: {pops: 100%}, share: 100%}}",
                             "rollout: {tool: fast}", {"world.changes.old={at: " + other + "}"}));
    };
    CHECK(read_metric(runs("30s"), "errors.share") == near(240.0 / 290, 0.02));
    CHECK(read_metric(runs("200s"), "errors.share") == near(100.0 / 290, 0.03));
  }

  TEST_CASE("rollouts: a step for a share of the users harms those, and always the same") {
    const Runs runs =
        run(rollout_lab(", brings: {errors: {target: {pops: 100%}, share: 100%}}",
                        "rollout: {tool: fast, steps: [{users: 10%, soak: 10h}, {users: "
                        "100%}]}",
                        {"world.clients.people={requests_per_minute: 6, activity: 1}"}));
    // 1,000 people with 24 requests each in that time: all of a tenth, none of the others.
    const double users = read_metric(runs, "change.users.share");
    CHECK(std::abs(users - 0.1) < 2 * 0.0095);
    CHECK(read_metric(runs, "errors.share") == near(users * 240 / 290, 0.04));
  }

  TEST_CASE("rollouts: in log mode a rule blocks no request; the check sees what it would") {
    const std::string design = R"(rollout:
    tool: fast
    steps: [{pops: 100%, log: true, soak: 60s}, {pops: 100%, soak: 60s}]
    check: {looks: 3}
    rollback: {by: automatic}
)";
    const std::string bad = ", kind: rule, brings: {errors: {target: {pops: 100%}, share: 5%}}";
    const Runs logged = run(rollout_lab(bad, design));
    CHECK(read_metric(logged, "errors.share") == 0);
    CHECK(event_at(logged, "change.rolled_back.share") == 1);
    CHECK(std::isnan(event_at(logged, "change.everywhere.seconds")));
    // What it costs in time, it costs in log mode too.
    const Runs slow = run(
        rollout_lab(", kind: rule, brings: {slow: {target: {pops: 100%}, added: 50ms}}", design));
    CHECK(read_metric(slow, "latency.mean") == near(20 + 50.0 * 240 / 290, 0.03));
  }

  TEST_CASE("rollouts: a check that sees too few requests is inconclusive, and says so") {
    const std::string design = R"(rollout:
    tool: fast
    steps: [{users: 1%, soak: 20s}, {users: 100%, soak: 20s}]
    check: {minimum: 1000}
    rollback: {by: automatic}
)";
    const Runs runs =
        run(rollout_lab(", brings: {errors: {target: {pops: 100%}, share: 1%}}", design));
    CHECK(event_at(runs, "change.inconclusive") == 1);  // 20 requests; then 2,000
  }

  TEST_CASE("rollouts: what cannot be undone without what is down waits for it") {
    const std::string design = R"(rollout:
    tool: fast
    steps: [{pops: 100%, soak: 100s}]
    check: {looks: 2}
    rollback: {by: automatic, tool: console}
)";
    const auto undone = [&](const std::string& tool, const std::string& fault) {
      const Runs runs =
          run(rollout_lab(", brings: {errors: {target: {pops: 100%}, share: 100%}}", design,
                          {"design.tools.console=" + tool, "world.faults=" + fault}));
      return event_at(runs, "change.repair.seconds");
    };
    const std::string control = "{depends_on: [control_plane], propagation: 1s";
    const std::string outage = "[{kind: down, target: control_plane, at: 30s, duration: 140s}]";
    // Decided at 110 s; back at 170 s; tried every 10 s.
    CHECK(undone(control + "}", "[]") == near(1, 1e-6));
    CHECK(undone(control + "}", outage) == near(61, 1e-6));
    CHECK(undone(control + ", break_glass: 45s}", outage) == near(46, 1e-6));
    CHECK(undone("{depends_on: [identity], propagation: 1s}", outage) == near(1, 1e-6));
    // Behind the edge that it broke: never, but for another way.
    CHECK(std::isnan(undone("{depends_on: [edge], propagation: 1s}", "[]")));
    CHECK(undone("{depends_on: [edge], propagation: 1s, break_glass: 30s}", "[]") ==
          near(31, 1e-6));
  }

  TEST_CASE("rollouts: an alert pages at the closed-form minute") {
    const auto paged = [&](const std::string& share) {
      const Runs runs =
          run(rollout_lab("", "alerts: {every: 1s}",
                          {"world.faults=[{kind: errors, target: {pops: 100%}, share: " + share +
                               ", at: 1min, duration: 1h}]",
                           "world.horizon.measure=11min"}));
      CHECK(read_metric(runs, "alerts.false_pages") == 0);
      return read_metric(runs, "alerts.first_page.seconds") - 50;
    };
    // .0144 of an hour; the clock has whole seconds.
    CHECK(paged("100%") == doctest::Approx(51.84).epsilon(1.5).scale(1));
    CHECK(paged("10%") == near(518.4, 0.06));
    CHECK(std::isnan(paged("1%")));
  }

  TEST_CASE(
      "rollouts: of good changes no more are rolled back than declared, at any number of looks") {
    const auto rolled_back = [&](const std::string& test, int looks) {
      const Runs runs = run(
          rollout_lab(
              "",
              "rollout:\n    tool: fast\n"
              "    steps: [{users: 30%, soak: 30s}, {users: 60%, soak: 30s}, {users: 100%}]\n"
              "    check: {minimum: 50, false_alarms: 20%, test: " +
                  test + ", looks: " + std::to_string(looks) + "}\n    rollback: {by: automatic}\n",
              {"world.changes.new.at=11s", "world.horizon.measure=65s",
               "world.faults=[{kind: errors, target: {pops: 100%}, share: 2%, at: 0s, duration: "
               "1h}]"}),
          sanitized ? 4 : 120);
      return read_metric(runs, "change.rolled_back.share");
    };
    // 120 runs: a standard deviation of 3.7% around 20%.
    for (const int looks : {1, 5, 20}) {
      CAPTURE(looks);
      const double share = rolled_back("obrien_fleming", looks);
      if (!sanitized) CHECK(share < 0.2 + 2 * 0.037);
    }
    const double naive = rolled_back("fixed", 20);
    const double ratio = rolled_back("sprt", 20);
    if (sanitized) return;
    CHECK(naive > 0.3);
    CHECK(ratio < 0.2 + 2 * 0.037);
  }
}
