#pragma once
// What `run` and `compare` have in common: how to simulate, how to report, where to write.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <edgecase/run.hpp>

#include "cli/command.hpp"
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
  std::string color = "auto";
};

/// The arguments that fill a request; it must outlive them.
std::vector<Argument> request_arguments(Request& request);

/// Throws UsageError: contradicting flags, or an output whose format its name does not tell. Called
/// before anything is simulated, so that a slip costs no time.
StudyOptions study_options(const Request& request);

/// Loads a scenario; shows what is wrong or doubtful on stderr. Nothing: it is wrong.
std::optional<Scenario> load_or_complain(const std::string& scenario,
                                         const std::vector<std::string>& overrides,
                                         const Request& request);

/// Calls `work` with progress shown and interruption watched; it returns how many requests were
/// simulated, and stderr says how fast that went.
void watch(const Request& request, StudyOptions options,
           const std::function<std::uint64_t(const StudyOptions&)>& work);

/// Writes the report to the files asked for, else to stdout. `render` makes it in a format.
void deliver(const Request& request,
             const std::function<std::string(Format, const TextStyle&)>& render);

/// What the verdict means for the exit code.
ExitCode exit_code_of(std::optional<Outcome> outcome, bool strict);

}  // namespace edgecase::cli
