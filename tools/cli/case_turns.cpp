// What a candidate does between runs: asks, predicts, claims, pauses, meets the next curveball.
#include <algorithm>
#include <memory>

#include <fmt/core.h>

#include <edgecase/error.hpp>

#include "cli/case_answers.hpp"
#include "cli/case_commands.hpp"
#include "cli/case_session.hpp"
#include "cli/terminal.hpp"
#include "load/text/suggest.hpp"
#include "practice/run_report.hpp"
#include "report/numbers.hpp"

namespace edgecase::cli {
namespace {

struct TurnRequest {
  std::string folder = ".";
  std::vector<std::string> words;
};

std::string joined_words(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string points_text(double points) {
  return points > 0 ? fmt::format(" ({:g} points)", points) : "";
}

void refuse_after_submit(const Session& session) {
  if (session.submitted) throw Error("this session was submitted; its record is closed");
}

}  // namespace

void ask_fact(SessionFolder& folder, const std::string& question) {
  const Session session = folder.state();
  refuse_after_submit(session);
  const FactSpec* fact = fact_about(folder.spec(), question);
  if (fact == nullptr) {
    folder.add({{"event", "ask"}, {"question", question}});
    print("The interviewer knows nothing about that. Ask about something else.\n");
    return;
  }
  const bool again = std::ranges::find(session.asked, fact->ask) != session.asked.end();
  folder.add({{"event", "ask"},
              {"question", question},
              {"topic", fact->ask},
              {"price", again ? 0 : fact->price}});
  print(fmt::format("{}{}\n", fact->answer, again ? "" : points_text(fact->price)));
}

namespace {

ExitCode hint(const TurnRequest& request) {
  SessionFolder folder(request.folder);
  const Session session = folder.state();
  refuse_after_submit(session);
  if (session.hints >= folder.spec().hints.size()) {
    print("There are no more hints.\n");
    return ExitCode::ok;
  }
  const HintSpec& next = folder.spec().hints[session.hints];
  folder.add({{"event", "hint"}, {"number", session.hints + 1}, {"price", next.price}});
  print(fmt::format("{}{}\n", next.text, points_text(next.price)));
  return ExitCode::ok;
}

const ForecastSpec& forecast_named(const CaseSpec& spec, const std::string& name) {
  const auto found = std::ranges::find(spec.forecasts, name, &ForecastSpec::name);
  if (found != spec.forecasts.end()) return *found;
  std::vector<std::string_view> names;
  for (const ForecastSpec& one : spec.forecasts)
    if (one.after == "first_run") names.push_back(one.name);
  const std::string near = did_you_mean(name, names);
  throw UsageError(fmt::format("the case asks for no forecast `{}`{}{}; it asks for {}", name,
                               near.empty() ? "" : "; ", near, enumerate(names)));
}

/// The unit of a forecast's quantity, from the case's own world.
std::string unit_of(const SessionFolder& folder, const ForecastSpec& forecast) {
  Diagnostics diagnostics;
  const auto plan = case_plan(folder.of_case(), {}, {}, folder.catalogue(), diagnostics);
  std::string problem;
  const auto measure = plan ? measure_of(forecast.quantity, *plan, problem) : std::nullopt;
  return measure ? measure->unit : std::string();
}

double quantity(const std::string& text, const std::string& unit) {
  const auto value = in_unit(text, unit);
  if (!value)
    throw UsageError(fmt::format("`{}` does not measure this; write a value like {}", text,
                                 value_text(unit == "1" ? 0.05 : 300, unit)));
  return *value;
}

void refuse_bad_interval(const ForecastSpec& forecast, const std::string& unit, double lo,
                         double hi) {
  if (!(lo < hi))
    throw UsageError("an interval has its lower value first, and is wider than a point");
  const ForecastScale scale = scale_of(forecast, unit);
  if (!(on_scale(scale, lo) < on_scale(scale, hi)))
    throw UsageError(forecast.scale == ScaleKind::logit
                         ? "shares lie between 0% and 100%, exclusive"
                         : "values lie above 0");
}

}  // namespace

void make_forecast(SessionFolder& folder, const std::vector<std::string>& words) {
  if (words.size() < 3 || words.size() > 4)
    throw UsageError("a forecast needs QUANTITY LOW HIGH [BEST]: predict tail 200ms 1s");
  const Session session = folder.state();
  refuse_after_submit(session);
  const ForecastSpec& forecast = forecast_named(folder.spec(), words[0]);
  if (const std::string closed = forecast_closed(session, forecast); !closed.empty())
    throw UsageError(fmt::format("`{}` cannot be predicted: {}", words[0], closed));
  const std::string unit = unit_of(folder, forecast);
  const double lo = quantity(words[1], unit);
  const double hi = quantity(words[2], unit);
  refuse_bad_interval(forecast, unit, lo, hi);
  Json event = {{"event", "predict"}, {"forecast", words[0]}, {"lo", lo}, {"hi", hi}};
  if (words.size() == 4) event["best"] = quantity(words[3], unit);
  folder.add(event);
  print(fmt::format("{}: {} to {}, {:g}% sure\ncode: {}\n", words[0], value_text(lo, unit),
                    value_text(hi, unit), forecast.level.value * 100, folder.log().head()));
}

namespace {

ExitCode ask(const TurnRequest& request) {
  SessionFolder folder(request.folder);
  ask_fact(folder, joined_words(request.words));
  return ExitCode::ok;
}

ExitCode predict(const TurnRequest& request) {
  SessionFolder folder(request.folder);
  make_forecast(folder, request.words);
  return ExitCode::ok;
}

ExitCode next(const TurnRequest& request) {
  SessionFolder folder(request.folder);
  const Session session = folder.state();
  refuse_after_submit(session);
  std::string wait;
  const CurveballSpec* ball = next_curveball(session, folder.spec(), wait);
  if (ball == nullptr) {
    print("Nothing more happens in this case.\n");
    return ExitCode::ok;
  }
  if (!wait.empty()) {
    print(fmt::format("Not yet: {}.\n", wait));
    return ExitCode::ok;
  }
  folder.add({{"event", "curveball"}, {"name", ball->name}});
  std::string text = ball->reveal + "\n";
  for (const ForecastSpec& forecast : folder.spec().forecasts)
    if (forecast.after == ball->name)
      text += fmt::format("Before you run: edgecase case predict {} LOW HIGH\n  {}\n",
                          forecast.name, forecast.asks);
  print(text);
  return ExitCode::ok;
}

ExitCode pause(const TurnRequest& request) {
  SessionFolder folder(request.folder);
  refuse_after_submit(folder.state());
  folder.add({{"event", "pause"}});
  print("Paused; the clock goes on with your next command.\n");
  return ExitCode::ok;
}

Argument session_option(TurnRequest& request) {
  return option("-C,--session", "DIR", request.folder, "folder of the session");
}

}  // namespace

Command case_ask_command() {
  const auto request = std::make_shared<TurnRequest>();
  return {"ask",
          "ask the interviewer about something",
          "  edgecase case ask how much traffic\n",
          {positionals("TOPIC", request->words, "in your words"), session_option(*request)},
          [request] { return ask(*request); }};
}

Command case_hint_command() {
  const auto request = std::make_shared<TurnRequest>();
  return {
      "hint", "take the next hint, which costs points", "", {session_option(*request)}, [request] {
        return hint(*request);
      }};
}

Command case_predict_command() {
  const auto request = std::make_shared<TurnRequest>();
  return {
      "predict",
      "predict a quantity before a run shows it",
      "QUANTITY LOW HIGH [BEST]: an interval that you believe to hold with 80%.\n"
      "  edgecase case predict tail 200ms 900ms 400ms\n"
      "The code that it prints proves what was predicted, and when.\n",
      {positionals("QUANTITY", request->words, "name of the forecast, two values, a best guess"),
       session_option(*request)},
      [request] { return predict(*request); }};
}

Command case_next_command() {
  const auto request = std::make_shared<TurnRequest>();
  return {"next", "go on: what changes in the world", "", {session_option(*request)}, [request] {
            return next(*request);
          }};
}

Command case_pause_command() {
  const auto request = std::make_shared<TurnRequest>();
  return {
      "pause", "stop the clock until your next command", "", {session_option(*request)}, [request] {
        return pause(*request);
      }};
}

}  // namespace edgecase::cli
