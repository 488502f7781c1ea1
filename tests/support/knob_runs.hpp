#pragma once
// The law of knobs: two values of a key give different results, or the second is refused.

#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/core.h>

#include "support/knobs.hpp"

namespace edgecase::testing {

/// Everything that a run says, as text; empty when the scenario is refused.
inline std::string outcome_of(const Knob& knob, const std::string& set, std::string& complaints) {
  Overrides overrides = knob.around;
  overrides.push_back(set);
  const Opened opened = try_open(knob_text(knob.world), overrides);
  complaints = opened.complaints;
  if (!opened.plan) return "";
  StudyOptions options;
  options.replications = 1;
  const Result result = study(opened.plan, options);
  std::string text;
  for (const Metric& metric : result.metrics) text += fmt::format("{} ", metric.estimate.mean);
  for (const Judgement& j : result.judgements) {
    text += fmt::format("{} {} {} {};", j.indicator, j.comparison, j.limit,
                        static_cast<int>(j.outcome));
  }
  return text;
}

inline void check_knobs(const std::vector<Knob>& knobs) {
  for (const Knob& knob : knobs) {
    CAPTURE(knob.path);
    CAPTURE(knob.one);
    CAPTURE(knob.other);
    std::string complaints;
    const std::string one = outcome_of(knob, knob.one, complaints);
    INFO(complaints);
    CHECK(!one.empty());
    const bool differs = outcome_of(knob, knob.other, complaints) != one;
    CHECK(differs);
  }
}

}  // namespace edgecase::testing
