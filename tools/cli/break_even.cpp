// `edgecase break-even`: where the better of two designs changes.
#include <memory>

#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/results_database.hpp"
#include "cli/study_request.hpp"
#include "cli/terminal.hpp"
#include "study/flip.hpp"

namespace edgecase::cli {
namespace {

struct BreakEvenRequest : StudyRequest {
  std::string alternative;
};

Parameter input_of(const StudyRequest& request) {
  std::vector<Parameter> all = parameters_of(request);
  if (all.size() > 1) throw UsageError("`break-even` varies one input: give `--param` once");
  if (!all.front().range)
    throw UsageError(fmt::format(
        "`--param {}` needs a range: path=LOW..HIGH or path=LOW..HIGH:N:log", all.front().path));
  return std::move(all.front());
}

ExitCode find_break_even(const BreakEvenRequest& request) {
  const StudyOptions options = options_of(request, 10);
  const Parameter input = input_of(request);
  refuse_output_files(request, {".txt", ".csv", ".md"});
  if (request.measures.size() > 1)
    throw UsageError("`break-even` compares one measure: give `--metric` once");
  const bool one_file = request.alternative.empty();
  if (one_file && request.overrides.empty())
    throw UsageError(
        "nothing to compare with: name a second scenario, or change the first one with --set");
  StudyRequest of_base = request;
  StudyRequest of_alternative = request;
  if (one_file)
    of_base.overrides.clear();
  else
    of_alternative.scenario = request.alternative;
  if (of_base.scenario == "-" || of_alternative.scenario == "-")
    throw UsageError("`break-even` reads each design several times: give files, not stdin");
  const Opener base(of_base);
  const Opener alternative(of_alternative);
  const auto base_plan = base.base_or_complain();
  const auto alternative_plan = alternative.base_or_complain();
  if (!base_plan || !alternative_plan || !base.knows({input})) return ExitCode::usage;
  FlipOptions flipping{.points = {.study = options,
                                  .measures = request.measures.empty()
                                                  ? std::vector<std::string>{"cost.monthly"}
                                                  : measures_of(request, *base_plan)}};
  if (!input.values.empty()) flipping.scan = input.values.size();
  const auto database = database_of(request);
  flipping.points.store = database.get();
  Outputs outputs(request.outputs, request.quiet);
  Flip flip;
  const PointsResult counts = watch_points(request, options, [&](const StudyOptions& watched) {
    flipping.points.study = watched;
    flip = find_flip(input, base.points(), alternative.points(), flipping);
    return flip.points;
  });
  deliver_study(request, outputs,
                flip_sections(flip, input, one_file ? "base" : request.scenario,
                              one_file ? "alternative" : request.alternative),
                [&](const std::string&) { return flip_csv(flip, input); });
  outputs.finish();
  static_cast<void>(counts);
  return flip.interrupted ? ExitCode::interrupted : ExitCode::ok;
}

}  // namespace

Command break_even_command() {
  const auto request = std::make_shared<BreakEvenRequest>();
  std::vector<Argument> arguments = study_arguments(*request, {.plan = false,
                                                               .precision = false,
                                                               .outputs = ".txt .csv .md",
                                                               .formats = {"text", "csv", "md"}});
  arguments.insert(arguments.begin() + 1,
                   optional_positional("ALT", request->alternative,
                                       "a YAML file; default: SCENARIO with the changes of --set"));
  return {
      "break-even", "find the value of an input at which the better of two designs changes",
      "Both designs have the same random events at every value. The answer has the interval of\n"
      "the input in which they do not differ significantly.\n\n"
      "  edgecase break-even shop.yaml --set design.caches.static.upper_tier=none \\\n"
      "    --param world.demand.rate='100 rps..10k rps:9:log' --metric cost.monthly\n"
      "  edgecase break-even one.yaml two.yaml --param world.demand.rate='1 rps..9 rps' \\\n"
      "    --metric latency.mean\n",
      std::move(arguments), [request] { return find_break_even(*request); }};
}

}  // namespace edgecase::cli
