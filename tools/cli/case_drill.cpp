// `edgecase case drill`: five Fermi forecasts a day, the same for everybody.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include <fmt/core.h>

#include <edgecase/error.hpp>

#include "cli/case_commands.hpp"
#include "cli/terminal.hpp"
#include "practice/drill/deck.hpp"
#include "practice/drill/interval_text.hpp"
#include "report/layout.hpp"

namespace edgecase::cli {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

struct DrillRequest {
  std::string date;
  std::string record;
};

/// $XDG_DATA_HOME, else ~/.local/share.
fs::path usual_record() {
  const char* data = std::getenv("XDG_DATA_HOME");
  const char* home = std::getenv("HOME");
  if (data != nullptr && *data != '\0') return fs::path(data) / "edgecase" / "drill.jsonl";
  if (home == nullptr || *home == '\0')
    throw Error("there is no home folder to keep the record in: name a file with --record");
  return fs::path(home) / ".local/share/edgecase/drill.jsonl";
}

/// Every answer is on disk before the next question.
class DrillRecord {
 public:
  explicit DrillRecord(fs::path file) : file_(std::move(file)) {
    std::error_code absent;
    if (!fs::is_regular_file(file_, absent)) return;  // a device may never end
    std::ifstream in(file_);
    std::size_t number = 0;
    for (std::string line; std::getline(in, line);) {
      ++number;
      if (line.empty()) continue;
      auto answer = answer_of_line(line);
      if (!answer)
        throw Error(fmt::format(
            "{}:{} is not an answer to a drill; correct or remove the line, or name another file "
            "with --record",
            file_.string(), number));
      answers_.push_back(std::move(*answer));
    }
  }

  const std::vector<DrillAnswer>& answers() const { return answers_; }

  void add(const DrillAnswer& answer) {
    std::error_code refused;
    if (file_.has_parent_path()) fs::create_directories(file_.parent_path(), refused);
    std::ofstream out(file_, std::ios::app);
    out << as_line(answer) << std::endl;
    if (!out) throw Error(fmt::format("cannot write {}", file_.string()));
    answers_.push_back(answer);
  }

 private:
  fs::path file_;
  std::vector<DrillAnswer> answers_;
};

/// The interval that was typed, an empty one for a pass; nothing: the input has ended.
std::optional<std::optional<IntervalForecast>> typed_interval(const DrillQuestion& question) {
  for (std::string line; print("   > "), std::getline(std::cin, line);) {
    if (!is_terminal(Stream::out)) print("\n");
    if (line == "-") return std::optional<IntervalForecast>();
    std::string problem;
    const auto interval = interval_of(line, problem);
    if (interval && !std::isnan(interval_score(question.scale, *interval, question.answer)))
      return interval;
    if (interval) problem = "the answer is more than 0, so the low end must be, too";
    print(fmt::format("   {}: two numbers, low and high, in {}; or - to pass\n", problem,
                      question.unit));
  }
  print("\n");
  return std::nullopt;
}

std::string interval_words(const DrillQuestion& question, const DrillAnswer& answer) {
  if (!answer.forecast) return "passed";
  return fmt::format("{} to {}", drill_value_text(answer.forecast->lo, question.unit),
                     drill_value_text(answer.forecast->hi, question.unit));
}

std::string points_words(double points) { return fmt::format("{:.0f} points", points); }

std::string answer_words(const DrillQuestion& question, const DrillAnswer& answer) {
  return fmt::format("   {}; you: {}; {}\n   {}\n   source: {}\n",
                     drill_value_text(question.answer, question.unit),
                     interval_words(question, answer), points_words(points_of(question, answer)),
                     question.working, question.source);
}

/// False: the input ended before all questions were answered.
bool ask_all(DrillDate date, const std::vector<DrillQuestion>& questions, DrillRecord& record) {
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const std::vector<DrillAnswer> before = answers_of(date, record.answers());
    if (std::ranges::find(before, questions[i].id, &DrillAnswer::id) != before.end()) continue;
    print(fmt::format("{}. {}\n", i + 1, questions[i].asks));
    const auto typed = typed_interval(questions[i]);
    if (!typed) return false;
    record.add({date, date, questions[i].id, *typed});
  }
  return true;
}

void show_results(DrillDate date, const std::vector<DrillQuestion>& questions,
                  const DrillRecord& record) {
  std::vector<double> points;
  std::vector<bool> passed;
  double sum = 0;
  print("\n");
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const std::vector<DrillAnswer> own = answers_of(date, record.answers());
    const auto answer = std::ranges::find(own, questions[i].id, &DrillAnswer::id);
    points.push_back(points_of(questions[i], *answer));
    passed.push_back(!answer->forecast);
    sum += points.back();
    print(fmt::format("{}. {}\n{}", i + 1, questions[i].asks, answer_words(questions[i], *answer)));
  }
  const std::size_t streak = streak_until(date, record.answers());
  print(fmt::format(
      "\nMean: {} (100: exact; 0: what anybody would say)\n"
      "To share: edgecase drill {} {} {:.0f}, {} day{} in a row\n",
      points_words(sum / static_cast<double>(points.size())), drill_date_text(date),
      drill_glyphs(points, passed), std::max(0.0, sum / 5), streak, streak == 1 ? "" : "s"));
}

/// Questions that surprised on earlier days; they have no points.
void ask_again(DrillDate date, DrillRecord& record) {
  for (const DrillRepeat& repeat : due_on(date, record.answers())) {
    const DrillQuestion question = drill_question(repeat.id, repeat.asked);
    print(fmt::format("\nOnce more, from {}: {}\n", drill_date_text(repeat.asked), question.asks));
    const auto typed = typed_interval(question);
    if (!typed) return;
    const DrillAnswer answer{date, repeat.asked, repeat.id, *typed};
    record.add(answer);
    print(answer_words(question, answer));
  }
}

DrillDate date_of(const DrillRequest& request) {
  if (request.date.empty())
    return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  const auto date = drill_date(request.date);
  if (!date)
    throw UsageError(
        fmt::format("`--date` takes a date such as 2026-12-01, not `{}`", request.date));
  return *date;
}

ExitCode drill(const DrillRequest& request) {
  const DrillDate date = date_of(request);
  DrillRecord record(request.record.empty() ? usual_record() : fs::path(request.record));
  const std::vector<DrillQuestion> questions = drill_of(date);
  if (answers_of(date, record.answers()).size() < questions.size())
    print(
        fmt::format("Drill of {}: five forecasts in three minutes. Answer with an interval that "
                    "contains the\ntruth in 80% of cases: LOW HIGH (80 120, 2k..5k), or - to "
                    "pass.\n\n",
                    drill_date_text(date)));
  else
    print(fmt::format("Drill of {}, already answered\n", drill_date_text(date)));
  const Clock::time_point began = Clock::now();
  if (!ask_all(date, questions, record)) {
    print("not finished: the same command continues; answers are kept\n");
    return ExitCode::ok;
  }
  constexpr std::chrono::minutes aim(3);
  const auto took = std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - began);
  if (took > aim)
    print(fmt::format("It took {} min {} s; three minutes is the aim.\n", took.count() / 60,
                      took.count() % 60));
  show_results(date, questions, record);
  ask_again(date, record);
  return ExitCode::ok;
}

}  // namespace

Command case_drill_command() {
  const auto request = std::make_shared<DrillRequest>();
  return {"drill",
          "five estimates in three minutes, the same for everybody on a date",
          "Each answer is an interval that contains the truth in 80% of cases: narrow is good, "
          "missing costs.\nWhat surprised you most comes back after 1, 3, 7 and 21 days.\n",
          {option("--date", "DATE", request->date,
                  "the drill of a day: 2026-12-01; default: today "
                  "(UTC)"),
           option("--record", "FILE", request->record,
                  "where answers are kept; default: edgecase/drill.jsonl in $XDG_DATA_HOME or "
                  "~/.local/share")},
          [request] { return drill(*request); }};
}

}  // namespace edgecase::cli
