#pragma once
// Many runs of one design, and what they say together: metrics with intervals, promises judged, the
// bill, the causes. Deterministic in (setting, seed, number of replications); the number of threads
// changes nothing but the time it takes. The public part is edgecase/run.hpp.

#include <memory>
#include <vector>

#include <edgecase/run.hpp>

#include "billing/billed_run.hpp"
#include "metrics/metrics.hpp"
#include "plan/blueprint.hpp"
#include "scenario/setting.hpp"
#include "study/jobs.hpp"
#include "study/knock_outs.hpp"

namespace edgecase {

/// The runs themselves, for what a Result does not show.
struct Runs {
  std::shared_ptr<const Blueprint> plan;
  std::vector<KnockOutRun> knock_outs;  ///< that each replication runs besides
  StudyOptions options;
  std::vector<Replication> replications;  ///< that are finished, in the order of their numbers
  std::vector<std::size_t> numbers = {};  ///< of each: random numbers are keyed by it
  bool interrupted = false;               ///< stopped before all were finished
  std::shared_ptr<const Blueprint> without_events = {};  ///< where plan->time.rest is set

  BilledRun billed(const Replication& one) const { return {*plan, one.seen, one.rest.get()}; }
};

/// A study without any replication yet.
Runs prepared(std::shared_ptr<const Blueprint> plan, const StudyOptions& options);
/// Runs one, with its knock-outs. Throws Interrupted when stopped.
Replication replication_of(const Runs& runs, std::size_t number);

/// Runs replications 0 … n-1, in parallel. If stopped early, it keeps those that are finished.
Runs replicate(std::shared_ptr<const Blueprint> plan, const StudyOptions& options);

/// The promises of a scenario, understood; reports what is wrong with them.
struct Promise {
  std::string name;
  Indicator indicator;
  Comparison comparison;
  double limit = 0;  ///< in the metric's unit
};
std::vector<Promise> promises_of(const Blueprint& plan, Diagnostics& diagnostics);
/// Requires: promises_of found nothing wrong.
std::vector<Promise> promises_of(const Blueprint& plan);

/// Everything derived from a scenario before time starts; nothing if its promises are not
/// understood, and `diagnostics` say why.
std::shared_ptr<const Blueprint> plan_study(Setting setting, Diagnostics& diagnostics);

Result summarise(const Runs& runs);

/// Replicate and summarise. Throws Interrupted if stopped before one was finished.
Result study(std::shared_ptr<const Blueprint> plan, const StudyOptions& options);

/// Both designs get the same random numbers; differences are taken pair by pair.
ComparisonResult compare(std::shared_ptr<const Blueprint> base,
                         std::shared_ptr<const Blueprint> alternative, const StudyOptions& options);

}  // namespace edgecase
