// `edgecase change`: harm against speed of a scenario's changes, over step plans.
#include <memory>

#include <edgecase/change_curve.hpp>

#include "cli/commands.hpp"
#include "cli/request.hpp"
#include "cli/terminal.hpp"

namespace edgecase::cli {
namespace {

struct ChangeRequest : Request {
  std::string scenario;
  bool curve = false;
  std::uint64_t bad = 5;
  std::uint64_t changes = 250;
};

ExitCode draw_curve(const ChangeRequest& request) {
  if (!request.precision.empty())
    throw UsageError("`--precision` does not apply to a curve: give `--replications`");
  const StudyOptions options = study_options(request);
  const auto scenario = load_or_complain(request.scenario, request.overrides, request);
  if (!scenario) return ExitCode::usage;
  Outputs outputs(request.outputs, request.quiet);
  CurveResult result;
  const CurveOptions what{.bad_share = static_cast<double>(request.bad) / 100,
                          .changes_a_year = static_cast<double>(request.changes)};
  watch(request, options, [&](const StudyOptions& watched) {
    result = change_curve(*scenario, watched, what);
    return result.simulated_requests;
  });
  deliver(request, outputs,
          [&](Format format, const TextStyle& style) { return render(result, format, style); });
  outputs.finish();
  return ExitCode::ok;
}

}  // namespace

Command change_command() {
  const auto request = std::make_shared<ChangeRequest>();
  request->usual_replications = 3;
  std::vector<Argument> arguments{
      positional("SCENARIO", request->scenario, "a YAML file with world.changes; - reads stdin"),
      flag("--curve", request->curve, "harm against speed over step plans (what it does anyway)"),
      number("--bad", "PERCENT", request->bad, {0, 100}, "of all changes that are as bad as these"),
      number("--changes", "NUMBER", request->changes, {0, 1'000'000}, "changes a year")};
  for (Argument& argument : request_arguments(*request)) {
    const bool applies = argument.names != "--precision" && argument.names != "--strict";
    if (applies) arguments.push_back(std::move(argument));
  }
  return {
      "change", "harm against speed: what each way of shipping a change costs",
      "Ships the scenario's changes by ten step plans, as they are and as good changes: requests\n"
      "that fail, time until everybody has a good one, false alarms, expected harm a year.\n\n"
      "  edgecase change scenarios/canary-vs-speed.yaml --curve\n"
      "  edgecase change my-release.yaml --bad 2 --changes 1000 -o curve.md\n",
      std::move(arguments), [request] { return draw_curve(*request); }};
}

}  // namespace edgecase::cli
