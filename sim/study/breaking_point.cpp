// The load at which the first objective fails.

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "billing/billing.hpp"
#include "path/run.hpp"
#include "study/probes.hpp"
#include "study/stress.hpp"
#include "study/summary.hpp"

namespace edgecase {
namespace {

constexpr double most_load = 64;
constexpr double least_load = 1.0 / 64;
constexpr int bisections = 5;              // to 2% of the load
constexpr double most_run_requests = 4e7;  // in one run

/// What one replication found.
struct Broken {
  double load = 0;
  bool found = false;
  double tried = 1;
  std::string objective;
  StressSeen usual, worse;  // a load that it bears, and the one that breaks it
  std::uint64_t simulated = 0;
};

/// Bisects for one replication; costs are no reason, since they grow with any load.
class Bisection {
 public:
  Bisection(const Blueprint& plan, const StudyOptions& options, std::size_t number)
      : plan_(plan), options_(options), number_(number) {
    for (const Promise& one : stressed_promises(plan))
      if (one.indicator.family->unit != "$") kept_.push_back(one);
    if (kept_.empty()) {
      IndicatorProblem none;
      kept_.push_back({"availability of 99.9%", *parse_indicator("availability", plan, none),
                       Comparison::at_least, 0.999});
    }
  }

  Broken run() {
    double low = 1, high = 1;
    const bool bears_its_own = !fails_at(1);
    const StressSeen own = last_;
    if (!bears_its_own) {
      while (low > least_load && fails_at(low)) {
        high = low;
        low /= 2;
      }
    } else {
      do {
        low = high;
        high *= 2;
        if (high > most_load || too_many(high)) return result_;
      } while (!fails_at(high));
    }
    result_.found = true;
    for (int i = 0; i < bisections; ++i) {
      const double middle = std::sqrt(low * high);
      (fails_at(middle) ? high : low) = middle;
    }
    result_.load = std::sqrt(low * high);
    result_.usual = bears_its_own ? own : kept_at_;
    result_.worse = bears_its_own ? broken_at_ : own;
    return result_;
  }

 private:
  bool too_many(double load) const {
    const HorizonSpec& horizon = plan_.spec.world.horizon;
    return plan_.spec.world.demand.rate.per_second * load *
               in_seconds(horizon.warm_up + horizon.measure) >
           most_run_requests * static_cast<double>(plan_.one_in);
  }

  bool fails_at(double load) {
    const auto known = tried_.find(load);
    if (known != tried_.end()) return known->second;
    Setting setting = plan_.setting;
    multiply_load(setting, load);
    const Blueprint plan(std::move(setting));
    Replication one{.seen = run_once(plan, options_.seed, number_, options_.stop)};
    StressSeen seen = seen_of(one, plan, kept_);
    result_.simulated += seen.requests;
    result_.tried = std::max(result_.tried, load);
    bool fails = false;
    for (std::size_t i = 0; i < kept_.size() && !fails; ++i) {
      fails = !is_kept(kept_[i], seen.promises[i]);
      if (!fails) continue;
      result_.objective = kept_[i].name.empty() ? to_text(kept_[i].indicator) : kept_[i].name;
    }
    (fails ? broken_at_ : kept_at_) = seen;
    last_ = std::move(seen);
    return tried_[load] = fails;
  }

  const Blueprint& plan_;
  const StudyOptions& options_;
  std::size_t number_;
  std::vector<Promise> kept_;
  std::map<double, bool> tried_;
  Broken result_;
  StressSeen last_, kept_at_, broken_at_;  // the latest
};

/// What most replications say.
std::string most_common(const std::vector<std::string>& all) {
  std::map<std::string, int> counts;
  for (const std::string& one : all) ++counts[one];
  return std::ranges::max_element(counts, {}, [](const auto& one) { return one.second; })->first;
}

}  // namespace

BreakingPoint breaking_point(const Blueprint& plan, const StudyOptions& options,
                             std::uint64_t& simulated) {
  std::vector<Broken> all(options.replications);
  JobOptions jobs{.threads = options.threads, .stop = options.stop, .progress = options.progress};
  run_all(all.size(), jobs, [&](std::size_t n) { all[n] = Bisection(plan, options, n).run(); });
  BreakingPoint point;
  std::vector<double> loads;
  std::vector<std::string> objectives, resources;
  for (const Broken& one : all) {
    simulated += one.simulated;
    point.tried = std::max(point.tried, one.tried);
    if (!one.found) continue;
    loads.push_back(one.load);
    objectives.push_back(one.objective);
    resources.push_back(gave_way(one.usual, one.worse));
  }
  // If some replications hold at every load that was tried, there is no mean to speak of.
  point.found = loads.size() == all.size();
  if (!point.found) return point;
  point.load = estimate_of(within(Range::nonnegative, mean_interval(loads)));
  point.objective = most_common(objectives);
  point.gave_way = most_common(resources);
  return point;
}

}  // namespace edgecase
