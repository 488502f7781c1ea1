#include "practice/session.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/core.h>

#include "load/text/suggest.hpp"

namespace edgecase {
namespace {

class SessionReader {
 public:
  explicit SessionReader(Session& into) : session_(into) {}

  void event(const Json& event, std::size_t line) {
    const std::string kind = text_in(event, "event");
    if (kind == "start") {
      session_.case_name = text_in(event, "case");
      session_.digest = text_in(event, "digest");
      session_.candidate = text_in(event, "candidate");
      session_.variant = static_cast<std::size_t>(number_in(event, "variant"));
    } else if (kind == "ask" || kind == "hint") {
      session_.prices += number_in(event, "price");
      session_.hints += kind == "hint" ? 1 : 0;
      if (kind == "ask" && event.contains("topic"))
        session_.asked.push_back(text_in(event, "topic"));
    } else if (kind == "predict") {
      predict(event, line);
    } else if (kind == "run" || kind == "submit") {
      run(event, line);
      if (kind == "submit") {
        session_.submitted = true;
        session_.submitted_claims = number_in(event, "claim_points");
        session_.total = number_in(event, "total");
        measured_again(event);
      }
    } else if (kind == "curveball") {
      session_.curveballs.push_back(text_in(event, "name"));
      session_.runs_at.push_back(session_.runs.size());
    } else if (kind == "claim" && event.contains("outcome")) {
      session_.claims.push_back(event);
    }
  }

 private:
  /// Claims count as they hold for the design that was submitted.
  void measured_again(const Json& event) {
    const auto claims = event.find("claims");
    if (claims == event.end() || !claims->is_array()) return;
    session_.claims.clear();
    for (const Json& claim : *claims)
      if (claim.is_object()) session_.claims.push_back(claim);
  }

  void predict(const Json& event, std::size_t line) {
    SessionForecast made;
    made.name = text_in(event, "forecast");
    made.lo = number_in(event, "lo");
    made.hi = number_in(event, "hi");
    if (event.contains("best")) made.best = number_in(event, "best");
    made.line = line;
    const auto before = std::ranges::find(session_.forecasts, made.name, &SessionForecast::name);
    if (before == session_.forecasts.end()) {
      session_.forecasts.push_back(std::move(made));
    } else if (!before->run) {
      made.revised = before->revised + 1;
      *before = std::move(made);
    }
  }

  void run(const Json& event, std::size_t line) {
    SessionRun one;
    one.line = line;
    one.at = text_in(event, "at");
    one.design = text_in(event, "design");
    one.curveballs = session_.curveballs;
    one.points = number_in(event, "points");
    if (event.contains("rows")) one.rows = event["rows"];
    session_.runs.push_back(std::move(one));
    const auto answers = event.find("answers");
    if (answers == event.end() || !answers->is_object()) return;
    for (SessionForecast& forecast : session_.forecasts) {
      const auto found = answers->find(forecast.name);
      if (forecast.run || found == answers->end()) continue;
      forecast.run = session_.runs.size();
      if (found->is_number()) forecast.outcome = found->get<double>();
    }
  }

  Session& session_;
};

std::string plain(const std::string& text) {
  std::string low;
  for (const char c : text)
    low += std::isalnum(static_cast<unsigned char>(c)) != 0
               ? static_cast<char>(std::tolower(static_cast<unsigned char>(c)))
               : ' ';
  return low;
}

std::vector<std::string> question_words(const std::string& text) {
  std::vector<std::string> words(1);
  for (const char c : plain(text)) {
    if (c != ' ')
      words.back() += c;
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

}  // namespace

Session session_of(const SessionLog& log, std::optional<std::int64_t> now) {
  Session session;
  SessionReader reader(session);
  for (std::size_t i = 0; i < log.events().size(); ++i) reader.event(log.events()[i], i + 1);
  session.worked = worked_time(log.events(), now);
  return session;
}

std::string forecast_closed(const Session& session, const ForecastSpec& spec) {
  if (spec.after == "first_run")
    return session.runs.empty() ? std::string()
                                : "run 1 has answered it: forecasts come before the run";
  const auto ball = std::ranges::find(session.curveballs, spec.after);
  if (ball == session.curveballs.end()) return "its time has not come yet: `edgecase case next`";
  const std::size_t runs =
      session.runs_at[static_cast<std::size_t>(ball - session.curveballs.begin())];
  return session.runs.size() == runs
             ? std::string()
             : fmt::format("run {} has answered it: forecasts come before the run", runs + 1);
}

const CurveballSpec* next_curveball(const Session& session, const CaseSpec& spec,
                                    std::string& wait) {
  wait.clear();
  for (const CurveballSpec& ball : spec.curveballs) {
    if (std::ranges::find(session.curveballs, ball.name) != session.curveballs.end()) continue;
    const auto runs = static_cast<std::int64_t>(session.runs.size());
    const std::int64_t minutes = session.worked.seconds / 60;
    if (ball.after.run && runs < *ball.after.run)
      wait = fmt::format("after {} runs; {} so far", *ball.after.run, runs);
    else if (ball.after.minute && minutes < *ball.after.minute)
      wait = fmt::format("after {} minutes; {} so far", *ball.after.minute, minutes);
    else if (!ball.after.stage.empty() &&
             std::ranges::find(session.curveballs, ball.after.stage) == session.curveballs.end())
      wait = "after another one";
    return &ball;
  }
  return nullptr;
}

IntervalForecast ignorant_of(const ForecastSpec& spec, std::string_view unit) {
  IntervalForecast all;
  all.level = spec.level.value;
  if (spec.ignorant.size() != 2) return all;
  all.lo = in_unit(spec.ignorant[0], unit).value_or(0);
  all.hi = in_unit(spec.ignorant[1], unit).value_or(0);
  return all;
}

ForecastScale scale_of(const ForecastSpec& spec, std::string_view unit) {
  ForecastScale scale{spec.scale, 1};
  const IntervalForecast ignorant = ignorant_of(spec, unit);
  const double largest = std::max(std::abs(ignorant.lo), std::abs(ignorant.hi));
  if (largest > 0) scale.unit = largest / 100;
  return scale;
}

const FactSpec* fact_about(const CaseSpec& spec, const std::string& question) {
  const std::vector<std::string> asked = question_words(question);
  const FactSpec* best = nullptr;
  std::size_t most = 0;
  for (const FactSpec& fact : spec.facts) {
    std::vector<std::string> known = question_words(fact.ask);
    for (const std::string& more : fact.words)
      for (const std::string& word : question_words(more)) known.push_back(word);
    const std::vector<std::string_view> views(known.begin(), known.end());
    std::size_t meets = 0;
    for (const std::string& word : asked) {
      if (std::ranges::find(known, word) != known.end())
        meets += 2;
      else if (word.size() > 4 && !closest(word, views).empty())
        meets += 1;
    }
    if (meets > most) most = meets, best = &fact;
  }
  return best;
}

}  // namespace edgecase
