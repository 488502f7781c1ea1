// The panel of a stress test: all probes in parallel, on the same fate as the scenario.

#include "study/stress.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <edgecase/stress.hpp>

#include "billing/billing.hpp"
#include "cost/vary.hpp"
#include "path/run.hpp"
#include "study/probes.hpp"
#include "study/summary.hpp"

namespace edgecase {
namespace {

std::string promise_name(const Promise& promise) {
  return promise.name.empty() ? to_text(promise.indicator) : promise.name;
}

/// The scenario itself, run once: what the probes are compared with.
struct StressBase {
  Replication run;
  StressSeen seen;
};

class StressPanel {
 public:
  StressPanel(const std::shared_ptr<const Blueprint>& plan, const StudyOptions& options)
      : plan_(plan),
        calm_(without_events(*plan)),
        promises_(stressed_promises(*plan)),
        options_(options),
        probes_(probes_of(*plan)) {}

  StressResult run() {
    prepare();
    run_base();
    run_probes();
    StressResult result = header();
    for (std::size_t p = 0; p < probes_.all.size(); ++p) result.rows.push_back(row_of(p));
    std::ranges::stable_sort(result.rows, is_worse);
    result.skipped = probes_.skipped;
    return result;
  }

 private:
  JobOptions jobs() const { return {.threads = options_.threads, .stop = options_.stop}; }
  bool needs_run(std::size_t probe) const { return !(probes_.all[probe].egress_price > 1); }

  void prepare() {
    plans_.resize(probes_.all.size());
    run_all(plans_.size(), jobs(), [&](std::size_t p) {
      if (!needs_run(p)) return;
      Setting setting = plan_->setting;
      probes_.all[p].change(setting);
      plans_[p] = std::make_shared<const Blueprint>(std::move(setting));
    });
  }

  void run_base() {
    base_.resize(options_.replications);
    run_all(base_.size(), jobs(), [&](std::size_t n) {
      StressBase& base = base_[n].emplace();
      base.run.seen = run_once(*plan_, options_.seed, n, options_.stop);
      if (calm_)
        base.run.rest =
            std::make_shared<const Observations>(run_once(*calm_, options_.seed, n, options_.stop));
      base.run.bill = bill_of({*plan_, base.run.seen, base.run.rest.get()});
      base.seen = seen_of(base.run, *plan_, promises_);
    });
  }

  void run_probes() {
    const std::size_t n = options_.replications;
    seen_.assign(probes_.all.size(), std::vector<StressSeen>(n));
    JobOptions watched = jobs();
    watched.progress = options_.progress;
    run_all(probes_.all.size() * n, watched,
            [&](std::size_t job) { seen_[job / n][job % n] = probed(job / n, job % n); });
  }

  StressSeen probed(std::size_t p, std::size_t n) const {
    const StressBase& base = *base_[n];
    Replication one;
    if (!needs_run(p)) {
      one.seen = base.run.seen;
      one.bill = with_egress_price(base.run.bill, probes_.all[p].egress_price);
      StressSeen seen = seen_of(one, *plan_, promises_);
      seen.requests = 0;
      return seen;
    }
    const Blueprint& plan = *plans_[p];
    one.seen = run_once(plan, options_.seed, n, options_.stop);
    if (plan.time.rest) one.rest = rest_of(p, n);
    one.bill = bill_of({plan, one.seen, one.rest.get()});
    return seen_of(one, plan, stressed_promises(plan));
  }

  /// What a probe does once leaves the rest of the month as it is; more load does not.
  std::shared_ptr<const Observations> rest_of(std::size_t p, std::size_t n) const {
    const StressBase& base = *base_[n];
    if (probes_.all[p].all_month)
      return std::make_shared<const Observations>(
          run_once(*without_events(*plans_[p]), options_.seed, n, options_.stop));
    return base.run.rest ? base.run.rest : std::make_shared<const Observations>(base.run.seen);
  }

  StressResult header() const {
    StressResult result;
    result.tool_version = EDGECASE_VERSION;
    result.scenario = plan_->spec.metadata.name;
    result.title = plan_->spec.metadata.title;
    result.seed = options_.seed;
    result.replications = options_.replications;
    const StressSeen mean = mean_of(base_seen());
    result.base_failed = mean.failed;
    result.base_latency_ms = mean.latency_ms;
    result.base_cost = mean.cost;
    for (std::size_t i = 0; i < promises_.size(); ++i)
      if (is_broken(i, base_seen())) result.base_broken.push_back(promise_name(promises_[i]));
    for (const StressSeen& one : base_seen()) result.simulated_requests += one.requests;
    for (const auto& probe : seen_)
      for (const StressSeen& one : probe) result.simulated_requests += one.requests;
    return result;
  }

  std::vector<StressSeen> base_seen() const {
    std::vector<StressSeen> all;
    for (const auto& base : base_) all.push_back(base->seen);
    return all;
  }

  bool is_broken(std::size_t promise, const std::vector<StressSeen>& all) const {
    std::vector<double> values;
    for (const StressSeen& one : all) values.push_back(one.promises[promise]);
    const double mean = mean_interval(values).mean;
    return !is_kept(promises_[promise], mean);
  }

  StressRow row_of(std::size_t p) const {
    const std::vector<StressSeen> before = base_seen();
    const std::vector<StressSeen>& after = seen_[p];
    const auto values = [](const std::vector<StressSeen>& all, double StressSeen::*member) {
      std::vector<double> list;
      for (const StressSeen& one : all) list.push_back(one.*member);
      return list;
    };
    const auto change = [&](double StressSeen::*member) {
      return paired_difference(values(before, member), values(after, member));
    };
    StressRow row{.probe = probes_.all[p].name,
                  .gave_way = gave_way(mean_of(before), mean_of(after))};
    row.failed =
        estimate_of(within(Range::share, mean_interval(values(after, &StressSeen::failed))));
    row.failed_more = estimate_of(within(Range::share_change, change(&StressSeen::failed)));
    row.latency_ms = estimate_of(
        within(Range::nonnegative, mean_interval(values(after, &StressSeen::latency_ms))));
    row.latency_more_ms = estimate_of(change(&StressSeen::latency_ms));
    row.cost_more = estimate_of(change(&StressSeen::cost));
    for (std::size_t i = 0; i < promises_.size(); ++i)
      if (is_broken(i, after) && !is_broken(i, before))
        row.broken.push_back(promise_name(promises_[i]));
    row.question = probes_.all[p].question(row);
    return row;
  }

  /// More failed requests; then more objectives missed; then a slower p99; then a dearer month.
  static bool is_worse(const StressRow& a, const StressRow& b) {
    constexpr double same = 5e-5;
    const double failed = a.failed_more.mean - b.failed_more.mean;
    if (std::abs(failed) > same) return failed > 0;
    if (a.broken.size() != b.broken.size()) return a.broken.size() > b.broken.size();
    const double slower = a.latency_more_ms.mean - b.latency_more_ms.mean;
    if (std::abs(slower) > 1) return slower > 0;
    return a.cost_more.mean > b.cost_more.mean;
  }

  std::shared_ptr<const Blueprint> plan_;
  std::shared_ptr<const Blueprint> calm_;  // without events; null: it has none
  std::vector<Promise> promises_;
  StudyOptions options_;
  Probes probes_;
  std::vector<std::shared_ptr<const Blueprint>> plans_;
  std::vector<std::optional<StressBase>> base_;
  std::vector<std::vector<StressSeen>> seen_;
};

}  // namespace

StressResult stress(const Scenario& scenario, const StudyOptions& options,
                    const StressOptions& what) {
  StressResult result;
  if (what.panel) {
    result = StressPanel(scenario.plan(), options).run();
  } else {
    result.tool_version = EDGECASE_VERSION;
    result.scenario = scenario.plan()->spec.metadata.name;
    result.title = scenario.plan()->spec.metadata.title;
    result.seed = options.seed;
    result.replications = options.replications;
  }
  if (what.breaking_point)
    result.breaking.push_back(breaking_point(*scenario.plan(), options, result.simulated_requests));
  return result;
}

}  // namespace edgecase
