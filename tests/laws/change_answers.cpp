// The answers of the shipped scenarios about changes: what their comments say, and the published
// figures of the incidents.
#include <algorithm>
#include <cmath>
#include <numeric>

#include <doctest/doctest.h>

#include "support/runs.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

const std::string canary_steps =
    "design.rollout={steps: [{pops: 1%, soak: 10min}, {pops: 10%, soak: 10min}, {pops: 100%, soak: "
    "10min}], check: {}, rollback: {by: automatic}}";

doctest::Approx about(double value, double tolerance) {
  return doctest::Approx(value).epsilon(tolerance).scale(0);
}

double minutes(const Runs& runs, const std::string& metric) {
  return read_metric(runs, metric) / 60;
}

/// The share of requests that fail between two minutes of the measured time.
double failed_share_between(const Runs& runs, double from_min, double to_min) {
  const Observations& seen = runs.replications[0].seen;
  double requests = 0, failures = 0;
  for (std::size_t slot = 0; slot < seen.moments; ++slot) {
    const double at = static_cast<double>(slot) * in_seconds(runs.plan->time.moment) / 60;
    if (at < from_min || at >= to_min) continue;
    for (std::size_t region = 0; region < seen.regions; ++region) {
      requests += static_cast<double>(seen.moment(slot, region).requests);
      failures += static_cast<double>(seen.moment(slot, region).failures);
    }
  }
  return failures / requests;
}

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("friday-push: an alert in 9 minutes, people in half an hour; a canary needs neither") {
    const Runs push = run(open_answer("friday-push.yaml"), 4);
    const Runs canary = run(open_answer("friday-push.yaml", {canary_steps}), 4);
    if (sanitized) return;
    // 14.4 * .1% of an hour at 10% of errors: 8.64 min.
    CHECK(minutes(push, "change.detect.seconds") == about(8.64, 0.06));
    CHECK(minutes(push, "change.decide.seconds") > 10);
    CHECK(read_metric(push, "change.rolled_back.share") == 1);
    CHECK(read_metric(push, "change.users.share") > 0.3);
    CHECK(read_metric(canary, "change.failed") < 0.02 * read_metric(push, "change.failed"));
    CHECK(read_metric(canary, "alerts.pages") == 0);
  }

  TEST_CASE("canary-vs-speed: four steps fail a hundredth, and take half an hour") {
    const Runs steps = run(open_answer("canary-vs-speed.yaml"), 2);
    const Runs at_once = run(
        open_answer("canary-vs-speed.yaml", {"design.rollout.steps=[{pops: 100%, soak: 10min}]"}),
        2);
    const Runs good =
        run(open_answer("canary-vs-speed.yaml", {"world.changes.version-2.brings=none"}), 2);
    if (sanitized) return;
    CHECK(read_metric(steps, "change.rolled_back.share") == 1);
    CHECK(read_metric(at_once, "change.rolled_back.share") == 1);
    CHECK(read_metric(steps, "change.failed") < 0.5 * read_metric(at_once, "change.failed"));
    CHECK(minutes(good, "change.everywhere.seconds") == about(30, 0.02));
    CHECK(read_metric(good, "change.rolled_back.share") == 0);
  }

  TEST_CASE("bad-rule-staged: log mode blocks no request, and costs what the rule costs in time") {
    const Runs logged = run(open_answer("bad-rule-staged.yaml"));
    const Runs blocked = run(
        open_answer("bad-rule-staged.yaml",
                    {"design.rollout.steps=[{pops: 5%, soak: 10min}, {pops: 100%, soak: 10min}]"}));
    const Runs slow = run(
        open_answer("bad-rule-staged.yaml",
                    {"world.changes.block-injection.brings={slow: {target: {pops: 100%}, added: "
                     "300ms}}"}));
    if (sanitized) return;
    CHECK(read_metric(logged, "change.failed") == 0);
    CHECK(read_metric(logged, "change.rolled_back.share") == 1);
    CHECK(read_metric(blocked, "change.failed") > 0);
    CHECK(read_metric(slow, "change.slowed.share") > 0.1);
    CHECK(read_metric(slow, "change.rolled_back.share") == 0);
  }

  TEST_CASE("flag-kill-switch: seconds or a quarter of an hour, unless it waits for what is down") {
    const Runs by_switch = run(open_answer("flag-kill-switch.yaml"));
    const Runs by_build =
        run(open_answer("flag-kill-switch.yaml", {"design.rollout.rollback.tool=new-build"}));
    const Runs locked_out = run(
        open_answer("flag-kill-switch.yaml",
                    {"design.tools.switch={depends_on: [identity], propagation: 2s}",
                     "world.faults=[{kind: down, target: identity, at: 10min, duration: 20min}]",
                     "world.changes.new-checkout.at=9min"}));
    if (sanitized) return;
    // 1.44% of an hour at 25%: 3.456 min.
    CHECK(minutes(by_switch, "change.detect.seconds") == about(3.456, 0.08));
    CHECK(read_metric(by_switch, "change.repair.seconds") == about(2, 1e-6));
    CHECK(minutes(by_build, "change.repair.seconds") == about(15, 1e-6));
    CHECK(read_metric(by_switch, "change.failed") < 0.3 * read_metric(by_build, "change.failed"));
    // Shipped at 9 min, noticed at 12.5, the login is back at 30.
    CHECK(minutes(locked_out, "change.repair.seconds") == about(17.5, 0.03));
  }

  TEST_CASE("waf-rule-2019-07-02: 27 minutes, 80% of the requests, nothing to pay") {
    const Runs push = run(open_answer("waf-rule-2019-07-02.yaml"));
    const Runs staged = run(open_answer("waf-rule-2019-07-02.yaml", {canary_steps}));
    if (sanitized) return;
    CHECK(minutes(push, "change.harm.seconds") == about(27, 0.04));
    CHECK(failed_share_between(push, 10, 35) == about(0.8, 0.01));
    CHECK(read_metric(push, "sla.uptime") > 0.999);
    CHECK(read_metric(push, "sla.credit.share") == 0);
    CHECK(read_metric(staged, "change.failed") < 0.01 * read_metric(push, "change.failed"));
  }

  TEST_CASE(
      "hubs-2022-06-21: 19 sites, half of the requests, 75 minutes, after steps that passed") {
    const Runs steps = run(open_answer("hubs-2022-06-21.yaml"));
    const auto& harmed = steps.plan->rollouts.rollouts.at(0).harm->pops;
    const auto sites = std::count(harmed.begin(), harmed.end(), true);
    CHECK(sites == 19);
    CHECK(static_cast<double>(sites) / static_cast<double>(harmed.size()) == about(0.04, 0.5));
    const Runs mixed = run(open_answer(
        "hubs-2022-06-21.yaml",
        {"design.rollout.steps=[{pops: 10%, soak: 10min}, {pops: 100%, soak: 10min}]"}));
    if (sanitized) return;
    CHECK(minutes(steps, "change.harm.seconds") == about(75, 0.06));
    CHECK(failed_share_between(steps, 40, 60) == about(0.5, 0.04));
    CHECK(read_metric(mixed, "change.failed") < 0.4 * read_metric(steps, "change.failed"));
  }

  TEST_CASE("certificate-expiry: no check sees it, the page comes at its minute") {
    const Runs strict = run(open_answer("certificate-expiry.yaml"));
    const Runs lax = run(open_answer("certificate-expiry.yaml", {"design.alerts.objective=99%"}));
    if (sanitized) return;
    CHECK(read_metric(strict, "change.everywhere.seconds") == about(600, 0.01));
    // .0144 and .144 of an hour, on a clock of 15 s.
    CHECK(read_metric(strict, "change.detect.seconds") == about(51.84, 0.3));
    CHECK(read_metric(lax, "change.detect.seconds") == about(518.4, 0.03));
    CHECK(failed_share_between(strict, 40, 45) == 1);
    CHECK(read_metric(strict, "change.rolled_back.share") == 1);
  }

  TEST_CASE("stop-the-launch: $120,000 for three bad launches in five") {
    const Runs reviewed = run(open_answer("stop-the-launch.yaml"), 20);
    const Runs good =
        run(open_answer("stop-the-launch.yaml", {"world.changes.launch.brings=none"}));
    const Runs at_once =
        run(open_answer("stop-the-launch.yaml", {"design.rollout.review=none"}), 2);
    if (sanitized) return;
    CHECK(std::abs(read_metric(reviewed, "change.found.share") - 0.6) < 0.22);  // 2 of 11%
    CHECK(read_metric(good, "change.delay.dollars") == about(120'000, 0.001));
    CHECK(read_metric(at_once, "change.failed") > read_metric(reviewed, "change.failed"));
  }

  TEST_CASE("central-store-2025-06-12: 90.22% of the reads and all logins fail, copies survive") {
    const auto refused = [](const Runs& runs) {  // in 148 of the 180 minutes
      return read_metric(runs, "store.refused.share") * 180 / 148;
    };
    const Runs central = run(open_answer("central-store-2025-06-12.yaml"));
    const Runs minute = run(open_answer("central-store-2025-06-12.yaml",
                                        {"design.stores.central.kind.kv.cache_ttl=60s"}));
    const Runs second =
        run(open_answer("central-store-2025-06-12.yaml",
                        {"design.stores.central={at: us-east-1, kind: {replicated: {replicas: "
                         "[eu-central-1]}}}"}));
    if (sanitized) return;
    CHECK(refused(central) == about(0.9022, 0.01));
    CHECK(refused(minute) > 0.99);
    CHECK(read_metric(second, "store.refused.share") < 0.01);
    // Of a session of 8 hours a share of 2.5/8 ends in that time, and 5% had none.
    CHECK(read_metric(central, "errors.share{cause=no_identity}") > 0);
    CHECK(read_metric(central, "alerts.first_page.seconds") > 20 * 60);
    CHECK(read_metric(central, "alerts.first_page.seconds") < 22 * 60);
  }

  TEST_CASE("feature-file-2025-11-18: 190 minutes, of which 50 without errors") {
    const Runs push = run(open_answer("feature-file-2025-11-18.yaml"));
    const Runs staged = run(open_answer("feature-file-2025-11-18.yaml", {canary_steps}));
    if (sanitized) return;
    CHECK(minutes(push, "change.harm.seconds") == about(190, 0.03));
    // Bad for 5 of 10 minutes up to the 100th, then all the time.
    CHECK(read_metric(push, "errors.share") == about(0.5 * 140 / 220, 0.05));
    CHECK(failed_share_between(push, 10, 13.5) == about(0.5, 0.05));
    CHECK(failed_share_between(push, 15, 18) < 0.01);
    CHECK(read_metric(staged, "change.failed") < 0.02 * read_metric(push, "change.failed"));
  }
}
