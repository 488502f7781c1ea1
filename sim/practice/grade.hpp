#pragma once
// Grading of many submissions. Each ends in one of three ways, and none of them disturbs another:
// graded; not gradable (the reason is the submission's, and the attempt does not count); our fault
// (the coach is told, and the attempt does not count).
// A grade is a pure function of (case, submission, seed): the same bytes on any machine. Grading
// takes another seed than practice.
// A submission is text from others: it is read as a design with the case's levers only, so it names
// no files. Its log proves what was predicted and claimed; claims are measured again.
// Not modelled: human rows of the rubric, which stay blank.

#include <cstdint>
#include <string>
#include <vector>

#include "practice/measured_claims.hpp"

namespace edgecase {

struct Submission {
  std::string id;
  std::string design;   ///< text
  std::string log;      ///< text of session.jsonl; empty: none was handed in
  std::string problem;  ///< why it could not be read; empty: none
};

enum class Gradable : std::uint8_t { yes, no, our_fault };
/// "yes", "no", "our fault".
std::string_view name_of(Gradable gradable);

struct SubmissionGrade {
  std::string id;
  Gradable gradable = Gradable::yes;
  std::string reason;  ///< of no and our fault
  std::size_t variant = 0;
  std::vector<RowScore> rows;
  double claims = 0;  ///< points
  double prices = 0;  ///< points of facts and hints
  double points = 0;  ///< all
};

struct GradeOptions {
  StudyOptions study = {};  ///< seed and replications; `stop`, `threads`, `progress`
  RowStore* store = nullptr;
  /// Whether curveballs that a session revealed are in force; a design alone has none.
  bool curveballs = true;
  double most_cpu_s = 120;  ///< of one submission; longer ones are not gradable
};

std::vector<SubmissionGrade> grade_all(const CaseFile& one,
                                       const std::vector<Submission>& submissions,
                                       const Catalogue& catalogue, const GradeOptions& options);

/// id, case, version, variant, engine, seed, gradable, points, a column for each row, claims,
/// prices, a blank one for each human row, reason.
std::string grades_csv(const CaseSpec& spec, const std::vector<SubmissionGrade>& grades,
                       std::uint64_t seed);
/// results.json of one submission.
std::string gradescope_json(const CaseSpec& spec, const SubmissionGrade& grade);
std::string prairielearn_json(const CaseSpec& spec, const SubmissionGrade& grade);

}  // namespace edgecase
