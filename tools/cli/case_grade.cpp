// `edgecase case grade`: a class at once.
#include <algorithm>
#include <filesystem>
#include <memory>

#include <fmt/core.h>

#include <edgecase/error.hpp>

#include "cli/case_commands.hpp"
#include "cli/case_files.hpp"
#include "cli/case_session.hpp"
#include "cli/outputs.hpp"
#include "cli/results_database.hpp"
#include "cli/terminal.hpp"
#include "load/text/render.hpp"
#include "practice/grade.hpp"
#include "practice/safe_text.hpp"

namespace edgecase::cli {
namespace {

namespace fs = std::filesystem;

struct GradeRequest {
  std::string name;
  std::string folder;
  std::string output;
  std::string results;
  std::string database;
  std::string curveballs = "seen";
  std::optional<std::uint64_t> seed;
  bool quiet = false;
};

constexpr std::uintmax_t most_bytes_of_file = 1 << 20;

/// The text of a file that someone handed in: a regular file, no link, of moderate size.
std::string handed_in(const fs::path& file, std::string& problem) {
  std::error_code failed;
  const fs::file_status status = fs::symlink_status(file, failed);
  if (status.type() == fs::file_type::not_found) {
    problem = file.filename().string() + " is missing";
  } else if (!fs::is_regular_file(status)) {
    problem = file.filename().string() + " is not a regular file";
  } else if (fs::file_size(file, failed) > most_bytes_of_file || failed) {
    problem = file.filename().string() + " is larger than 1 MiB";
  } else {
    try {
      return read_file(file);
    } catch (const Error& error) {
      problem = error.what();
    }
  }
  return {};
}

/// A folder with design.yaml (and session.jsonl), or a design as a file.
Submission submission_at(const fs::directory_entry& entry) {
  Submission one;
  std::error_code failed;
  const fs::file_status status = entry.symlink_status(failed);
  one.id = entry.path().filename().string();
  if (fs::is_symlink(status)) {
    one.problem = "it is a link";
    return one;
  }
  if (!fs::is_directory(status)) {
    one.id = entry.path().stem().string();
    one.design = handed_in(entry.path(), one.problem);
    return one;
  }
  one.design = handed_in(entry.path() / design_name, one.problem);
  const fs::path log = entry.path() / log_name;
  if (one.problem.empty() && fs::symlink_status(log, failed).type() != fs::file_type::not_found)
    one.log = handed_in(log, one.problem);
  return one;
}

std::vector<Submission> submissions_in(const fs::path& folder) {
  std::vector<Submission> all;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    const std::string name = entry.path().filename().string();
    const bool is_design = name.ends_with(".yaml") || name.ends_with(".yml");
    std::error_code unknown;
    if (name.starts_with('.') ||
        !(is_design || entry.is_directory(unknown) || entry.is_symlink(unknown)))
      continue;
    all.push_back(submission_at(entry));
  }
  if (failed) throw Error(fmt::format("cannot read {}: {}", folder.string(), failed.message()));
  std::ranges::sort(all, {}, &Submission::id);
  return all;
}

/// A file name that leads nowhere else, whatever the id is.
std::string file_name_of(const std::string& id) {
  std::string name;
  for (const char c : id)
    name += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                    c == '-' || c == '_'
                ? c
                : '_';
  return name.empty() ? "_" : name;
}

void write_results(const GradeRequest& request, const CaseSpec& spec,
                   const std::vector<SubmissionGrade>& grades) {
  std::error_code failed;
  fs::create_directories(request.results, failed);
  for (const SubmissionGrade& grade : grades) {
    const std::string name = file_name_of(grade.id);
    write_file(fs::path(request.results) / (name + ".gradescope.json"),
               gradescope_json(spec, grade));
    write_file(fs::path(request.results) / (name + ".prairielearn.json"),
               prairielearn_json(spec, grade));
  }
}

std::string summary_of(const std::vector<SubmissionGrade>& grades) {
  std::string text;
  std::size_t graded = 0;
  for (const SubmissionGrade& grade : grades) {
    graded += grade.gradable == Gradable::yes ? 1 : 0;
    if (grade.gradable != Gradable::yes)
      text += fmt::format("{}: {}: {}\n", safe_line(grade.id),
                          grade.gradable == Gradable::no ? "not gradable" : "our fault",
                          safe_line(grade.reason));
  }
  return text + fmt::format("{} of {} graded; the attempts of the others do not count\n", graded,
                            grades.size());
}

ExitCode grade_class(const GradeRequest& request) {
  const auto one = open_case_or_complain(request.name);
  if (!one) return ExitCode::usage;
  const std::vector<Submission> submissions = submissions_in(request.folder);
  if (submissions.empty())
    throw Error(fmt::format("{} holds no submission: a folder each with design.yaml, or NAME.yaml",
                            request.folder));
  Outputs outputs({request.output}, request.quiet);
  const std::string kept = request.database.empty() ? request.output + ".sqlite" : request.database;
  ResultsDatabase database(kept, ResultsDatabase::Access::write);
  watch_for_interrupt();
  GradeOptions options;
  options.study = grading_study(one->spec);
  if (request.seed) options.study.seed = *request.seed;
  options.study.stop = &interrupted();
  options.store = &database;
  options.curveballs = request.curveballs == "seen";
  std::vector<SubmissionGrade> grades;
  {
    Progress progress(request.quiet);
    options.study.progress = [&](std::size_t done, std::size_t of) { progress.show(done, of); };
    grades = grade_all(*one, submissions, catalogue_of_case(*one), options);
  }
  outputs.write(request.output, grades_csv(one->spec, grades, options.study.seed));
  if (!request.results.empty()) write_results(request, one->spec, grades);
  outputs.finish();
  print(summary_of(grades));
  return ExitCode::ok;
}

}  // namespace

Command case_grade_command() {
  const auto request = std::make_shared<GradeRequest>();
  Argument output = option("-o,--output", "FILE.csv", request->output, "the grades");
  output.required = true;
  return {"grade",
          "grade the designs or sessions of a class",
          "Each submission is graded, or not gradable with a reason, or our fault; a broken one\n"
          "loses the work of none. Runs that are done are kept in FILE.csv.sqlite, so that the\n"
          "same command goes on after an interruption. Grading takes another seed than practice.\n",
          {positional("CASE", request->name, "the complete case"),
           positional("DIR", request->folder, "a folder for each submission, or NAME.yaml"),
           std::move(output),
           option("--results-json", "DIR", request->results,
                  "also results.json of each, for Gradescope and PrairieLearn"),
           choice("--curveballs", {"seen", "none"}, request->curveballs,
                  "in which world: with the curveballs that the session saw, or as written"),
           option("--database", "FILE", request->database, "where runs are kept"),
           number("--seed", "N", request->seed, {}, "instead of the case's seed of grading"),
           flag("-q,--quiet", request->quiet, "no progress")},
          [request] { return grade_class(*request); }};
}

}  // namespace edgecase::cli
