#pragma once
// What a month is billed for: the measured time, each of its phases as often as it occurs, and what
// fills the rest of the month.

#include "observation/observations.hpp"
#include "plan/blueprint.hpp"

namespace edgecase {

struct BilledRun {
  const Blueprint& plan;
  const Observations& seen;
  /// The same time of a run without events. Required where plan.time.rest is set.
  const Observations* rest = nullptr;
};

/// Requests of users in the month: of a route, or of all (-1).
double requests_in_month(const BilledRun& run, int route = -1);

/// Of a run without events only the phase that fills the month counts, as often as the rest of the
/// month needs it; of the run itself, each phase as often as it occurs.
Repeats repeats_in(const TimePlan& time, std::size_t phase, bool of_rest);

}  // namespace edgecase
