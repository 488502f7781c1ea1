#pragma once
// A person's record of drills: the streak, and which questions come back when. The most surprising
// answer of each day is asked again after 1, 3, 7 and 21 days: longer each time it is known, from
// the start when it is missed. Everything follows from the record.
// Assumes: each question is answered once on its day; a repetition is answered on a later day.
// Source: expanding intervals of spaced repetition; the lengths are a choice.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "practice/drill/questions.hpp"

namespace edgecase {

/// One answer. `asked`: the date whose question it is; of a repetition an earlier one.
struct DrillAnswer {
  DrillDate on;
  DrillDate asked;
  std::string id;
  std::optional<IntervalForecast> forecast;  ///< absent: passed
};

/// Points of the question; a pass is worth what the ignorant interval is.
double points_of(const DrillQuestion& question, const DrillAnswer& answer);

/// |error| in own half-widths: above 1 the answer was outside. A pass surprises less than any miss.
double surprise_of(const DrillQuestion& question, const DrillAnswer& answer);

/// A question that is due again.
struct DrillRepeat {
  DrillDate asked;
  std::string id;
};

/// Those due on a date or before, the longest due first.
std::vector<DrillRepeat> due_on(DrillDate date, const std::vector<DrillAnswer>& record);

/// Consecutive days with a drill, up to and including `date`.
std::size_t streak_until(DrillDate date, const std::vector<DrillAnswer>& record);

/// What was answered of the drill of this date.
std::vector<DrillAnswer> answers_of(DrillDate date, const std::vector<DrillAnswer>& record);

/// As a line of JSON.
std::string as_line(const DrillAnswer& answer);
/// Nothing: the line is not one of ours.
std::optional<DrillAnswer> answer_of_line(std::string_view line);

/// "2026-12-01"; nothing: it is not a date.
std::optional<DrillDate> drill_date(std::string_view text);
std::string drill_date_text(DrillDate date);

/// A glyph for each answer, from a full circle (80 points and more) over 50, 25 and 0 to an empty
/// one; a dot for a pass. It tells nothing of the questions.
std::string drill_glyphs(const std::vector<double>& points, const std::vector<bool>& passed);

}  // namespace edgecase
