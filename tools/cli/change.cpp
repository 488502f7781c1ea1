// `edgecase change`: harm against speed of a scenario's changes, over step plans.
#include <memory>

#include <edgecase/change_curve.hpp>

#include "cli/commands.hpp"
#include "cli/panel.hpp"

namespace edgecase::cli {
namespace {

struct ChangeRequest : Request {
  std::string scenario;
  bool curve = false;
  std::uint64_t bad = 5;
  std::uint64_t changes = 250;
};

ExitCode draw_curve(const ChangeRequest& request) {
  const CurveOptions what{.bad_share = static_cast<double>(request.bad) / 100,
                          .changes_a_year = static_cast<double>(request.changes)};
  return run_panel(request, request.scenario,
                   [&](const Scenario& scenario, const StudyOptions& options) {
                     return change_curve(scenario, options, what);
                   });
}

}  // namespace

Command change_command() {
  const auto request = std::make_shared<ChangeRequest>();
  std::vector<Argument> arguments{
      positional("SCENARIO", request->scenario, "a YAML file with world.changes; - reads stdin"),
      flag("--curve", request->curve, "harm against speed over step plans (what it does anyway)"),
      number("--bad", "PERCENT", request->bad, {0, 100}, "of all changes that are as bad as these"),
      number("--changes", "NUMBER", request->changes, {0, 1'000'000}, "changes a year")};
  for (Argument& argument : panel_arguments(*request)) arguments.push_back(std::move(argument));
  return {
      "change", "harm against speed: what each way of shipping a change costs",
      "Ships the scenario's changes by ten step plans, as they are and as good changes: requests\n"
      "that fail, time until everybody has a good one, false alarms, expected harm a year.\n\n"
      "  edgecase change scenarios/canary-vs-speed.yaml --curve\n"
      "  edgecase change my-release.yaml --bad 2 --changes 1000 -o curve.md\n",
      std::move(arguments), [request] { return draw_curve(*request); }};
}

}  // namespace edgecase::cli
