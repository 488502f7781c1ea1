#pragma once
// Five Fermi questions a day about edge networks, the same for everybody: drawn by the date alone.
// Answers are closed forms (closed_answers.hpp) of the figures in the question and of published
// prices, which the source of each answer names.

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "practice/score/interval_score.hpp"

namespace edgecase {

struct DrillQuestion {
  std::string id;    ///< of its kind; with a date it makes the same question again
  std::string asks;  ///< ends in the unit of the answer
  std::string unit;  ///< of the answer: ms, min, $, %, requests, ...
  ForecastScale scale;
  IntervalForecast ignorant;  ///< in that unit, like the answer
  double answer = 0;
  std::string working;  ///< how the answer comes about
  std::string source;
};

using DrillDate = std::chrono::sys_days;

constexpr std::size_t drill_length = 5;

/// The questions of a day, each of another kind.
std::vector<DrillQuestion> drill_of(DrillDate date);

/// The question of this kind on that date. Requires: `id` is one of drill_kinds().
DrillQuestion drill_question(std::string_view id, DrillDate date);

/// The kinds of questions, in a fixed order.
std::vector<std::string_view> drill_kinds();

/// Three significant digits with the unit: "182 ms", "$7,990", "43.6%", "23,500 requests".
std::string drill_value_text(double value, std::string_view unit);

}  // namespace edgecase
