#pragma once
// Options that `run` and `compare` share: simulation, report and output files.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <edgecase/run.hpp>

#include "cli/command.hpp"
#include "cli/outputs.hpp"
#include "report/report.hpp"

namespace edgecase::cli {

struct Request {
  std::vector<std::string> overrides;
  std::uint64_t seed = StudyOptions{}.seed;
  std::size_t usual_replications = StudyOptions{}.replications;
  std::optional<std::uint64_t> replications;  // absent: the usual ones, or what the precision needs
  std::string precision;
  std::optional<std::uint64_t> jobs;  // absent: one per core
  std::string format = "text";
  std::vector<std::string> outputs;
  bool strict = false;
  bool quiet = false;
  bool verbose = false;
  bool allow_outside = false;
  std::string color = "auto";
};

/// The arguments that fill a request, which must outlive them.
std::vector<Argument> request_arguments(Request& request);

/// Throws UsageError on contradicting flags or an output file with an unknown extension. Called
/// before the simulation, so that a typo costs no time.
StudyOptions study_options(const Request& request);

/// Loads a scenario; shows what is wrong or doubtful on stderr. Nothing: it is wrong.
std::optional<Scenario> load_or_complain(const std::string& scenario,
                                         const std::vector<std::string>& overrides,
                                         const Request& request);

/// Calls `work`, showing progress and watching for interruption; `work` returns the number of
/// simulated requests, from which the speed is reported on stderr. `plans`: what it studies, if it
/// studies scenarios: how long they will take is said, and what the machine cannot hold is refused.
void watch(const Request& request, StudyOptions options,
           const std::function<std::uint64_t(const StudyOptions&)>& work,
           std::span<const Blueprint* const> plans = {});

/// Writes the report to the requested files, else to stdout. `render` produces it in a format.
void deliver(const Request& request, Outputs& outputs,
             const std::function<std::string(Format, const TextStyle&)>& render);

/// Says on stderr how many replications an interrupted study had finished.
void say_interrupted(const Result& result, const StudyOptions& options);

/// The exit code of a verdict.
ExitCode exit_code_of(std::optional<Outcome> outcome, bool strict);

}  // namespace edgecase::cli
