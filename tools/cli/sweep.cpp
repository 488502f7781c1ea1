// `edgecase sweep`: one scenario at many values of its parameters.
#include "study/sweep.hpp"

#include <charconv>
#include <memory>

#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/fleet.hpp"
#include "cli/results_database.hpp"
#include "cli/study_request.hpp"
#include "cli/terminal.hpp"

namespace edgecase::cli {
namespace {

struct SweepRequest : StudyRequest {
  std::string shard;
  std::string chart = "lines";
  bool explain_reuse = false;
};

/// "2/8"
Shard shard_of(const std::string& text) {
  Shard shard;
  if (text.empty()) return shard;
  const std::size_t slash = text.find('/');
  const auto whole = [&](std::string_view digits, std::size_t& into) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), into);
    return error == std::errc() && end == digits.data() + digits.size();
  };
  const bool read = slash != std::string::npos &&
                    whole(std::string_view(text).substr(0, slash), shard.number) &&
                    whole(std::string_view(text).substr(slash + 1), shard.of);
  if (!read || shard.number < 1 || shard.number > shard.of)
    throw UsageError(
        fmt::format("`--shard` takes a part of the points such as 2/8, from 1 on, not `{}`", text));
  return shard;
}

void refuse_outputs(const SweepRequest& request, std::size_t parameters) {
  refuse_output_files(request, {".txt", ".csv", ".jsonl", ".md", ".svg"});
  if (request.chart == "heat-map" && parameters < 2)
    throw UsageError("a heat map needs two parameters; `--chart lines` draws one");
}

void print_reuse(const ResultsDatabase& database, const SweepRequest& request,
                 const std::vector<Parameter>& parameters, const std::vector<PointValues>& plan,
                 const Opener& opener) {
  const auto stored = database.groups();
  std::string text;
  for (std::size_t i = 0; i < plan.size(); ++i) {
    std::string problem;
    const std::vector<std::string> overrides = overrides_of(parameters, plan[i]);
    const auto opened = opener.points()(overrides, problem);
    std::string named;
    for (const std::string& one : overrides) named += (named.empty() ? "" : ", ") + one;
    text += fmt::format(
        "point {} ({}): {}\n", i + 1, named.empty() ? "as it is" : named,
        opened == nullptr ? problem : explain_reuse(stored, row_key(*opened, request.seed)));
  }
  print(text);
}

ExitCode sweep_scenario(const SweepRequest& request) {
  const StudyOptions options = options_of(request, 10);
  const std::vector<Parameter> parameters = parameters_of(request);
  const std::vector<PointValues> plan = plan_of(request, parameters);
  const Shard shard = shard_of(request.shard);
  refuse_outputs(request, parameters.size());
  if (request.explain_reuse && request.results.empty())
    throw UsageError("`--explain-reuse` needs `--results FILE`");
  const Opener opener(request);
  if (serves_fleet(opener.points())) return ExitCode::ok;
  const auto base = opener.base_or_complain();
  if (base == nullptr || !opener.knows(parameters)) return ExitCode::usage;
  SweepOptions sweeping{.points = {.study = options, .measures = measures_of(request, *base)},
                        .shard = shard};
  const auto database = database_of(request);
  if (request.explain_reuse) {
    print_reuse(*database, request, parameters, plan, opener);
    return ExitCode::ok;
  }
  Outputs outputs(request.outputs, request.quiet);
  sweeping.points.store = database.get();
  sweeping.points.pool = fleet_pool();
  SweepResult result;
  const PointsResult points = watch_points(request, options, [&](const StudyOptions& watched) {
    sweeping.points.study = watched;
    SweepOutcome outcome = sweep(parameters, plan, opener.points(), sweeping);
    result = std::move(outcome.result);
    return std::move(outcome.points);
  });
  result.scenario = base->spec.metadata.name;
  deliver_study(request, outputs, sweep_sections(result), [&](const std::string& extension) {
    if (extension == ".csv") return sweep_csv(result);
    if (extension == ".jsonl") return sweep_json_lines(result);
    return request.chart == "lines" ? sweep_lines_svg(result) : sweep_heat_map_svg(result);
  });
  outputs.finish();
  if (!points.interrupted) return ExitCode::ok;
  say(fmt::format("interrupted after {} of {} points{}", result.points.size(), result.planned,
                  request.results.empty()
                      ? "; with --results FILE, a second start continues"
                      : "; the same command continues from " + request.results));
  return ExitCode::interrupted;
}

}  // namespace

Command sweep_command() {
  const auto request = std::make_shared<SweepRequest>();
  std::vector<Argument> arguments = study_arguments(*request, {});
  arguments.push_back(choice("--chart", {"lines", "heat-map"}, request->chart, "what .svg shows"));
  arguments.push_back(option("--shard", "I/N", request->shard,
                             "only every N-th point, from the I-th on: for several machines, with "
                             "--results and `results merge`"));
  arguments.push_back(flag("--explain-reuse", request->explain_reuse,
                           "say for each point whether --results has it, without running"));
  return {"sweep", "simulate a scenario at many values of its parameters",
          "Every point has the same arrivals, objects and faults, so that points can be compared.\n"
          "A point that the scenario rejects is a row with its error.\n\n"
          "  edgecase sweep shop.yaml --param 'design.caches.static.ttl=[1min, 10min, 1h]'\n"
          "  edgecase sweep shop.yaml --param design.caches.static.capacity=1GB..1TB:4:log \\\n"
          "    --param 'design.caches.static.policy=[lru, s3_fifo]' -o sweep.svg -o sweep.csv\n"
          "  edgecase sweep shop.yaml --param world.demand.rate='500 rps..5k rps' --plan sobol \\\n"
          "    --points 200 --results shop.db\n"
          "  edgecase sweep mmc.yaml --param world.origin.workers=4..8:5 \\\n"
          "    --metric 'total = world.origin.workers + origin.rate * latency.mean / 1000'\n",
          std::move(arguments), [request] { return sweep_scenario(*request); }};
}

}  // namespace edgecase::cli
