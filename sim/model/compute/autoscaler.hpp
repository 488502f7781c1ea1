#pragma once
// How many tasks a region's service should have, from the mean of requests in work since it last
// looked: enough that the target share of slots is in use. More at once, fewer only when fewer have
// been enough for the whole of scale_in.
//
// desired = ceil(mean in work / (target * concurrency)), within least … most. That is target
// tracking with a stabilisation window (Kubernetes HPA; AWS Application Auto Scaling; Google Cloud
// docs, instance autoscaling). Requests that wait count as in work. Not modelled: cooldown after
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

  /// Tasks that there should be. `mean_in_work`: since the last call.
  std::int64_t advise(Instant now, double mean_in_work) {
    // A part of 10^-9 of a task is rounding, not load.
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
  std::deque<Seen> seen_;  // falling: the front is the most wanted within the window
};

}  // namespace edgecase
