#pragma once
// What a candidate reads after a run: rows with their intervals and points, forecasts that the run
// answered.

#include <vector>

#include "practice/session.hpp"
#include "report/layout.hpp"
#include "study/summary.hpp"

namespace edgecase {

/// A table of the rows, then a line with the sum.
Section rows_section(const CaseSpec& spec, const CaseScore& score, const std::string& title);

/// A forecast against its outcome: "tail: you said 200 ms to 400 ms, it is 319 ms: inside".
struct ForecastLine {
  std::string name;
  std::string said;
  std::string is;
  bool inside = false;
  double points = 0;
  double surprise = 0;  ///< distance from the middle, in own half-widths
};
std::optional<ForecastLine> forecast_line(const SessionForecast& made, const ForecastSpec& spec,
                                          std::string_view unit);

/// "84.9"; a dash where the case does not say what an ignorant answer is (a hand-out).
std::string points_text_of(double points);

/// The rows and measures of a run as they are logged.
Json logged_rows(const CaseScore& score);

}  // namespace edgecase
