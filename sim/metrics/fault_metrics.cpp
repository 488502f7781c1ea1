// Metrics of faults: what each did, and the time until requests succeed as without it.

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "metrics/metrics.hpp"

namespace edgecase {
namespace {

double recovery_from_fault(const Reading& r) {
  const auto stated = r.indicator.labels.find(std::string(metric_label::fault.name));
  if (stated == r.indicator.labels.end()) return no_value;
  const std::vector<FaultPlan>& faults = r.plan.timeline.faults;
  for (std::size_t i = 0; i < faults.size(); ++i) {
    if (faults[i].name != stated->second) continue;
    const FaultEffect effect = effect_of_fault(r.run, r.plan, i);
    return effect.measured ? effect.recovery_s : no_value;
  }
  return no_value;
}

constexpr std::array by_fault{&metric_label::fault};

constexpr std::array fault_rows{
    MetricFamily{"recovery.seconds", false, "s", by_fault,
                 "from the start of a fault until requests succeed as without it",
                 recovery_from_fault},
};

}  // namespace

std::span<const MetricFamily> fault_metrics() { return fault_rows; }

namespace {

/// One run's failures by moment, with what they would be without a fault.
class FaultMoments {
 public:
  FaultMoments(const Replication& run, const Blueprint& plan, std::size_t fault)
      : seen_(run.seen), plan_(plan), begin_(slot_of(plan.timeline.faults[fault].from)) {
    if (!run.without_fault.empty()) without_ = &run.without_fault[fault];
    double requests = 0;
    double failures = 0;
    for (std::size_t slot = 0; without_ == nullptr && slot < begin_; ++slot) {
      for (std::size_t region = 0; region < seen_.regions; ++region) {
        requests += static_cast<double>(seen_.moment(slot, region).requests);
        failures += static_cast<double>(seen_.moment(slot, region).failures);
      }
    }
    if (requests > 0) before_ = failures / requests;
  }

  /// The moment in which this time lies, within the measured time.
  std::size_t slot_of(Instant at) const {
    const auto since = (at - plan_.measure_from()) / plan_.time.moment;
    return static_cast<std::size_t>(
        std::clamp<std::int64_t>(since, 0, static_cast<std::int64_t>(seen_.moments)));
  }
  std::size_t begin() const { return begin_; }
  double requests(std::size_t slot, std::size_t region) const {
    return static_cast<double>(seen_.moment(slot, region).requests);
  }
  double failed(std::size_t slot, std::size_t region) const {
    return static_cast<double>(seen_.moment(slot, region).failures);
  }
  double failed_share(std::size_t slot) const {
    double all = 0, failures = 0;
    for (std::size_t region = 0; region < seen_.regions; ++region) {
      all += requests(slot, region);
      failures += failed(slot, region);
    }
    return all > 0 ? failures / all : 0;
  }
  double failed_anyway(std::size_t slot, std::size_t region) const {
    if (without_ == nullptr) return before_ * requests(slot, region);
    return static_cast<double>((*without_)[slot * seen_.regions + region].failures);
  }
  bool is_affected(std::size_t slot) const {
    constexpr double noticeable = 0.001;
    double all = 0, failures = 0, anyway = 0;
    for (std::size_t region = 0; region < seen_.regions; ++region) {
      all += requests(slot, region);
      failures += failed(slot, region);
      anyway += failed_anyway(slot, region);
    }
    return failures - anyway > noticeable * all + 2 * std::sqrt(anyway);
  }

 private:
  const Observations& seen_;
  const Blueprint& plan_;
  std::size_t begin_;
  const std::vector<Moment>* without_ = nullptr;
  double before_ = 0;  // share that failed before it began
};

/// Whether another fault begins as the effect ends, in the moment before `end`, and fails as many
/// requests: then it covers the rest, and the first fault may have gone on.
bool is_covered(const FaultMoments& moments, const Blueprint& plan, std::size_t fault,
                std::size_t end) {
  const std::vector<FaultPlan>& faults = plan.timeline.faults;
  for (std::size_t other = 0; other < faults.size(); ++other) {
    if (other == fault || faults[other].from <= faults[fault].from) continue;
    const std::size_t begins = moments.slot_of(faults[other].from);
    if (begins + 1 != end && begins != end) continue;
    if (moments.failed_share(end) >= moments.failed_share(end - 1) / 2) return true;
  }
  return false;
}

}  // namespace

FaultEffect effect_of_fault(const Replication& run, const Blueprint& plan, std::size_t fault) {
  const FaultPlan& of = plan.timeline.faults[fault];
  const std::size_t regions = run.seen.regions;
  FaultEffect effect{.requests = std::vector<double>(regions, 0),
                     .failed = std::vector<double>(regions, 0),
                     .caused = std::vector<double>(regions, 0)};
  effect.measured = of.until > plan.measure_from();
  if (!effect.measured) return effect;
  const FaultMoments moments(run, plan, fault);
  std::size_t end = moments.begin();
  for (std::size_t slot = moments.begin(); slot < run.seen.moments; ++slot)
    if (moments.is_affected(slot)) end = slot + 1;
  const bool seen = end > moments.begin();  // else what there is to add up is noise
  if (of.random) {
    effect.recovery_s = std::nan("");  // it recovers many times
    end = moments.slot_of(of.until);
  } else if (seen) {
    const Instant over = plan.measure_from() + static_cast<std::int64_t>(end) * plan.time.moment;
    effect.recovery_s = in_seconds(std::min(over, plan.end()) - of.from);
    effect.recovered = end < run.seen.moments && !is_covered(moments, plan, fault, end);
  } else {
    end = std::max(moments.slot_of(of.until), moments.begin() + 1);
  }
  for (std::size_t slot = moments.begin(); slot < std::min<std::size_t>(end, run.seen.moments);
       ++slot) {
    for (std::size_t region = 0; region < regions; ++region) {
      effect.requests[region] += moments.requests(slot, region);
      effect.failed[region] += moments.failed(slot, region);
      if (seen)
        effect.caused[region] += moments.failed(slot, region) - moments.failed_anyway(slot, region);
    }
  }
  return effect;
}

}  // namespace edgecase
