// `edgecase best`: the cheapest design that meets every objective.
#include "study/best.hpp"

#include <memory>

#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/fleet.hpp"
#include "cli/results_database.hpp"
#include "cli/study_request.hpp"
#include "cli/terminal.hpp"
#include "load/quantity_range.hpp"
#include "report/csv.hpp"

namespace edgecase::cli {
namespace {

struct BestRequest : StudyRequest {
  std::string indifference;
  std::uint64_t most = 400;
};

double indifference_of(const BestRequest& request) {
  if (request.indifference.empty()) return 0;
  const auto number = number_of(request.indifference);
  if (!number || !(*number > 0))
    throw UsageError(fmt::format("`--indifference` takes an amount above 0 such as $50, not `{}`",
                                 request.indifference));
  return *number;
}

std::string csv_of(const Best& best, const std::vector<Parameter>& parameters,
                   const std::vector<PointValues>& values) {
  constexpr const char* places[] = {"selected", "meets", "misses", "inconclusive", "failed"};
  std::string text = "point";
  for (const Parameter& one : parameters) text += "," + csv_text(one.path);
  text += ",cost,lo,hi,above_best,replications,place,objective\n";
  for (const BestRow& row : best.rows) {
    text += fmt::format("{}", row.point + 1);
    for (const std::string& value : values[row.point]) text += "," + csv_text(value);
    text +=
        fmt::format(",{},{},{},{},{},{},{}\n", csv_number(row.cost.mean), csv_number(row.cost.lo),
                    csv_number(row.cost.hi), csv_number(row.extra.mean), row.replications,
                    places[static_cast<std::size_t>(row.place)],
                    csv_text(row.problem.empty() ? row.objective : row.problem));
  }
  return text;
}

ExitCode choose_best(const BestRequest& request) {
  const StudyOptions options = options_of(request, 10);
  const std::vector<Parameter> parameters = parameters_of(request);
  const std::vector<PointValues> plan = plan_of(request, parameters);
  const double indifference = indifference_of(request);
  refuse_output_files(request, {".txt", ".csv", ".md"});
  if (request.measures.size() > 1)
    throw UsageError("`best` minimises one measure: give `--metric` once");
  const Opener opener(request);
  if (serves_fleet(opener.points())) return ExitCode::ok;
  const auto base = opener.base_or_complain();
  if (base == nullptr || !opener.knows(parameters)) return ExitCode::usage;
  std::vector<std::string> measures = request.measures.empty()
                                          ? std::vector<std::string>{"cost.monthly"}
                                          : measures_of(request, *base);
  const auto promises = promises_of(*base);
  for (const Promise& promise : promises) measures.push_back(to_text(promise.indicator));
  if (promises.empty() && !request.quiet)
    say("the scenario states no objective, so that the cheapest of all designs is the best");
  std::vector<std::vector<std::string>> points;
  for (const PointValues& values : plan) points.push_back(overrides_of(parameters, values));
  const auto database = database_of(request);
  Outputs outputs(request.outputs, request.quiet);
  Best best;
  const PointsResult counts = watch_points(request, options, [&](const StudyOptions& watched) {
    best = find_best(points, opener.points(),
                     {.points = {.study = watched,
                                 .measures = measures,
                                 .store = database.get(),
                                 .pool = fleet_pool()},
                      .indifference = indifference,
                      .most = std::max<std::size_t>(request.most, watched.replications)});
    return best.points;
  });
  deliver_study(request, outputs, best_sections(base->spec.metadata.name, best, parameters, plan),
                [&](const std::string&) { return csv_of(best, parameters, plan); });
  outputs.finish();
  if (best.interrupted) return exit_code_of(counts);
  const bool selected = !best.rows.empty() && best.rows.front().place == DesignPlace::selected;
  return selected ? ExitCode::ok : ExitCode::broken;
}

}  // namespace

Command best_command() {
  const auto request = std::make_shared<BestRequest>();
  std::vector<Argument> arguments = study_arguments(
      *request, {.precision = false, .outputs = ".txt .csv .md", .formats = {"text", "csv", "md"}});
  arguments.push_back(option("--indifference", "AMOUNT", request->indifference,
                             "a difference that does not matter, such as $50 (default: 1% of the "
                             "least mean)"));
  arguments.push_back(number("--most", "N", request->most, {.least = 10, .most = 100'000},
                             "replications of a design at most"));
  return {
      "best", "find the cheapest design that meets every objective",
      "Designs get replications until each objective is met or missed and one design is known\n"
      "to be the cheapest (Kim and Nelson's procedure on paired differences, 95%). A design\n"
      "whose objectives stay inconclusive is reported. Exit code 3: no design meets them all.\n\n"
      "  edgecase best shop.yaml --param 'design.caches.static.ttl=[1min, 10min, 1h]' \\\n"
      "    --indifference '$50'\n"
      "  edgecase best mmc.yaml --param world.origin.workers=4..8:5 \\\n"
      "    --metric 'total = world.origin.workers + 3.2 * latency.mean'\n",
      std::move(arguments), [request] { return choose_best(*request); }};
}

}  // namespace edgecase::cli
