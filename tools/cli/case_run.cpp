// `edgecase case run` and `submit`: the design meets the world of the case.
#include <algorithm>
#include <chrono>
#include <memory>
#include <thread>

#include <fmt/core.h>

#include <edgecase/error.hpp>

#include "cli/case_answers.hpp"
#include "cli/case_commands.hpp"
#include "cli/case_progress.hpp"
#include "cli/case_session.hpp"
#include "cli/outputs.hpp"
#include "cli/terminal.hpp"
#include "load/text/render.hpp"
#include "practice/emit.hpp"
#include "practice/measured_claims.hpp"
#include "practice/run_report.hpp"
#include "practice/sha256.hpp"
#include "report/numbers.hpp"

namespace edgecase::cli {
namespace {

namespace fs = std::filesystem;

struct CaseRunRequest {
  std::string folder = ".";
  bool watch = false;
  bool verbose = false;
};

/// Forecasts that this run answers: made, and not answered before.
std::vector<const ForecastSpec*> open_forecasts(const Session& session, const CaseSpec& spec) {
  std::vector<const ForecastSpec*> open;
  for (const SessionForecast& made : session.forecasts) {
    const auto found = std::ranges::find(spec.forecasts, made.name, &ForecastSpec::name);
    if (!made.run && found != spec.forecasts.end()) open.push_back(&*found);
  }
  return open;
}

std::string stage_text(const Session& session) {
  std::string text = session.variant == 0 ? "" : fmt::format(" · variant {}", session.variant);
  for (const std::string& ball : session.curveballs) text += " · " + ball;
  return text;
}

std::vector<Section> forecast_sections(const Session& before, const CaseScore& score,
                                       const std::vector<const ForecastSpec*>& open) {
  TextTable table;
  table.columns = {
      {"forecast", Align::left}, {"you said"}, {"it is"}, {"", Align::left}, {"points"}};
  for (const ForecastSpec* forecast : open) {
    SessionForecast made =
        *std::ranges::find(before.forecasts, forecast->name, &SessionForecast::name);
    const CaseMeasure* measured = score.find(forecast->quantity);
    if (measured == nullptr) continue;
    made.outcome = measured->interval().mean;
    const auto line = forecast_line(made, *forecast, measured->unit);
    table.rows.push_back(
        {{line->name,
          line->said,
          line->is,
          {line->inside ? "inside" : "outside", line->inside ? Tone::good : Tone::bad},
          points_text_of(line->points)}});
  }
  if (table.rows.empty()) return {};
  return {{"Forecasts (100: exact; 0: what someone says who knows nothing)", {table}}};
}

/// The world of this run with the design, for other commands (`edgecase why run.yaml`).
void keep_world(const SessionFolder& folder, const CaseEntry& entry) {
  Diagnostics ignored;
  const auto document =
      case_document(folder.of_case(), entry.stage, entry.design, folder.catalogue(), ignored);
  if (document) write_file(folder.folder() / "run.yaml", yaml_text(document->root));
}

struct RunAnswer {
  CaseScore score;
  std::string text;
};

/// Measures the claims of the session again, on the design that is submitted.
void add_submission(Json& line, const SessionFolder& folder, const CaseEntry& entry, double points,
                    const StudyOptions& study) {
  const Session session = folder.state();
  std::vector<std::string> texts;
  for (const Json& claim : session.claims) texts.push_back(text_in(claim, "text"));
  const auto measured =
      measure_claims(folder.of_case(), session, entry.design, texts, folder.catalogue(), study);
  Json claims = Json::array();
  for (const MeasuredClaim& one : measured)
    claims.push_back({{"text", one.text},
                      {"metric", one.claim ? one.claim->metric : std::string()},
                      {"outcome", one.result.problem.empty() ? name_of(one.result.outcome)
                                                             : std::string_view("undecided")},
                      {"measured", measured_text(one)}});
  const double of_claims = claim_points(measured, folder.spec());
  line["claims"] = claims;
  line["claim_points"] = of_claims;
  line["total"] = points + of_claims - session.prices;
}

/// Runs the design, logs it, and says what came of it.
std::optional<RunAnswer> run_once(SessionFolder& folder, const std::string& event) {
  const Session before = folder.state();
  const CaseSpec& spec = folder.spec();
  const CaseEntry entry{before.stage(), folder.design()};
  if (!design_is_right(folder, entry)) return std::nullopt;
  const auto open = open_forecasts(before, spec);
  JudgeOptions options;
  options.study = practice_study(spec);
  watch_for_interrupt();
  options.study.stop = &interrupted();
  for (const ForecastSpec* forecast : open) options.measures.push_back(forecast->quantity);
  CaseScore score = judge_designs(folder.of_case(), {entry}, folder.catalogue(), options).front();
  if (!score.problem.empty()) throw Error(score.problem);
  Json line = {{"event", event},
               {"design", entry.design.text},
               {"design_digest", sha256_hex(entry.design.text).substr(0, 16)},
               {"seed", options.study.seed},
               {"replications", options.study.replications},
               {"points", score.points},
               {"rows", logged_rows(score)}};
  Json answers = Json::object();
  for (const ForecastSpec* forecast : open)
    if (const CaseMeasure* measured = score.find(forecast->quantity))
      answers[forecast->name] = measured->interval().mean;
  if (!open.empty()) line["answers"] = answers;
  if (event == "submit") add_submission(line, folder, entry, score.points, options.study);
  keep_world(folder, entry);
  folder.add(line);
  std::vector<Section> sections{rows_section(
      spec, score,
      fmt::format("Run {} of {} · {} replications{}", before.runs.size() + 1, spec.metadata.name,
                  options.study.replications, stage_text(before)))};
  for (Section& more : forecast_sections(before, score, open)) sections.push_back(std::move(more));
  TextStyle style;
  style.color = wants_color("auto", Stream::out);
  style.width = text_width();
  return RunAnswer{std::move(score), as_text(sections, style)};
}

std::string timer_text(const Session& session, const CaseSpec& spec) {
  const std::int64_t minutes = session.worked.seconds / 60;
  return fmt::format("{} of {} minutes{}", minutes, spec.metadata.minutes,
                     minutes > spec.metadata.minutes ? " (over time; nothing is lost)" : "");
}

}  // namespace

bool run_and_print(SessionFolder& folder) {
  const auto answer = run_once(folder, "run");
  if (answer) print(answer->text);
  return answer.has_value();
}

namespace {

ExitCode run_design(const CaseRunRequest& request) {
  SessionFolder folder(request.folder);
  if (folder.state().submitted)
    throw Error("this session was submitted; its record is closed (edgecase case debrief)");
  if (!run_and_print(folder)) return ExitCode::usage;
  const Session session = folder.state();
  std::string wait;
  const CurveballSpec* ball = next_curveball(session, folder.spec(), wait);
  say(fmt::format(
      "{}; why: edgecase why {}{}", timer_text(session, folder.spec()),
      (fs::path(request.folder) / "run.yaml").lexically_normal().string(),
      ball != nullptr && wait.empty() ? "; the world may change: edgecase case next" : ""));
  return ExitCode::ok;
}

ExitCode watch_design(const CaseRunRequest& request) {
  const fs::path design = fs::path(request.folder) / design_name;
  watch_for_interrupt();
  fs::file_time_type last{};
  while (!interrupted()) {
    std::error_code gone;
    const auto now = fs::last_write_time(design, gone);
    if (!gone && now != last) {
      last = now;
      static_cast<void>(run_design(request));
      say("waiting for design.yaml to change (Ctrl-C ends)");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
  return ExitCode::ok;
}

ExitCode submit_design(const CaseRunRequest& request) {
  SessionFolder folder(request.folder);
  if (folder.state().submitted)
    throw Error("this session was submitted already; see it with `edgecase case debrief`");
  const auto answer = run_once(folder, "submit");
  if (!answer) return ExitCode::usage;
  const Session session = folder.state();
  const double claims = session.submitted_claims;
  const double total = session.total;
  print(answer->text);
  print(
      fmt::format("\nSubmitted: {:g} points = {:g} (rows) + {:g} (claims) - {:g} (facts and hints)"
                  "\nhead of the log: {}\n",
                  total, answer->score.points, claims, session.prices, folder.log().head()));
  try {
    record_progress(folder, total);
  } catch (const Error& error) {
    say(fmt::format("not added to your progress: {}", error.what()));
  }
  say(fmt::format("{}; next: edgecase case debrief", timer_text(session, folder.spec())));
  return ExitCode::ok;
}

}  // namespace

Command case_run_command() {
  const auto request = std::make_shared<CaseRunRequest>();
  return {"run",
          "run design.yaml in the world of the case",
          "Answers the forecasts that were made before it. Writes run.yaml, the world with the\n"
          "design, for other commands: edgecase why run.yaml\n",
          {option("-C,--session", "DIR", request->folder, "folder of the session"),
           flag("--watch", request->watch, "run again whenever design.yaml is saved")},
          [request] { return request->watch ? watch_design(*request) : run_design(*request); }};
}

Command case_submit_command() {
  const auto request = std::make_shared<CaseRunRequest>();
  return {"submit",
          "run the design a last time, and add the session to your progress",
          "",
          {option("-C,--session", "DIR", request->folder, "folder of the session")},
          [request] { return submit_design(*request); }};
}

}  // namespace edgecase::cli
