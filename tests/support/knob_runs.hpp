#pragma once
// The law of knobs: two values of a key give different results, or the second is refused. Under
// sanitizers only the second is run, which passes the key's code; the first only if it is refused.

#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/core.h>

#include "load/print.hpp"
#include "study/audit.hpp"
#include "support/knobs.hpp"

namespace edgecase::testing {

/// Runs each configuration once: many keys share the world that they change.
class KnobRuns {
 public:
  /// Everything that a run says, as text; empty when the scenario is refused.
  std::string outcome_of(const Knob& knob, const std::string& set, std::string& complaints) {
    Overrides overrides;
    if (sanitized && knob.path.starts_with("world.")) overrides = short_prices;
    overrides.insert(overrides.end(), knob.around.begin(), knob.around.end());
    overrides.push_back(set);
    std::string as_asked(knob.world == KnobWorld::lab ? "lab" : "globe");
    for (const std::string& one : overrides) as_asked += "\n" + one;
    if (const auto known = asked_.find(as_asked); known != asked_.end()) {
      complaints.clear();
      return known->second;
    }
    const Opened opened = try_open(knob_text(knob.world), overrides);
    complaints = opened.complaints;
    if (!opened.plan) return "";
    std::string& text = outcomes_[print_json(opened.plan->spec, -1)];
    if (text.empty()) text = said_of(opened.plan);
    return asked_[as_asked] = text;
  }

 private:
  static std::string said_of(const Plan& plan) {
    StudyOptions options;
    options.replications = 1;
    options.threads = 1;
    const Result result = study(plan, options);
    for (const std::string& impossible : audit(result)) FAIL_CHECK(impossible);
    std::string text;
    for (const Metric& metric : result.metrics) text += fmt::format("{} ", metric.estimate.mean);
    for (const Judgement& j : result.judgements) {
      text += fmt::format("{} {} {} {};", j.indicator, j.comparison, j.limit,
                          static_cast<int>(j.outcome));
    }
    return text;
  }

  std::map<std::string, std::string> asked_;     // by what was set
  std::map<std::string, std::string> outcomes_;  // by the whole configuration
};

inline void check_knobs(const std::vector<Knob>& knobs) {
  KnobRuns runs;
  for (const Knob& knob : knobs) {
    CAPTURE(knob.path);
    CAPTURE(knob.one);
    CAPTURE(knob.other);
    std::string complaints;
    if (sanitized) {
      const bool ran = !runs.outcome_of(knob, knob.other, complaints).empty() ||
                       !runs.outcome_of(knob, knob.one, complaints).empty();
      INFO(complaints);
      CHECK(ran);
      continue;
    }
    const std::string one = runs.outcome_of(knob, knob.one, complaints);
    INFO(complaints);
    CHECK(!one.empty());
    const bool differs = runs.outcome_of(knob, knob.other, complaints) != one;
    CHECK(differs);
  }
}

}  // namespace edgecase::testing
