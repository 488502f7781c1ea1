// `edgecase frontier`: the designs that are not worse in every respect than another.
#include "study/frontier.hpp"

#include <memory>

#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/fleet.hpp"
#include "cli/results_database.hpp"
#include "cli/study_request.hpp"
#include "cli/terminal.hpp"

namespace edgecase::cli {
namespace {

/// The sweep's CSV with the standing of each point; points that cannot be simulated have none.
std::string frontier_csv(const SweepResult& sweep, const Frontier& frontier) {
  std::string csv = sweep_csv(sweep);
  std::vector<std::string> standings(sweep.points.size());
  for (std::size_t i = 0; i < frontier.rows.size(); ++i)
    standings[frontier.rows[i].point] = standing_text(sweep, frontier, i);
  std::string text;
  std::size_t from = 0;
  for (std::size_t line = 0; from < csv.size(); ++line) {
    const std::size_t end = csv.find('\n', from);
    text += csv.substr(from, end - from);
    text += line == 0 ? ",standing\n" : ",\"" + standings[line - 1] + "\"\n";
    from = end + 1;
  }
  return text;
}

ExitCode find_frontier(const StudyRequest& request) {
  const StudyOptions options = options_of(request, 10);
  const std::vector<Parameter> parameters = parameters_of(request);
  const std::vector<PointValues> plan = plan_of(request, parameters);
  refuse_output_files(request, {".txt", ".csv", ".md"});
  const Opener opener(request);
  if (serves_fleet(opener.points())) return ExitCode::ok;
  const auto base = opener.base_or_complain();
  if (base == nullptr || !opener.knows(parameters)) return ExitCode::usage;
  std::vector<std::string> measures = request.measures.empty()
                                          ? std::vector<std::string>{"cost.monthly", "latency.p95"}
                                          : measures_of(request, *base);
  if (measures.size() < 2)
    throw UsageError("a frontier needs two measures to trade: give `--metric` twice");
  const std::size_t chosen = measures.size();
  for (const Promise& promise : promises_of(*base)) measures.push_back(to_text(promise.indicator));
  const auto database = database_of(request);
  Outputs outputs(request.outputs, request.quiet);
  SweepOutcome outcome;
  const PointsResult points = watch_points(request, options, [&](const StudyOptions& watched) {
    outcome = sweep(parameters, plan, opener.points(),
                    {.points = {.study = watched,
                                .measures = measures,
                                .store = database.get(),
                                .pool = fleet_pool()}});
    return outcome.points;
  });
  outcome.result.scenario = base->spec.metadata.name;
  const Frontier frontier = frontier_of(outcome, chosen);
  SweepResult& result = outcome.result;
  result.measures.resize(std::min(chosen, result.measures.size()));
  deliver_study(request, outputs, frontier_sections(result, frontier, chosen),
                [&](const std::string&) { return frontier_csv(result, frontier); });
  outputs.finish();
  return exit_code_of(points);
}

}  // namespace

Command frontier_command() {
  const auto request = std::make_shared<StudyRequest>();
  return {"frontier", "find the designs that no other one beats in every respect",
          "Simulates every point under the same random events and compares them pair by pair. A\n"
          "design is on the front, dominated by another one, or undecided while the intervals are\n"
          "too wide. Designs that surely miss an objective of the scenario are left out.\n\n"
          "  edgecase frontier shop.yaml --param design.caches.static.capacity=1GB..1TB:4:log \\\n"
          "    --param 'design.caches.static.ttl=[1min, 10min, 1h]'\n"
          "  edgecase frontier shop.yaml --param … --metric cost.monthly --metric stale.share\n",
          study_arguments(*request, {.outputs = ".txt .csv .md", .formats = {"text", "csv", "md"}}),
          [request] { return find_frontier(*request); }};
}

}  // namespace edgecase::cli
