// `edgecase sensitivity`: which inputs a number hangs on.
#include "study/sensitivity.hpp"

#include <memory>

#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/fleet.hpp"
#include "cli/results_database.hpp"
#include "cli/study_request.hpp"
#include "cli/terminal.hpp"

namespace edgecase::cli {
namespace {

struct SensitivityRequest : StudyRequest {
  std::string method = "tornado";
  std::optional<std::uint64_t> samples;
};

SensitivityMethod method_named(const std::string& name) {
  if (name == "morris") return SensitivityMethod::morris;
  return name == "sobol" ? SensitivityMethod::sobol : SensitivityMethod::tornado;
}

std::vector<Parameter> inputs_of(const StudyRequest& request) {
  std::vector<Parameter> all = parameters_of(request);
  for (const Parameter& one : all)
    if (!one.range)
      throw UsageError(
          fmt::format("`--param {}` needs the range in which the input may lie: "
                      "path=LOW..HIGH",
                      one.path));
  return all;
}

/// Throws UsageError beyond what is studied.
void refuse_many_points(SensitivityMethod method, std::size_t inputs, std::size_t samples) {
  if (method == SensitivityMethod::tornado) return;
  const std::size_t each = method == SensitivityMethod::morris ? inputs + 1 : inputs + 2;
  if (samples > most_points / each)
    throw UsageError(fmt::format("that is {} points, more than the {} that are studied",
                                 samples * each, most_points));
}

ExitCode find_inputs(const SensitivityRequest& request) {
  const StudyOptions options = options_of(request, 10);
  const std::vector<Parameter> inputs = inputs_of(request);
  const SensitivityMethod method = method_named(request.method);
  const std::size_t samples =
      request.samples.value_or(method == SensitivityMethod::morris ? 10 : 64);
  refuse_many_points(method, inputs.size(), samples);
  refuse_output_files(request, {".txt", ".csv", ".md"});
  if (request.measures.size() > 1)
    throw UsageError("`sensitivity` is of one measure: give `--metric` once");
  const Opener opener(request);
  if (serves_fleet(opener.points())) return ExitCode::ok;
  const auto base = opener.base_or_complain();
  if (base == nullptr || !opener.knows(inputs)) return ExitCode::usage;
  SensitivityOptions finding{
      .points = {.study = options,
                 .measures = request.measures.empty()
                                 ? std::vector<std::string>{usual_measures(*base).front()}
                                 : measures_of(request, *base)},
      .method = method,
      .samples = samples};
  for (const Promise& promise : promises_of(*base))
    finding.points.measures.push_back(to_text(promise.indicator));
  const auto database = database_of(request);
  finding.points.store = database.get();
  finding.points.pool = fleet_pool();
  Outputs outputs(request.outputs, request.quiet);
  Sensitivity found;
  watch_points(request, options, [&](const StudyOptions& watched) {
    finding.points.study = watched;
    found = find_sensitivity(inputs, opener.points(), finding);
    return found.points;
  });
  if (found.interrupted) return exit_code_of(found.points);
  deliver_study(request, outputs, sensitivity_sections(found, inputs),
                [&](const std::string&) { return sensitivity_csv(found, inputs); });
  outputs.finish();
  return ExitCode::ok;
}

}  // namespace

Command sensitivity_command() {
  const auto request = std::make_shared<SensitivityRequest>();
  std::vector<Argument> arguments = study_arguments(*request, {.plan = false,
                                                               .precision = false,
                                                               .outputs = ".txt .csv .md",
                                                               .formats = {"text", "csv", "md"}});
  arguments.insert(arguments.begin() + 1,
                   choice("--method", {"tornado", "morris", "sobol"}, request->method,
                          "one input at a time; screening; shares of the variance"));
  arguments.insert(arguments.begin() + 2,
                   number("--samples", "N", request->samples, {.least = 2},
                          "trajectories of Morris (default 10), points of Sobol (default 64)"));
  return {
      "sensitivity", "find the inputs that a number depends on most",
      "Give each uncertain input the range in which it may lie. Begin with a tornado (two\n"
      "points an input); screen many inputs with Morris; divide the variance among the few that\n"
      "matter with Sobol (samples x (inputs + 2) points).\n\n"
      "  edgecase sensitivity shop.yaml --metric latency.p95 \\\n"
      "    --param world.clients.tls_resumption=30%..90% \\\n"
      "    --param world.demand.rate='500 rps..2k rps'\n"
      "  edgecase sensitivity shop.yaml --method sobol --samples 128 --param …\n",
      std::move(arguments), [request] { return find_inputs(*request); }};
}

}  // namespace edgecase::cli
