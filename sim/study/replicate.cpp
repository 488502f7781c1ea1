#include <algorithm>
#include <optional>
#include <utility>

#include "billing/billing.hpp"
#include "measure/statistics.hpp"
#include "path/run.hpp"
#include "study/study.hpp"
#include "study/warm_up.hpp"

namespace edgecase {
namespace {

Counterfactual counterfactual_of(const Blueprint& plan, const Observations& seen) {
  return {totals_of(seen), seen.all_latencies(), seen.under_attack, bill_of(plan, seen)};
}

Replication replication_of(const Runs& runs, std::size_t number) {
  const StudyOptions& options = runs.options;
  const Blueprint& plan = *runs.plan;
  Replication one{.seen = run_once(plan, options.seed, number, options.stop)};
  one.bill = bill_of(plan, one.seen);
  one.served = serve_bill_of(plan, one.seen);
  one.margins = margins_of(plan, one.seen, one.served);
  for (const auto& [knock_out, other] : runs.knock_outs) {
    const Observations without =
        run_once(*other, options.seed, number, options.stop, knock_out->leaves_out);
    one.without.emplace(knock_out->name, counterfactual_of(*other, without));
  }
  for (const auto& other : runs.without_faults)
    one.without_fault.push_back(run_once(*other, options.seed, number, options.stop).timeline);
  return one;
}

/// Adds replications [from, to) to `runs`.
void run_range(Runs& runs, std::size_t from, std::size_t to) {
  const StudyOptions& options = runs.options;
  std::vector<std::optional<Replication>> done(to - from);
  JobOptions jobs{.threads = options.threads, .stop = options.stop};
  if (options.progress)
    jobs.progress = [&](std::size_t finished, std::size_t) {
      options.progress(from + finished, to);
    };
  run_all(done.size(), jobs, [&](std::size_t i) { done[i] = replication_of(runs, from + i); });
  for (std::optional<Replication>& replication : done)
    runs.replications.push_back(std::move(*replication));
}

std::vector<Indicator> headline_indicators(const Blueprint& plan) {
  std::vector<Indicator> all;
  for (const Promise& promise : promises_of(plan)) all.push_back(promise.indicator);
  if (!all.empty()) return all;
  IndicatorProblem none;
  for (const char* name : {"latency.p95", "hit_ratio", "cost.monthly"}) {
    all.push_back(*parse_indicator(name, plan, none));
  }
  return all;
}

/// How many replications the headline metrics need, estimated from those done so far.
std::size_t needed_by_headlines(const Runs& runs) {
  std::size_t most = runs.replications.size();
  for (const Indicator& indicator : headline_indicators(*runs.plan)) {
    std::vector<double> values;
    for (const Replication& replication : runs.replications) {
      values.push_back(MetricReader(replication, *runs.plan)(indicator));
    }
    most = std::max(most, needed_replications(values, runs.options.precision).value_or(0));
  }
  return std::min(most, runs.options.most_replications);
}

}  // namespace

Runs replicate(std::shared_ptr<const Blueprint> plan, const StudyOptions& options) {
  Runs runs{plan, knock_outs_of(plan), options, {}, without_each_fault(*plan)};
  const std::size_t first =
      options.precision > 0
          ? std::max<std::size_t>(4, std::min<std::size_t>(options.replications, 8))
          : options.replications;
  run_range(runs, 0, first);
  while (options.precision > 0) {
    const std::size_t have = runs.replications.size();
    const std::size_t want = needed_by_headlines(runs);
    if (want <= have) break;
    // The estimate of the spread is itself uncertain: at most double, then look again.
    run_range(runs, have, std::min(want, have * 2));
  }
  return runs;
}

Result study(std::shared_ptr<const Blueprint> plan, const StudyOptions& options) {
  Runs runs = replicate(std::move(plan), options);
  while (begins_empty(*runs.plan)) {
    auto longer = longer_warm_up(*runs.plan);
    if (!longer) break;
    Runs after = replicate(std::move(longer), options);
    const bool settled = has_settled(runs, after);
    runs = std::move(after);
    if (settled) break;
  }
  return summarise(runs);
}

}  // namespace edgecase
