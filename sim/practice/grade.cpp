#include "practice/grade.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "practice/safe_text.hpp"
#include "report/numbers.hpp"
#include "study/estimate.hpp"
#include "study/summary.hpp"

namespace edgecase {
namespace {

/// A submission that was understood, and waits for its run.
struct Pending {
  std::size_t grade = 0;
  CaseEntry entry;
  Session session;
};

std::string first_problem(const Diagnostics& diagnostics) {
  for (const Diagnostic& one : diagnostics.sorted())
    if (one.severity == Severity::error)
      return fmt::format("line {}: {} ({})", one.line, one.message, one.code);
  return "the design cannot be opened";
}

class Grader {
 public:
  Grader(const CaseFile& one, const Catalogue& catalogue, const GradeOptions& options)
      : case_(one), catalogue_(catalogue), options_(options) {}

  std::vector<SubmissionGrade> run(const std::vector<Submission>& submissions) {
    for (const Submission& one : submissions) {
      grades_.push_back({});
      grades_.back().id = one.id;
      try {
        understand(one, grades_.back());
      } catch (const Interrupted&) {
        throw;
      } catch (const std::exception& error) {
        fail(grades_.back(), Gradable::our_fault, error.what());
      }
    }
    judge();
    return std::move(grades_);
  }

 private:
  static void fail(SubmissionGrade& grade, Gradable how, std::string reason) {
    grade.gradable = how;
    grade.reason = std::move(reason);
  }

  void understand(const Submission& one, SubmissionGrade& grade) {
    if (!one.problem.empty()) return fail(grade, Gradable::no, one.problem);
    Pending pending{grades_.size() - 1, {}, {}};
    if (!one.log.empty()) {
      std::string problem;
      const SessionLog log = SessionLog::read(one.log, problem);
      if (!problem.empty()) return fail(grade, Gradable::no, problem);
      pending.session = session_of(log);
      if (pending.session.case_name != case_.spec.metadata.name)
        return fail(grade, Gradable::no,
                    fmt::format("the session is of the case `{}`", pending.session.case_name));
      const auto most = static_cast<std::size_t>(case_.spec.variants.count);
      if (pending.session.variant > most)
        return fail(grade, Gradable::no,
                    fmt::format("the case has no variant {}", pending.session.variant));
    }
    grade.variant = pending.session.variant;
    grade.prices = pending.session.prices;
    if (!options_.curveballs) pending.session.curveballs.clear();
    std::erase_if(pending.session.curveballs, [&](const std::string& name) {
      return std::ranges::find(case_.spec.curveballs, name, &CurveballSpec::name) ==
             case_.spec.curveballs.end();
    });
    pending.entry.stage = pending.session.stage();
    pending.entry.design.text = one.design;
    open(pending, grade);
  }

  void open(Pending& pending, SubmissionGrade& grade) {
    Diagnostics diagnostics;
    const auto plan =
        case_plan(case_, pending.entry.stage, pending.entry.design, catalogue_, diagnostics);
    if (plan == nullptr) return fail(grade, Gradable::no, first_problem(diagnostics));
    const double seconds = estimate_of(*plan, options_.study).cpu_s;
    if (seconds > options_.most_cpu_s)
      return fail(grade, Gradable::no,
                  fmt::format("its run would take {:.0f} s of processor time, {:g} are allowed",
                              seconds, options_.most_cpu_s));
    pending_.push_back(std::move(pending));
  }

  void judge() {
    std::vector<CaseEntry> entries;
    for (const Pending& one : pending_) entries.push_back(one.entry);
    JudgeOptions options;
    options.study = options_.study;
    options.store = options_.store;
    const auto scores = judge_designs(case_, entries, catalogue_, options);
    for (std::size_t i = 0; i < pending_.size(); ++i) finish(pending_[i], scores[i]);
  }

  void finish(const Pending& pending, const CaseScore& score) {
    SubmissionGrade& grade = grades_[pending.grade];
    if (!score.problem.empty()) return fail(grade, Gradable::our_fault, score.problem);
    for (const RowScore& row : score.rows)
      if (row.measured.unit == "$" && std::isnan(row.measured.interval().mean))
        return fail(grade, Gradable::no, fmt::format("{}: {}", row.measured.text, row.note));
    grade.rows = score.rows;
    std::vector<std::string> texts;
    for (const Json& claim : pending.session.claims) texts.push_back(text_in(claim, "text"));
    if (texts.size() > 20) texts.resize(20);
    grade.claims = claim_points(measure_claims(case_, pending.session, pending.entry.design, texts,
                                               catalogue_, options_.study),
                                case_.spec);
    grade.points = score.points + grade.claims - grade.prices;
  }

  const CaseFile& case_;
  const Catalogue& catalogue_;
  const GradeOptions& options_;
  std::vector<SubmissionGrade> grades_;
  std::vector<Pending> pending_;
};

std::string row_sentence(const RowScore& row) {
  const EstimateText text = estimate_text(estimate_of(row.measured.interval()), row.measured.unit);
  return fmt::format("{} {} {} {}: {}", row.measured.text, text.mean, text.interval,
                     limit_text(row.limit, row.measured.unit), name_of(row.outcome));
}

}  // namespace

std::string_view name_of(Gradable gradable) {
  return gradable == Gradable::yes ? "yes" : gradable == Gradable::no ? "no" : "our fault";
}

std::vector<SubmissionGrade> grade_all(const CaseFile& one,
                                       const std::vector<Submission>& submissions,
                                       const Catalogue& catalogue, const GradeOptions& options) {
  return Grader(one, catalogue, options).run(submissions);
}

std::string grades_csv(const CaseSpec& spec, const std::vector<SubmissionGrade>& grades,
                       std::uint64_t seed) {
  std::string text = "id,case,version,variant,engine,seed,gradable,points";
  for (const CaseRowSpec& row : spec.rows) text += "," + safe_cell(row.name);
  text += ",claims,prices";
  for (const std::string& human : spec.rubric.human) text += "," + safe_cell(human);
  text += ",reason\n";
  for (const SubmissionGrade& grade : grades) {
    text += fmt::format("{},{},{},{},{},{},{},", safe_cell(safe_line(grade.id)), spec.metadata.name,
                        spec.metadata.version, grade.variant, EDGECASE_VERSION, seed,
                        name_of(grade.gradable));
    const bool graded = grade.gradable == Gradable::yes;
    text += graded ? fmt::format("{:g}", grade.points) : "";
    for (std::size_t i = 0; i < spec.rows.size(); ++i)
      text += graded ? fmt::format(",{:g}", grade.rows[i].points) : ",";
    text += graded ? fmt::format(",{:g},{:g}", grade.claims, grade.prices) : ",,";
    for (std::size_t i = 0; i < spec.rubric.human.size(); ++i) text += ",";
    text += "," + safe_cell(safe_line(grade.reason)) + "\n";
  }
  return text;
}

std::string gradescope_json(const CaseSpec& spec, const SubmissionGrade& grade) {
  Json tests = Json::array();
  for (const RowScore& row : grade.rows)
    tests.push_back({{"name", row.name},
                     {"score", row.points},
                     {"max_score", row.of},
                     {"output", row_sentence(row)},
                     {"visibility", "visible"}});
  if (spec.claims.points > 0 && grade.gradable == Gradable::yes)
    tests.push_back({{"name", "claims"},
                     {"score", grade.claims},
                     {"max_score", spec.claims.points},
                     {"visibility", "visible"}});
  Json result = {{"score", grade.gradable == Gradable::yes ? std::max(0.0, grade.points) : 0.0},
                 {"visibility", "visible"},
                 {"tests", tests}};
  if (grade.gradable != Gradable::yes)
    result["output"] = "Not graded, and the attempt does not count: " + safe_line(grade.reason);
  return dumped(result) + "\n";
}

std::string prairielearn_json(const CaseSpec& spec, const SubmissionGrade& grade) {
  const bool graded = grade.gradable == Gradable::yes;
  Json result = {{"gradable", graded}};
  if (!graded) {
    result["format_errors"] = Json::array({safe_line(grade.reason)});
    return dumped(result) + "\n";
  }
  Json tests = Json::array();
  for (const RowScore& row : grade.rows)
    tests.push_back({{"name", row.name},
                     {"points", row.points},
                     {"max_points", row.of},
                     {"message", row_sentence(row)}});
  if (spec.claims.points > 0)
    tests.push_back(
        {{"name", "claims"}, {"points", grade.claims}, {"max_points", spec.claims.points}});
  result["score"] = std::clamp(grade.points / 100, 0.0, 1.0);
  result["tests"] = tests;
  return dumped(result) + "\n";
}

}  // namespace edgecase
