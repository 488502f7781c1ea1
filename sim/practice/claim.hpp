#pragma once
// A claim of a candidate in words, and the form in which it can be measured:
//
//   METRIC [for LABEL=VALUE] RELATION VALUE [than BASELINE]
//   latency.p99 for region=africa is below 450ms
//   origin.egress falls by at least 60% than without design.caches.static.upper_tier
//   cost.monthly is at least $500 lower than run 1
//   cost.monthly rises by at most 5% than with design.compute.api.keep_alive=10s
//
// RELATION: < <= > >=, at most, at least, below, above, less than, more than; with a baseline:
// falls by at least, falls by at most, rises by at least, rises by at most, at least V lower, at
// least V higher. BASELINE: starter; run N; without KEY (the design without what it says of the
// key); with KEY=VALUE. Words around it may stand outside brackets:
//   "The tier pays for itself: [cost.monthly falls by at least 10% than without design.caches.a]"
// A value in percent of a change is relative to the baseline.
// Errors: what cannot be read, in `problem`, with the form that can.
// Not modelled: claims that are joined by `and`; causes ("because").

#include <optional>
#include <string>

#include "practice/judge.hpp"

namespace edgecase {

enum class BaselineKind : std::uint8_t { none, starter, run, without, with };

struct Claim {
  std::string metric;  ///< with its labels
  Comparison op = Comparison::at_most;
  std::string value;
  bool is_change = false;  ///< of a baseline
  bool falls = false;      ///< the change is downwards
  BaselineKind baseline = BaselineKind::none;
  std::string of;  ///< the run's number, the key, the setting
};

std::optional<Claim> claim_of(std::string_view text, std::string& problem);
/// The form that can be measured, for help.
std::string claim_form();

enum class ClaimOutcome : std::uint8_t { holds, fails, undecided };
std::string_view name_of(ClaimOutcome outcome);

struct ClaimResult {
  ClaimOutcome outcome = ClaimOutcome::undecided;
  std::string unit;   ///< "%" of a relative change; else the metric's
  Interval measured;  ///< the metric, or its change
  double limit = 0;
  std::string problem;
};

/// `design`, and what it is compared with, in the same stage; `baseline` is null without one.
ClaimResult judge_claim(const Claim& claim, const CaseMeasure& design, const CaseMeasure* baseline);

}  // namespace edgecase
