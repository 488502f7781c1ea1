// `edgecase stress`: a standard panel of probes on a scenario, and the load that breaks it.
#include <memory>

#include <edgecase/stress.hpp>

#include "cli/commands.hpp"
#include "cli/request.hpp"
#include "cli/terminal.hpp"

namespace edgecase::cli {
namespace {

struct StressRequest : Request {
  std::string scenario;
  bool breaking_point = false;
};

ExitCode stress_scenario(const StressRequest& request) {
  if (!request.precision.empty())
    throw UsageError("`--precision` does not apply to a panel: give `--replications`");
  const StudyOptions options = study_options(request);
  const auto scenario = load_or_complain(request.scenario, request.overrides, request);
  if (!scenario) return ExitCode::usage;
  Outputs outputs(request.outputs, request.quiet);
  StressResult result;
  const StressOptions what{.panel = !request.breaking_point,
                           .breaking_point = request.breaking_point};
  watch(request, options, [&](const StudyOptions& watched) {
    result = stress(*scenario, watched, what);
    return result.simulated_requests;
  });
  deliver(request, outputs,
          [&](Format format, const TextStyle& style) { return render(result, format, style); });
  outputs.finish();
  return ExitCode::ok;
}

}  // namespace

Command stress_command() {
  const auto request = std::make_shared<StressRequest>();
  request->usual_replications = 3;
  std::vector<Argument> arguments{
      positional("SCENARIO", request->scenario, "a YAML file; - reads it from stdin")};
  for (Argument& argument : request_arguments(*request)) {
    const bool applies = argument.names != "--precision" && argument.names != "--strict";
    if (applies) arguments.push_back(std::move(argument));
  }
  arguments.push_back(flag("--breaking-point", request->breaking_point,
                           "instead of the panel: the load at which the first objective fails"));
  return {
      "stress", "what breaks first: ten times the load, lost regions, a dead origin, floods",
      "A standard panel of probes, each on the same requests as the scenario itself, sorted by\n"
      "damage: failed requests, missed objectives, p99, cost. An interrupt leaves no report.\n\n"
      "  edgecase stress scenarios/image-shop.yaml\n"
      "  edgecase stress shop.yaml --breaking-point\n"
      "  edgecase stress shop.yaml --set world.origin.workers=800 -o stress.md\n",
      std::move(arguments), [request] { return stress_scenario(*request); }};
}

}  // namespace edgecase::cli
