#pragma once
// Options that `run` and `compare` share: simulation, report and output files.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "report/report.hpp"
#include "study/study.hpp"

namespace edgecase::cli {

struct Request {
  std::vector<std::string> overrides;
  std::optional<std::uint64_t> seed;
  std::optional<std::uint64_t> replications;
  std::string precision;
  std::optional<std::uint64_t> jobs;
  std::string format = "text";
  std::vector<std::string> outputs;
  bool strict = false;
  bool quiet = false;
  std::string color = "auto";
};

/// The arguments that fill a request, which must outlive them.
std::vector<Argument> request_arguments(Request& request);

/// Throws UsageError on contradicting flags or an output file with an unknown extension. Called
/// before the simulation, so that a typo costs no time.
StudyOptions study_options(const Request& request);

/// Reads and plans a scenario; reports errors and warnings on stderr. Null if there are errors.
std::shared_ptr<const Blueprint> open_plan(const std::string& scenario,
                                           const std::vector<std::string>& overrides,
                                           const Request& request);

/// Calls `work`, showing progress and watching for interruption; `work` returns the number of
/// simulated requests, from which the speed is reported on stderr.
void watch(const Request& request, StudyOptions options,
           const std::function<std::uint64_t(const StudyOptions&)>& work);

/// Writes the report to the requested files, else to stdout. `render` produces it in a format.
void deliver(const Request& request,
             const std::function<std::string(Format, const TextStyle&)>& render);

/// The exit code of a verdict.
ExitCode exit_code_of(Outcome outcome, bool strict);

}  // namespace edgecase::cli
