#pragma once
// Alerts on the rate at which the error budget is spent, in the run: counters of all requests of
// people, looked at from time to time (measure/burn_rate.hpp has the closed forms).
//
// Assumes: before the run requests came at the mean rate of the time since, without errors.

#include <cstdint>
#include <vector>

#include <edgecase/units.hpp>

#include "measure/rollout_meter.hpp"
#include "plan/rollouts.hpp"

namespace edgecase {

class Alerts {
 public:
  Alerts(const AlertsPlan& plan, Instant measured_from);

  void note(bool failed) {
    ++now_.requests;
    now_.failures += failed;
  }
  /// Looks at all rules. True: at least one of those that page fires. `blameless`: nothing has
  /// gone wrong so far.
  bool evaluate(Instant now, bool blameless);
  const AlertsPlan& plan() const { return plan_; }
  const AlertMeter& meter() const { return meter_; }

 private:
  struct Counts {
    double requests = 0;
    double failures = 0;
  };
  /// The share of failures in the time before now.
  double failing(Instant now, Duration window) const;
  void count(const AlertRuleSpec& rule, Instant now, bool blameless);

  const AlertsPlan& plan_;
  Instant measured_from_;
  Counts now_;
  std::vector<Counts> seen_;  // at each evaluation since the start
  std::vector<bool> firing_;  // by rule
  AlertMeter meter_;
};

}  // namespace edgecase
