#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "billing/billing.hpp"
#include "measure/statistics.hpp"
#include "path/run.hpp"
#include "study/precision.hpp"
#include "study/study.hpp"
#include "study/warm_up.hpp"

namespace edgecase {
namespace {

using Knocked = std::map<std::string_view, Observations>;

Knocked knock_out_runs(const Runs& runs, std::size_t number) {
  Knocked all;
  for (const auto& [knock_out, plan] : runs.knock_outs)
    all.emplace(knock_out->name, run_once(*plan, runs.options.seed, number, runs.options.stop,
                                          knock_out->leaves_out, runs.options.simulated));
  return all;
}

/// What the rest of the month is like. Null: like the measured time.
std::shared_ptr<const Observations> rest_of(const Runs& runs, std::size_t number,
                                            const Knocked& knocked) {
  if (!runs.plan->time.rest) return nullptr;
  if (only_attacks_happen(*runs.plan))
    return std::make_shared<const Observations>(knocked.at(knock_out::attacks));
  return std::make_shared<const Observations>(run_once(*runs.without_events, runs.options.seed,
                                                       number, runs.options.stop, {},
                                                       runs.options.simulated));
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
  try {
    run_all(done.size(), jobs, [&](std::size_t i) { done[i] = replication_of(runs, from + i); });
  } catch (const Interrupted&) {
    // What was finished by then is kept, perhaps all of it.
  }
  for (std::size_t i = 0; i < done.size(); ++i) {
    if (!done[i]) {
      runs.interrupted = true;
      continue;
    }
    runs.replications.push_back(std::move(*done[i]));
    runs.numbers.push_back(from + i);
  }
}

}  // namespace

Replication replication_of(const Runs& runs, std::size_t number) {
  const StudyOptions& options = runs.options;
  const Blueprint& plan = *runs.plan;
  Replication one{.seen =
                      run_once(plan, options.seed, number, options.stop, {}, options.simulated)};
  const Knocked knocked = knock_out_runs(runs, number);
  one.rest = rest_of(runs, number, knocked);
  one.bill = bill_of(runs.billed(one));
  one.served = serve_bill_of(runs.billed(one));
  one.margins = margins_of(runs.billed(one), one.served);
  for (const auto& [knock_out, other] : runs.knock_outs) {
    const Observations& seen = knocked.at(knock_out->name);
    one.without.emplace(
        knock_out->name,
        Counterfactual{totals_of(seen), seen.all_latencies(), seen.under_attack,
                       knock_out->billed ? bill_of({plan, seen, one.rest.get()}) : Bill{}});
  }
  const std::size_t faults = faults_left_out(plan);
  for (std::size_t fault = 0; fault < faults; ++fault) {
    const auto [other, left_out] = without_fault(runs.plan, fault, StopFlag(options.stop));
    one.without_fault.push_back(
        run_once(*other, options.seed, number, options.stop, left_out, options.simulated).timeline);
  }
  return one;
}

Runs prepared(std::shared_ptr<const Blueprint> plan, const StudyOptions& options) {
  const StopFlag stop(options.stop);
  return {.plan = plan,
          .knock_outs = knock_outs_of(plan, stop),
          .options = options,
          .replications = {},
          .without_events = without_events(*plan, stop)};
}

Runs replicate(std::shared_ptr<const Blueprint> plan, const StudyOptions& options) {
  Runs runs = prepared(std::move(plan), options);
  const std::size_t first =
      options.precision > 0
          ? std::min(std::max(first_for_precision, options.replications), options.most_replications)
          : options.replications;
  run_range(runs, 0, first);
  while (options.precision > 0 && !runs.interrupted) {
    const std::size_t have = runs.replications.size();
    const std::size_t want = replications_for_precision(runs);
    if (want <= have) break;
    if (have >= options.most_replications) break;
    // The estimate of the spread is itself uncertain: at most double, then look again.
    run_range(runs, have, std::min({want, have * 2, options.most_replications}));
  }
  return runs;
}

namespace {

/// Nothing: there is none. If it is interrupted, `runs` is too: all that was finished.
std::optional<Runs> with_longer_warm_up(Runs& runs) {
  try {
    auto longer = longer_warm_up(*runs.plan, StopFlag(runs.options.stop));
    if (!longer) return std::nullopt;
    Runs after = replicate(std::move(longer), runs.options);
    if (!after.interrupted) return after;
  } catch (const Interrupted&) {
    // Before its first replication.
  }
  runs.interrupted = true;
  return std::nullopt;
}

}  // namespace

Result study(std::shared_ptr<const Blueprint> plan, const StudyOptions& options) {
  Runs runs = replicate(std::move(plan), options);
  if (runs.replications.empty()) throw Interrupted();
  while (!runs.interrupted && begins_empty(*runs.plan)) {
    std::optional<Runs> after = with_longer_warm_up(runs);
    if (!after) break;
    const bool settled = has_settled(runs, *after);
    runs = *std::move(after);
    if (settled) break;
  }
  return summarise(runs);
}

}  // namespace edgecase
