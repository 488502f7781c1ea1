// `edgecase stress`: a standard panel of probes on a scenario, and the load that breaks it.
#include <memory>

#include <edgecase/stress.hpp>

#include "cli/commands.hpp"
#include "cli/panel.hpp"

namespace edgecase::cli {
namespace {

struct StressRequest : Request {
  std::string scenario;
  bool breaking_point = false;
};

ExitCode stress_scenario(const StressRequest& request) {
  const StressOptions what{.panel = !request.breaking_point,
                           .breaking_point = request.breaking_point};
  return run_panel(request, request.scenario,
                   [&](const Scenario& scenario, const StudyOptions& options) {
                     return stress(scenario, options, what);
                   });
}

}  // namespace

Command stress_command() {
  const auto request = std::make_shared<StressRequest>();
  std::vector<Argument> arguments{
      positional("SCENARIO", request->scenario, "a YAML file; - reads it from stdin")};
  for (Argument& argument : panel_arguments(*request)) arguments.push_back(std::move(argument));
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
