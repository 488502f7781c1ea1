#pragma once
// The desired number of tasks of a regional service, from the mean number of active requests since
// the last evaluation, so that the target share of slots is in use. Scales out immediately; scales
// in only after fewer tasks have been sufficient for all of scale_in.
//
// desired = ceil(mean active / (target * concurrency)), within least … most. That is target
// tracking with a stabilisation window (Kubernetes HPA; AWS Application Auto Scaling; Google Cloud
// docs, instance autoscaling). Waiting requests count as active. Not modelled: cooldown after
// scaling out, prediction, step policies.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <deque>

#include <edgecase/units.hpp>

#include "model/compute/spec.hpp"

namespace edgecase {

class Autoscaler {
 public:
  Autoscaler(const AutoscalerSpec& spec, std::int64_t concurrency)
      : spec_(spec), slots_(spec.target.value * static_cast<double>(concurrency)) {}

  const AutoscalerSpec& spec() const { return spec_; }

  /// The desired number of tasks. `mean_in_work`: mean active requests since the last call.
  std::int64_t advise(Instant now, double mean_in_work) {
    // A fraction of 10^-9 of a task is a rounding error, not load.
    const auto enough = static_cast<std::int64_t>(std::ceil(mean_in_work / slots_ - 1e-9));
    const std::int64_t wanted = std::clamp(enough, spec_.least.value, spec_.most.value);
    while (!seen_.empty() && seen_.back().tasks <= wanted) seen_.pop_back();
    seen_.push_back({now, wanted});
    while (now - seen_.front().at > spec_.scale_in) seen_.pop_front();
    return seen_.front().tasks;
  }

 private:
  struct Seen {
    Instant at;
    std::int64_t tasks;
  };
  AutoscalerSpec spec_;
  double slots_;
  std::deque<Seen> seen_;  // decreasing: the front is the maximum within the window
};

}  // namespace edgecase
