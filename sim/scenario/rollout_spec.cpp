#include "scenario/rollout_spec.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "load/checker.hpp"
#include "load/text/codes.hpp"
#include "measure/burn_rate.hpp"

namespace edgecase {
namespace {

constexpr Duration most_time = std::chrono::hours(24 * 30);

}  // namespace

std::vector<Field> fields(Of<AlternationSpec>) {
  return list<AlternationSpec>(
      field("bad", &AlternationSpec::bad, "how long it does harm", more_than(Duration{0}),
            at_most(most_time),
            source("a new file every 5 min (Cloudflare, 2025-11-18)", "2026-11")),
      field("good", &AlternationSpec::good, "then how long it does none", more_than(Duration{0}),
            at_most(most_time),
            source("a new file every 5 min (Cloudflare, 2025-11-18)", "2026-11")),
      field("until", &AlternationSpec::until,
            "since the change left; then it does harm all the time. Absent: it goes on alternating",
            at_least(Duration{0}), at_most(most_time)));
}

std::vector<Field> fields(Of<ReleaseSpec>) {
  return list<ReleaseSpec>(
      field("kind", &ReleaseSpec::kind, "what it is, for reports", assumed("the most frequent")),
      field("at", &ReleaseSpec::at, "when it is ready, from the start of the run", required(),
            at_least(Duration{0})),
      field("brings", &ReleaseSpec::brings,
            "the harm that it does where it has arrived: a fault with its target, e.g. {errors: "
            "{target: {pops: 100%}, share: 5%}}. PoPs of the target suffer as the change reaches "
            "them, other targets as soon as it is anywhere. Absent: it is a good change"),
      field("route", &ReleaseSpec::route, "only requests of this route suffer; if empty: all",
            refers_to("world.routes")),
      field("grows_over", &ReleaseSpec::grows_over,
            "a slow leak: in each PoP the harm grows evenly from nothing over this time",
            at_most(most_time), assumed("at once")),
      field("latent_until", &ReleaseSpec::latent_until,
            "when something triggers it, from the start of the run; absent: it does harm at once",
            at_least(Duration{0}), at_most(most_time)),
      field("with", &ReleaseSpec::with,
            "another change: there is harm only where both are; if empty: it does harm alone",
            refers_to("world.changes")),
      field("alternates", &ReleaseSpec::alternates,
            "whether the harm comes and goes; absent: it stays"),
      field("worth_a_day", &ReleaseSpec::worth_a_day,
            "what the change earns a day once everybody has it: the cost of delay",
            assumed("not stated")));
}

std::vector<Field> fields(Of<RolloutStepSpec>) {
  return list<RolloutStepSpec>(
      field("pops", &RolloutStepSpec::pops, "a share of all PoPs, in the order of the rollout",
            more_than(Share{0}), at_most(Share{1})),
      field("traffic", &RolloutStepSpec::traffic,
            "PoPs in that order, until they receive this share of the requests",
            more_than(Share{0}), at_most(Share{1})),
      field("users", &RolloutStepSpec::users, "a share of the users, in all PoPs",
            more_than(Share{0}), at_most(Share{1})),
      field("regions", &RolloutStepSpec::regions, "all PoPs of these regions"),
      field("size", &RolloutStepSpec::size, "all PoPs of this size: small, medium, large, hub"),
      field("log", &RolloutStepSpec::log,
            "log mode: a rule is evaluated, with its cost in time, but blocks nothing. Checks see "
            "what it would block",
            assumed("most changes have no such mode")),
      field("soak", &RolloutStepSpec::soak, "until the next step; checks look in this time",
            at_least(Duration{0}), at_most(most_time), assumed("the next step follows at once")));
}

void check(const RolloutStepSpec& spec, Checker& checker) {
  const int named = spec.pops.has_value() + spec.traffic.has_value() + spec.users.has_value() +
                    (spec.regions.empty() ? 0 : 1) + (spec.size.empty() ? 0 : 1);
  if (named == 1) return;
  checker.report(
      "", {code::out_of_range, named == 0 ? "the step reaches nothing" : "a step reaches one thing",
           named == 0 ? "names nothing" : "names several",
           "one of pops, traffic, users, regions, size; write a step for each"});
}

std::vector<Field> fields(Of<CanaryCheckSpec>) {
  return list<CanaryCheckSpec>(
      field("metric", &CanaryCheckSpec::metric, "what is compared", assumed("what users notice")),
      field("test", &CanaryCheckSpec::test, "how it is compared",
            assumed("looking often must not roll back good changes")),
      field("looks", &CanaryCheckSpec::looks, "how often it looks in the soak time of each step",
            at_least(std::int64_t{1}), at_most(std::int64_t{100}), assumed("every fifth of it")),
      field("false_alarms", &CanaryCheckSpec::false_alarms,
            "share of the good changes that it may stop, over all looks of all steps",
            more_than(Share{0}), at_most(Share{0.5}), assumed("the usual level of tests")),
      field("power", &CanaryCheckSpec::power, "of sprt: share of bad changes that it must notice",
            more_than(Share{0}), less_than(Share{1}), assumed("the usual power of tests")),
      field("ratio", &CanaryCheckSpec::ratio, "of sprt: how many times the failures are bad",
            more_than(1.0), at_most(1000.0), assumed("twice as many")),
      field("minimum", &CanaryCheckSpec::minimum,
            "requests with the change before a look counts; a step without such a look is "
            "inconclusive, and the next one follows",
            at_least(std::int64_t{1}), at_most(std::int64_t{1'000'000'000}),
            assumed("fewer would show nothing")),
      field("every", &CanaryCheckSpec::every, "of the judge: each value of its series covers this",
            at_least(Duration{std::chrono::seconds(1)}), at_most(most_time),
            source("Kayenta's step of 60 s", "2026-11")));
}

void check(const CanaryCheckSpec& spec, Checker& checker) {
  if (spec.metric == CheckMetric::latency && spec.test != CheckTest::judge)
    checker.report("metric", {code::out_of_range, "this test compares shares, not times",
                              "not a share", "add `test: judge`, or compare errors"});
}

std::vector<Field> fields(Of<RollbackSpec>) {
  return list<RollbackSpec>(
      field("by", &RollbackSpec::by, "how a change is undone once something is noticed",
            assumed("what a rollout with checks is for")),
      field("on_call", &RollbackSpec::on_call, "of a human: when the page comes",
            assumed("most changes are made then")),
      field("response", &RollbackSpec::response,
            "of a human: from the page until somebody looks; absent: as `on_call` says"),
      field("decision", &RollbackSpec::decision,
            "until it is decided to undo the change; absent: at once, of a human p50 5 min and p99 "
            "45 min (assumed)"),
      field("tool", &RollbackSpec::tool,
            "what it is undone with, e.g. a kill switch; if empty: the tool of the rollout",
            refers_to("design.tools")));
}

DurationChoice response_of(const RollbackSpec& spec) {
  using std::chrono::minutes;
  if (spec.response) return *spec.response;
  if (spec.by == RollbackBy::automatic) return constant(Duration{0});
  switch (spec.on_call) {
    case OnCall::friday_evening:
      return lognormal(minutes(10), minutes(60));
    case OnCall::night:
      return lognormal(minutes(8), minutes(45));
    case OnCall::weekend:
      return lognormal(minutes(12), minutes(60));
    default:
      return lognormal(minutes(2), minutes(15));
  }
}

DurationChoice decision_of(const RollbackSpec& spec) {
  if (spec.decision) return *spec.decision;
  return spec.by == RollbackBy::automatic
             ? constant(Duration{0})
             : lognormal(std::chrono::minutes(5), std::chrono::minutes(45));
}

std::vector<Field> fields(Of<ReviewSpec>) {
  return list<ReviewSpec>(
      field("takes", &ReviewSpec::takes, "how long it takes", shorthand(), required(),
            at_least(Duration{0}), at_most(most_time)),
      field("finds", &ReviewSpec::finds,
            "share of the bad changes that it finds, which are then not shipped",
            at_least(Share{0}), at_most(Share{1}), assumed("approvals alone find none")));
}

std::vector<Field> fields(Of<RolloutSpec>) {
  return list<RolloutSpec>(
      field("review", &RolloutSpec::review,
            "before the first step: a security review, approvals; absent: none"),
      field("steps", &RolloutSpec::steps,
            "the steps, each with what it reaches in all; empty: everywhere at once"),
      field("order", &RolloutSpec::order, "which PoPs come first",
            assumed("a canary that resembles the rest")),
      field("tool", &RolloutSpec::tool,
            "what distributes it; if empty: the control plane, as fast as purges",
            refers_to("design.tools")),
      field("check", &RolloutSpec::check,
            "compares what has the change with what has not; absent: nothing is compared"),
      field("rollback", &RolloutSpec::rollback,
            "undoes the change after a check or a page; absent: a failed check only stops it"));
}

namespace {

bool reaches_all(const RolloutStepSpec& step) {
  const auto whole = [](const std::optional<Share>& share) { return share && *share >= Share{1}; };
  return whole(step.pops) || whole(step.traffic) || whole(step.users);
}

void check_end(const RolloutSpec& spec, Checker& checker) {
  for (auto step = spec.steps.rbegin(); step != spec.steps.rend(); ++step) {
    if (step->log) continue;
    if (reaches_all(*step)) return;
    break;
  }
  const std::string last = fmt::format("steps[{}]", spec.steps.size() - 1);
  checker.report(last, {code::shares_sum, "the steps do not reach everybody",
                        "the last step ends below 100%", "end with {pops: 100%} or {users: 100%}"});
}

void check_rising(const RolloutSpec& spec, std::optional<Share> RolloutStepSpec::* share,
                  const char* key, Checker& checker) {
  for (const bool log : {false, true}) {
    Share before{0};
    for (std::size_t i = 0; i < spec.steps.size(); ++i) {
      const RolloutStepSpec& step = spec.steps[i];
      if (!(step.*share) || step.log != log) continue;
      if (*(step.*share) <= before)
        checker.report(fmt::format("steps[{}].{}", i, key),
                       {code::unordered, "each step must reach more than the previous one",
                        "not more", "shares are cumulative: 1%, 10%, 100%"});
      before = *(step.*share);
    }
  }
}

}  // namespace

void check(const RolloutSpec& spec, Checker& checker) {
  if (!spec.steps.empty()) check_end(spec, checker);
  check_rising(spec, &RolloutStepSpec::pops, "pops", checker);
  check_rising(spec, &RolloutStepSpec::traffic, "traffic", checker);
  check_rising(spec, &RolloutStepSpec::users, "users", checker);
  const bool soaks = std::ranges::any_of(
      spec.steps, [](const RolloutStepSpec& step) { return step.soak > Duration{0}; });
  if (spec.check && !soaks)
    checker.report("check", {code::out_of_range, "no step leaves time for a check", "no step soaks",
                             "add `soak: 10min` to the steps"});
}

std::vector<Field> fields(Of<ToolSpec>) {
  return list<ToolSpec>(
      field("depends_on", &ToolSpec::depends_on,
            "what it needs: control_plane, identity, store, introspection, dns, origin, "
            "third_party (not while a fault or a change has them down), edge (not while half of "
            "the requests fail), other tools; []: nothing",
            assumed("changes travel like purges")),
      field("propagation", &ToolSpec::propagation,
            "from being sent until it is in force in a PoP, a distribution; absent: as purges "
            "travel, by distance (hub_and_spoke)"),
      field("break_glass", &ToolSpec::break_glass,
            "after so long without what it needs, somebody finds a way around it; absent: it waits",
            at_least(Duration{0}), at_most(most_time)));
}

std::vector<Field> fields(Of<AlertRuleSpec>) {
  return list<AlertRuleSpec>(
      field("window", &AlertRuleSpec::window, "the long window", more_than(Duration{0}),
            at_most(most_time), source("SRE workbook, table 5-8", "2018")),
      field("short_window", &AlertRuleSpec::short_window,
            "the short window, which ends the alert soon after the errors end",
            more_than(Duration{0}), at_most(most_time),
            source("a twelfth of the long one", "2018")),
      field("burn", &AlertRuleSpec::burn,
            "how many times as fast as allowed the budget is spent in both windows", more_than(0.0),
            at_most(1'000'000.0), source("SRE workbook, table 5-8", "2018")),
      field("urgency", &AlertRuleSpec::urgency, "what it does", assumed("it drives detection")));
}

void check(const AlertRuleSpec& spec, Checker& checker) {
  if (spec.short_window > spec.window)
    checker.report("short_window", {code::unordered, "the short window is longer than the long one",
                                    "too long", "a twelfth of the long one is usual"});
}

std::vector<Field> fields(Of<AlertsSpec>) {
  return list<AlertsSpec>(
      field("objective", &AlertsSpec::objective, "share of requests that must succeed", shorthand(),
            more_than(Share{0}), less_than(Share{1}),
            source("the workbook's example, 99.9%", "2018")),
      field("period", &AlertsSpec::period, "over which the error budget is counted",
            more_than(Duration{0}), at_most(Duration{std::chrono::hours(24 * 365)}),
            source("the workbook's example, 30 days", "2018")),
      field("every", &AlertsSpec::every, "how often the rules are evaluated",
            at_least(Duration{std::chrono::seconds(1)}), at_most(Duration{std::chrono::hours(1)}),
            assumed("a usual interval of monitoring")),
      field("paging", &AlertsSpec::paging, "from an alert until the page is delivered",
            assumed("a push message or a call")),
      field("rules", &AlertsSpec::rules,
            "the rules; empty: those of the SRE workbook (page 1 h / 5 min at 14.4, page 6 h / 30 "
            "min at 6, ticket 3 d / 6 h at 1)"));
}

void check(const AlertsSpec& spec, Checker& checker) {
  const double worst = 1 / (1 - spec.objective.value);
  for (std::size_t i = 0; i < spec.rules.size(); ++i)
    if (spec.rules[i].burn > worst)
      checker.report(fmt::format("rules[{}].burn", i),
                     {code::out_of_range,
                      fmt::format("an objective of {:g}% burns at most {:.4g} times as fast",
                                  spec.objective.value * 100, worst),
                      "never reached", "lower it"});
}

std::vector<AlertRuleSpec> rules_of(const AlertsSpec& spec) {
  if (!spec.rules.empty()) return spec.rules;
  std::vector<AlertRuleSpec> rules;
  for (const BurnRule& rule : workbook_rules())
    rules.push_back({rule.window, rule.short_window, rule.burn,
                     rule.kind == AlertKind::page ? AlertUrgency::page : AlertUrgency::ticket});
  return rules;
}

}  // namespace edgecase
