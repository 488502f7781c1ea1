#include <algorithm>
#include <optional>
#include <utility>

#include "billing/billing.hpp"
#include "measure/statistics.hpp"
#include "path/run.hpp"
#include "study/precision.hpp"
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

}  // namespace

Runs replicate(std::shared_ptr<const Blueprint> plan, const StudyOptions& options) {
  Runs runs{plan, knock_outs_of(plan), options, {}};
  const std::size_t first =
      options.precision > 0
          ? std::max<std::size_t>(4, std::min<std::size_t>(options.replications, 8))
          : options.replications;
  run_range(runs, 0, first);
  while (options.precision > 0) {
    const std::size_t have = runs.replications.size();
    const std::size_t want = replications_for_precision(runs);
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
