// Harm against speed over step plans: each plan is run with the changes as they are, and with the
// same changes as good ones, on the same requests.

#include <algorithm>
#include <cmath>
#include <memory>

#include <fmt/core.h>

#include <edgecase/change_curve.hpp>

#include "metrics/metrics.hpp"
#include "path/run.hpp"
#include "report/numbers.hpp"
#include "study/jobs.hpp"
#include "study/study.hpp"
#include "study/summary.hpp"

namespace edgecase {
namespace {

struct StepPlan {
  std::string name;
  std::vector<RolloutStepSpec> steps;
  Duration takes{};
};

StepPlan step_plan(const std::vector<double>& shares, Duration soak) {
  StepPlan plan;
  for (const double share : shares) {
    RolloutStepSpec step;
    step.pops = Share{share};
    step.soak = soak;
    plan.steps.push_back(std::move(step));
    plan.takes += soak;
    plan.name += fmt::format("{}{:g}", plan.name.empty() ? "" : "/", share * 100);
  }
  plan.name += fmt::format("%, {}", seconds_text(in_seconds(soak)));
  return plan;
}

/// All at once; then more steps and longer ones.
std::vector<StepPlan> usual_plans() {
  using std::chrono::minutes;
  std::vector<StepPlan> plans{{.name = "all at once", .steps = {}, .takes = {}}};
  for (const int soak : {2, 10, 30})
    for (const auto& shares :
         {std::vector{0.1, 1.0}, std::vector{0.01, 0.1, 1.0}, std::vector{0.01, 0.05, 0.25, 1.0}})
      plans.push_back(step_plan(shares, minutes(soak)));
  return plans;
}

/// The scenario, with all changes shipped so.
Setting shipped_by(const Setting& base, const StepPlan& plan, bool good) {
  Setting setting = base;
  DesignSpec& design = setting.scenario.design;
  RolloutSpec rollout = design.rollout.value_or(RolloutSpec{});
  rollout.steps = plan.steps;
  if (plan.steps.empty())
    rollout.check.reset();
  else if (!rollout.check)
    rollout.check = CanaryCheckSpec{};
  if (!rollout.rollback && (rollout.check || design.alerts)) rollout.rollback = RollbackSpec{};
  if (rollout.rollback && !rollout.check && !design.alerts) rollout.rollback.reset();
  design.rollout = std::move(rollout);
  design.rollouts.clear();
  for (auto& [name, change] : setting.scenario.world.changes)
    if (good) change.brings.reset();
  return setting;
}

double value_of(const Replication& run, const Blueprint& plan, const char* metric) {
  IndicatorProblem problem;
  const auto indicator = parse_indicator(metric, plan, problem);
  return MetricReader(run, plan)(*indicator);
}

/// The values of one plan, by replication.
struct CurveSeen {
  std::vector<double> failed, users, harm_s, everywhere_s, false_alarms;
  std::uint64_t requests = 0;
};

CurveRow row_of(const StepPlan& plan, const CurveSeen& seen, const CurveOptions& what) {
  const auto amount = [](const std::vector<double>& values) {
    return estimate_of(within(Range::nonnegative, mean_interval(values)));
  };
  const auto share = [](const std::vector<double>& values) {
    return estimate_of(within(Range::share, mean_interval(values)));
  };
  CurveRow row{.plan = plan.name};
  row.failed = amount(seen.failed);
  row.users = share(seen.users);
  row.harm_s = amount(seen.harm_s);
  const auto undone = std::ranges::count_if(seen.harm_s, [](double s) { return !std::isnan(s); });
  row.undone = static_cast<double>(undone) / static_cast<double>(seen.harm_s.size());
  row.everywhere_s = amount(seen.everywhere_s);
  row.false_alarms = share(seen.false_alarms);
  row.harm_a_year = row.failed.mean * what.bad_share * what.changes_a_year;
  constexpr double week_s = 7 * 86'400;
  row.most_a_week = week_s / std::max(1.0, row.everywhere_s.mean);
  return row;
}

/// No other plan is at least as fast and less harmful, or faster and at most as harmful.
void mark_efficient(std::vector<CurveRow>& rows) {
  for (CurveRow& row : rows)
    row.efficient = std::ranges::none_of(rows, [&](const CurveRow& other) {
      const double faster = row.everywhere_s.mean - other.everywhere_s.mean;
      const double gentler = row.failed.mean - other.failed.mean;
      return (faster > 0 && gentler >= 0) || (faster >= 0 && gentler > 0);
    });
}

CurveSeen seen_with(const Setting& base, const StepPlan& steps, const StudyOptions& options) {
  CurveSeen seen;
  for (const bool good : {false, true}) {
    const Blueprint plan(shipped_by(base, steps, good));
    std::vector<std::optional<Replication>> runs(options.replications);
    run_all(runs.size(), {.threads = options.threads, .stop = options.stop}, [&](std::size_t n) {
      runs[n].emplace();
      runs[n]->seen = run_once(plan, options.seed, n, options.stop);
    });
    for (const auto& run : runs) {
      seen.requests += run->seen.simulated_requests;
      const auto read = [&](const char* metric) { return value_of(*run, plan, metric); };
      if (good) {
        seen.everywhere_s.push_back(read("change.everywhere.seconds"));
        seen.false_alarms.push_back(read("change.rolled_back.share"));
        continue;
      }
      seen.failed.push_back(read("change.failed"));
      seen.users.push_back(read("change.users.share"));
      seen.harm_s.push_back(read("change.harm.seconds"));
    }
  }
  return seen;
}

}  // namespace

CurveResult change_curve(const Scenario& scenario, const StudyOptions& options,
                         const CurveOptions& what) {
  const Blueprint& base = *scenario.plan();
  if (base.rollouts.rollouts.empty()) throw Error("the scenario has no changes: add world.changes");
  CurveResult result{.tool_version = EDGECASE_VERSION,
                     .scenario = base.spec.metadata.name,
                     .title = base.spec.metadata.title,
                     .seed = options.seed,
                     .replications = options.replications,
                     .bad_share = what.bad_share,
                     .changes_a_year = what.changes_a_year};
  Duration first = Duration::max();
  for (const auto& [name, change] : base.spec.world.changes) first = std::min(first, change.at);
  for (const StepPlan& plan : usual_plans()) {
    if (Instant{first + plan.takes} > base.end()) {
      result.skipped.push_back(plan.name + ": longer than the run");
      continue;
    }
    const CurveSeen seen = seen_with(base.setting, plan, options);
    result.simulated_requests += seen.requests;
    result.rows.push_back(row_of(plan, seen, what));
  }
  std::ranges::stable_sort(result.rows, {},
                           [](const CurveRow& row) { return row.everywhere_s.mean; });
  mark_efficient(result.rows);
  return result;
}

}  // namespace edgecase
