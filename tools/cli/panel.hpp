#pragma once
// What `stress` and `change` share: one scenario under a panel of runs.

#include <string>
#include <utility>
#include <vector>

#include "cli/request.hpp"
#include "cli/terminal.hpp"

namespace edgecase::cli {

/// The arguments of a request that apply to a panel.
inline std::vector<Argument> panel_arguments(Request& request) {
  request.usual_replications = 3;
  std::vector<Argument> all = request_arguments(request);
  std::erase_if(all, [](const Argument& argument) {
    return argument.names == "--precision" || argument.names == "--strict";
  });
  return all;
}

/// Loads, studies, and delivers: `study(scenario, options)` returns a result that counts its
/// simulated_requests and that render() knows.
template <class Study>
ExitCode run_panel(const Request& request, const std::string& file, const Study& study) {
  const StudyOptions options = study_options(request);
  const auto scenario = load_or_complain(file, request.overrides, request);
  if (!scenario) return ExitCode::usage;
  Outputs outputs(request.outputs, request.quiet);
  decltype(study(*scenario, options)) result;
  watch(request, options, [&](const StudyOptions& watched) {
    result = study(*scenario, watched);
    return result.simulated_requests;
  });
  deliver(request, outputs,
          [&](Format format, const TextStyle& style) { return render(result, format, style); });
  outputs.finish();
  return ExitCode::ok;
}

}  // namespace edgecase::cli
