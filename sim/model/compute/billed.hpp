#pragma once
// The time that a platform bills for a function, besides requests: multiply by the memory of an
// instance (and, for the provisioned, by what that costs).
//
// Assumes: GB and hours are the price sheet's business. Not modelled: requests on provisioned
// instances billed at another rate (Lambda does so), free tiers, Spot and commitments.

#include "model/compute/invocation.hpp"
#include "model/compute/plan.hpp"

namespace edgecase {

/// Zero where CPU time is billed instead: see FunctionMeters::cpu.
inline Duration billed_time(const FunctionPlan& plan, const FunctionMeters& meters) {
  switch (plan.billing) {
    case BillingMode::cpu:
      return Duration{0};
    case BillingMode::request:
      return meters.billed_requests;
    case BillingMode::busy_instance:
      return meters.instances.billed_busy;
    case BillingMode::instance:
      return meters.instances.billed_alive;
  }
  return Duration{0};
}

/// Instances that stood ready all the time, in one place, times the window. None for services,
/// whose tasks are billed by their lives.
inline Duration provisioned_time(const FunctionPlan& plan, const Window& window) {
  if (plan.billing == BillingMode::instance || window.to == Instant::max()) return Duration{0};
  return plan.terms.provisioned * (window.to - window.from);
}

}  // namespace edgecase
