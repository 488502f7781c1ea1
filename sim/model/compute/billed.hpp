#pragma once
// The time that a platform bills for a function, besides requests; to be multiplied by the memory
// of an instance.
//
// Assumes: the price sheet converts to GB and hours. Not modelled: different rates for requests on
// provisioned instances (as Lambda has), free tiers, spot prices and commitments.

#include "model/compute/invocation.hpp"
#include "model/compute/plan.hpp"

namespace edgecase {

/// Zero where CPU time is billed instead: see FunctionMeters::cpu.
inline Duration billed_time(const FunctionPlan& plan, Duration by_requests, Duration busy,
                            Duration alive) {
  switch (plan.billing) {
    case BillingMode::cpu:
      return Duration{0};
    case BillingMode::request:
      return by_requests;
    case BillingMode::busy_instance:
      return busy;
    case BillingMode::instance:
      return alive;
  }
  return Duration{0};
}
inline Duration billed_time(const FunctionPlan& plan, const FunctionMeters& meters) {
  return billed_time(plan, meters.billed_requests, meters.instances.billed_busy,
                     meters.instances.billed_alive);
}
inline Duration billed_time(const FunctionPlan& plan, const PhaseMeters& meters) {
  return billed_time(plan, meters.billed_requests, meters.billed_busy, meters.billed_alive);
}

/// Provisioned instances in one place, times the window. None for services, whose tasks are billed
/// by their lifetime.
inline Duration provisioned_time(const FunctionPlan& plan, Duration measured) {
  return plan.billing == BillingMode::instance ? Duration{0} : plan.terms.provisioned * measured;
}
inline Duration provisioned_time(const FunctionPlan& plan, const Window& window) {
  if (window.to == Instant::max()) return Duration{0};
  return provisioned_time(plan, window.to - window.from);
}

}  // namespace edgecase
