#include "cli/interview_text.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

#include <fmt/core.h>

#include "practice/score/interval_score.hpp"
#include "report/numbers.hpp"

namespace edgecase::cli {

const char* const interview_help =
    "  ask TOPIC                 ask the interviewer for a fact\n"
    "  predict NAME LOW HIGH     a forecast of the case, before the run that answers it\n"
    "  change KEY=VALUE; …       change the design and run it; without settings: run design.yaml\n"
    "  number LOW HIGH           what the number in the question will be after your next change\n"
    "  claim TEXT                a claim that can be measured: claim latency.p99 is below 400ms\n"
    "  because TEXT              a reason, kept for your coach\n"
    "  pass                      no answer; the next question\n"
    "  go                        go on to the next phase\n"
    "  quit                      stop here; the same command goes on from here\n";

std::string trimmed(const std::string& text) {
  const auto from = text.find_first_not_of(" \t\r");
  if (from == std::string::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r") - from + 1);
}

std::string unquoted(const std::string& text) {
  const bool quoted = text.size() > 1 && text.front() == text.back() &&
                      (text.front() == '"' || text.front() == '\'');
  return quoted ? text.substr(1, text.size() - 2) : text;
}

std::vector<std::string> words_in(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

std::vector<std::string> settings_in(const std::string& text) {
  std::vector<std::string> settings;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = std::min(text.find(';', from), text.size());
    if (std::string one = trimmed(text.substr(from, end - from)); !one.empty())
      settings.push_back(std::move(one));
    from = end + 1;
  }
  return settings;
}

std::string number_result(const IntervalForecast& said, double before, double is,
                          std::string_view unit) {
  const bool inside = said.lo <= is && is <= said.hi;
  const double points = said.lo > 0 && before > 0 && is > 0
                            ? forecast_points({}, said, {before / 10, before * 10, said.level}, is)
                            : std::nan("");
  return fmt::format(
      "You expected {} to {}; it is {}: {}{}.\n", value_text(said.lo, unit),
      value_text(said.hi, unit), value_text(is, unit), inside ? "inside" : "outside",
      std::isnan(points) ? "" : fmt::format(" ({:.0f} points; 100 is exact)", points));
}

std::string opening_of(InterviewPhase phase, const CaseSpec& spec) {
  switch (phase) {
    case InterviewPhase::clarify:
      return "What do you need to know before you design anything? (ask TOPIC; then go)\n";
    case InterviewPhase::estimate: {
      std::string text = "Estimate before anything runs: 80% intervals. (then go)\n";
      for (const ForecastSpec& forecast : spec.forecasts)
        if (forecast.after == "first_run")
          text += fmt::format("  predict {} LOW HIGH   {}\n", forecast.name,
                              forecast.asks.empty() ? forecast.quantity : forecast.asks);
      return text;
    }
    case InterviewPhase::design: {
      std::string text = "What is your design? (change KEY=VALUE; then go) You may change:\n";
      for (const LeverSpec& lever : spec.levers)
        text += fmt::format("  {}{}{}\n", lever.path, lever.about.empty() ? "" : ": ", lever.about);
      return text;
    }
    case InterviewPhase::summary:
      return "In one sentence: what does your design give up, and what does it get for it?\n"
             "  (claim TEXT is measured; because TEXT is kept for your coach)\n";
    default:
      return {};
  }
}

std::string ranking_question() {
  std::string areas;
  for (const auto& one : names(Of<CoverageArea>{})) {
    std::string name(one.name);
    std::ranges::replace(name, '_', ' ');
    areas += (areas.empty() ? "" : ", ") + name;
  }
  return fmt::format(
      "Where is this design weakest? Name one to three areas, worst first: rank AREA, AREA, AREA\n"
      "  ({})\n",
      areas);
}

}  // namespace edgecase::cli
