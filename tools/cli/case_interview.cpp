// `edgecase case interview`: an interviewer that asks about this design, in numbers, turn by turn.
#include <algorithm>
#include <iostream>
#include <memory>

#include <fmt/core.h>
#include <unistd.h>

#include <edgecase/error.hpp>

#include "cli/case_answers.hpp"
#include "cli/case_commands.hpp"
#include "cli/interview_text.hpp"
#include "cli/outputs.hpp"
#include "cli/terminal.hpp"
#include "load/text/render.hpp"
#include "practice/interview.hpp"
#include "practice/safe_text.hpp"
#include "practice/submitted.hpp"
#include "report/layout.hpp"
#include "report/numbers.hpp"

namespace edgecase::cli {
namespace {

struct InterviewRequest {
  std::string folder = ".";
  std::optional<std::uint64_t> minutes;
};

class InterviewLoop {
 public:
  explicit InterviewLoop(const InterviewRequest& request)
      : request_(request), folder_(request.folder) {}

  ExitCode run();

 private:
  Interview state() const { return interview_of(folder_.log(), folder_.spec(), now_seconds()); }
  void begin();
  void enter(InterviewPhase phase);
  void advance(const Interview& now) {
    enter(static_cast<InterviewPhase>(static_cast<int>(now.phase) + 1));
  }
  /// False: the interview is over, or the candidate stops here.
  bool step();
  /// Asks for the ranking, or the next question. False: nothing is left to ask.
  bool pose(const Interview& now);
  bool read(std::string& line);
  bool take(const std::string& line);
  void answer(const std::string& word, const std::string& rest, const Interview& now);
  void log_answer(const std::string& kind, const std::string& text, Json more = Json::object());
  void rank(const std::string& text);
  void number(const std::string& text, const Interview& now);
  void change(const std::string& text);
  bool write_design(const std::string& text);
  void weigh(const Interview& now, const CaseEvidence& before);
  void ask_again(std::size_t probe, double damage);
  /// Of design.yaml as it is now; it is run first if its last run is of another text.
  const CaseEvidence& evidence();
  CaseEvidence evidence_of(const CaseDesign& design) const;
  void report(const Interview& now);

  const InterviewRequest& request_;
  SessionFolder folder_;
  std::optional<CaseEvidence> evidence_;
  std::string evidence_key_;
  std::string said_;  ///< what was asked last, so that it is asked once
};

ExitCode InterviewLoop::run() {
  if (folder_.state().submitted)
    throw Error("this session was submitted; its record is closed (edgecase case debrief)");
  if (folder_.spec().probes.empty())
    throw Error("this case has no questions of an interviewer; a hand-out leaves them out");
  if (!state().begun) begin();
  const Interview now = state();
  if (now.phase == InterviewPhase::over) {
    report(now);
    return ExitCode::ok;
  }
  while (step()) {
  }
  return ExitCode::ok;
}

void InterviewLoop::begin() {
  print(fmt::format("{}\n\n  {}\n\nhelp lists what you can answer.\n",
                    folder_.spec().metadata.title, folder_.spec().brief.text));
  enter(folder_.state().runs.empty() ? InterviewPhase::clarify : InterviewPhase::probes);
}

void InterviewLoop::enter(InterviewPhase phase) {
  const Interview now = state();
  const std::int64_t minutes = now.begun          ? now.minutes
                               : request_.minutes ? static_cast<std::int64_t>(*request_.minutes)
                                                  : folder_.spec().metadata.minutes;
  folder_.add({{"event", "interview"}, {"phase", name_of(phase)}, {"minutes", minutes}});
  said_.clear();
}

bool InterviewLoop::pose(const Interview& now) {
  const CaseSpec& spec = folder_.spec();
  std::string text;
  if (now.phase != InterviewPhase::probes) {
    text = opening_of(now.phase, spec);
  } else if (!now.ranked) {
    evidence();
    text = ranking_question();
  } else if (now.open) {
    const std::size_t probe = now.questions.back().probe;
    text = question_text(spec.probes[probe], evidence().probes[probe]) + "\n";
  } else {
    const auto next = next_probe(spec, evidence(), now.asked);
    if (!next) return false;
    const ProbeEvidence& found = evidence().probes[*next];
    folder_.add({{"event", "question"},
                 {"probe", spec.probes[*next].name},
                 {"it", value_text(found.measured.interval().mean, found.measured.unit)},
                 {"damage", found.damage},
                 {"again", false}});
    text = question_text(spec.probes[*next], found) + "\n";
  }
  if (text == said_) return true;
  said_ = text;
  print(fmt::format("\n[{} · {} of {} min] {}", name_of(now.phase), now.seconds_in_phase / 60,
                    seconds_of(now.phase, now.minutes) / 60, text));
  return true;
}

bool InterviewLoop::step() {
  const Interview now = state();
  if (now.phase == InterviewPhase::over) {
    report(now);
    return false;
  }
  if (!now.open && now.seconds_in_phase > seconds_of(now.phase, now.minutes)) {
    print(
        fmt::format("\nThe time for {} is over; we go on. Nothing is lost.\n", name_of(now.phase)));
    advance(now);
    return true;
  }
  if (!pose(now)) {
    print(now.questions.empty() ? "\nI have no question that would cost this design two points.\n"
                                : "\nNo other question would cost this design two points.\n");
    advance(now);
    return true;
  }
  std::string line;
  if (!read(line)) {
    say("the interview goes on from here with the same command");
    return false;
  }
  try {
    return take(trimmed(line));
  } catch (const UsageError& error) {
    print(fmt::format("{}\n", error.what()));
    return true;
  }
}

/// Answers from a file are repeated, so that a transcript holds both sides.
bool InterviewLoop::read(std::string& line) {
  const bool typed = isatty(STDIN_FILENO) != 0;
  if (typed) show("> ");
  if (interrupted() || !std::getline(std::cin, line)) return false;
  if (!typed) print(fmt::format("> {}\n", safe_line(line)));
  return true;
}

bool InterviewLoop::take(const std::string& line) {
  const auto blank = std::min(line.find(' '), line.size());
  const std::string word = line.substr(0, blank);
  const std::string rest = trimmed(line.substr(blank));
  const Interview now = state();
  if (word.empty()) return true;
  if (word == "quit") {
    say("the interview goes on from here with the same command");
    return false;
  }
  if (word == "help")
    print(interview_help);
  else if (word == "ask")
    ask_fact(folder_, rest);
  else if (word == "predict")
    make_forecast(folder_, words_in(rest));
  else if (word == "go")
    advance(now);
  else
    answer(word, rest, now);
  return true;
}

void InterviewLoop::answer(const std::string& word, const std::string& rest, const Interview& now) {
  const bool ranking = now.phase == InterviewPhase::probes && !now.ranked;
  if (word == "change") {
    change(rest);
  } else if (word == "rank") {
    if (!ranking) throw UsageError("areas are ranked once, before the first question");
    rank(rest);
  } else if (word == "number") {
    number(rest, now);
  } else if (word == "claim") {
    const std::string text = unquoted(rest);
    if (make_claim(folder_, text)) log_answer("claim", text);
    if (now.phase == InterviewPhase::summary) advance(now);
  } else if (word == "because") {
    if (rest.empty()) throw UsageError("because of what?");
    log_answer("because", rest);
    if (now.phase == InterviewPhase::summary) advance(now);
  } else if (word == "pass") {
    log_answer(ranking ? "rank" : "pass", "");
    if (now.phase != InterviewPhase::probes) advance(now);
  } else {
    throw UsageError(
        fmt::format("`{}` is not an answer; answers are:\n{}", safe_line(word), interview_help));
  }
}

void InterviewLoop::log_answer(const std::string& kind, const std::string& text, Json more) {
  Json event = {{"event", "answer"}, {"kind", kind}, {"text", text}};
  event.update(more);
  folder_.add(event);
}

void InterviewLoop::rank(const std::string& text) {
  std::string problem;
  const auto areas = areas_named(text, problem);
  if (!problem.empty()) throw UsageError(problem);
  Json more = Json::object();
  if (const auto share = ranking_share(folder_.spec(), evidence(), areas)) more["share"] = *share;
  log_answer("rank", text, more);
  if (areas.size() > 3) print("The first three count.\n");
}

void InterviewLoop::number(const std::string& text, const Interview& now) {
  if (!now.open) throw UsageError("a number answers a question");
  const std::vector<std::string> words = words_in(text);
  const CaseMeasure& measured = evidence().probes[now.questions.back().probe].measured;
  const std::string& unit = measured.unit;
  const auto lo = words.size() == 2 ? in_unit(words[0], unit) : std::nullopt;
  const auto hi = words.size() == 2 ? in_unit(words[1], unit) : std::nullopt;
  if (!lo || !hi || !(*lo < *hi))
    throw UsageError(fmt::format(
        "number LOW HIGH: between what it will be after your next change, with 80% confidence; it "
        "is {} now",
        value_text(measured.interval().mean, unit)));
  log_answer("number", text, {{"lo", *lo}, {"hi", *hi}});
  print("Now the change: change KEY=VALUE\n");
}

bool InterviewLoop::write_design(const std::string& text) {
  const std::vector<std::string> settings = settings_in(text);
  if (settings.empty()) return true;
  Diagnostics diagnostics;
  CaseDesign design = folder_.design();
  design.text = design_with(design.text, settings, folder_.spec(), diagnostics);
  if (design.text.empty()) {
    show(render_text(diagnostics, {.color = wants_color("auto", Stream::err)}));
    return false;
  }
  if (!design_is_right(folder_, {folder_.state().stage(), design})) return false;
  write_file(folder_.folder() / design_name, design.text);
  return true;
}

void InterviewLoop::change(const std::string& text) {
  const Interview now = state();
  std::optional<CaseEvidence> before;
  if (now.phase == InterviewPhase::probes && now.open) before = evidence();
  if (!write_design(text)) return;
  if (!run_and_print(folder_)) return;
  log_answer("change", text);
  if (before) weigh(now, *before);
}

/// What the change did to the question that is open.
void InterviewLoop::weigh(const Interview& now, const CaseEvidence& before) {
  const InterviewQuestion& question = now.questions.back();
  const ProbeEvidence& was = before.probes[question.probe];
  const ProbeEvidence& is = evidence().probes[question.probe];
  const double mean = is.measured.interval().mean;
  if (now.number)
    print(number_result(*now.number, was.measured.interval().mean, mean, is.measured.unit));
  const std::string worse = changed_rows(before.score, evidence().score, RowChange::worse);
  print(fmt::format("\nThat number is now {}; {:g} of {:g} points are won back.{}\n",
                    value_text(mean, is.measured.unit), was.damage - is.damage, was.damage,
                    worse.empty() ? "" : " Worse: " + worse + "."));
  if (is.damage > was.damage / 2 && is.damage >= least_worth && !question.again)
    ask_again(question.probe, is.damage);
}

void InterviewLoop::ask_again(std::size_t probe, double damage) {
  const ProbeEvidence& found = evidence().probes[probe];
  folder_.add({{"event", "question"},
               {"probe", folder_.spec().probes[probe].name},
               {"it", value_text(found.measured.interval().mean, found.measured.unit)},
               {"damage", damage},
               {"again", true}});
  print("That is less than half. What else?");
}

CaseEvidence InterviewLoop::evidence_of(const CaseDesign& design) const {
  JudgeOptions options;
  options.study = practice_study(folder_.spec());
  watch_for_interrupt();
  options.study.stop = &interrupted();
  CaseEvidence found = gather_evidence(folder_.of_case(), folder_.state().stage(), design,
                                       folder_.catalogue(), options);
  if (!found.score.problem.empty()) throw Error(found.score.problem);
  return found;
}

const CaseEvidence& InterviewLoop::evidence() {
  const CaseDesign design = folder_.design();
  const Session session = folder_.state();
  std::string key = design.text;
  for (const std::string& ball : session.curveballs) key += "\n" + ball;
  if (evidence_ && key == evidence_key_) return *evidence_;
  if (session.runs.empty() || session.runs.back().design != design.text)
    if (!run_and_print(folder_)) throw Error("design.yaml was refused; mend it and go on");
  evidence_ = evidence_of(design);
  evidence_key_ = key;
  return *evidence_;
}

void InterviewLoop::report(const Interview& now) {
  TextTable table;
  table.columns = {
      {"question", Align::left}, {"at stake"}, {"now"}, {"you answered", Align::left, true}};
  double stake = 0;
  double left = 0;
  for (const InterviewQuestion& question : now.questions) {
    std::string answers;
    for (const std::string& one : question.answers)
      answers += (answers.empty() ? "" : "; ") + safe_line(one);
    const double still = evidence().probes[question.probe].damage;
    if (!question.again) stake += question.damage, left += still;
    table.rows.push_back(
        {{folder_.spec().probes[question.probe].name + (question.again ? " (again)" : ""),
          fmt::format("{:g}", question.damage), fmt::format("{:g}", still),
          answers.empty() ? "no answer" : answers}});
  }
  std::string text = fmt::format(
      "{}: {:g} points at stake when asked, {:g} now.",
      now.asked.size() == 1 ? "1 question" : fmt::format("{} questions", now.asked.size()), stake,
      left);
  if (now.ranking_share)
    text += fmt::format(" Your ranking ({}) earned {:.0f}% of what the best order would.",
                        safe_line(now.ranking), 100 * *now.ranking_share);
  TextStyle style;
  style.color = wants_color("auto", Stream::out);
  style.width = text_width();
  print("\n" + as_text({{"The interview", {table, Paragraph{{{text}}}}}}, style));
  say("next: edgecase case submit");
}

}  // namespace

Command case_interview_command() {
  const auto request = std::make_shared<InterviewRequest>();
  return {"interview",
          "be interviewed about your design, turn by turn, with numbers",
          "Asks what this design answers worst: the question of the case with the most points at\n"
          "stake that it has not asked yet. Five phases with a clock: clarify, estimate, design,\n"
          "probes, summary; a session with runs begins with the probes. Answers:\n" +
              std::string(interview_help) +
              "Answers may come from a file: edgecase case interview < answers.txt\n",
          {number("--timebox", "MINUTES", request->minutes, {1, 600},
                  "minutes in all (default: those of the case)"),
           option("-C,--session", "DIR", request->folder, "folder of the session")},
          [request] { return InterviewLoop(*request).run(); }};
}

}  // namespace edgecase::cli
