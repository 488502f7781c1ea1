// `edgecase why`: what causes a number.
#include <memory>

#include "cli/commands.hpp"
#include "cli/results_database.hpp"
#include "cli/study_request.hpp"
#include "study/causes.hpp"

namespace edgecase::cli {
namespace {

ExitCode explain_number(const StudyRequest& request) {
  const StudyOptions options = options_of(request, 5);
  refuse_output_files(request, {".txt", ".csv", ".md"});
  if (request.measures.size() > 1)
    throw UsageError("`why` explains one measure: give `--metric` once");
  const Opener opener(request);
  const auto base = opener.base_or_complain();
  if (base == nullptr) return ExitCode::usage;
  const auto database = database_of(request);
  PointsOptions finding{.study = options,
                        .measures = request.measures.empty()
                                        ? std::vector<std::string>{usual_measures(*base).front()}
                                        : measures_of(request, *base),
                        .store = database.get()};
  Outputs outputs(request.outputs, request.quiet);
  Why why;
  watch_points(request, options, [&](const StudyOptions& watched) {
    finding.study = watched;
    why = find_causes(*base, opener.points(), finding);
    return why.points;
  });
  if (why.interrupted) return exit_code_of(why.points);
  deliver_study(request, outputs, why_sections(why, base->spec.metadata.name),
                [&](const std::string&) { return why_csv(why); });
  outputs.finish();
  return ExitCode::ok;
}

}  // namespace

Command why_command() {
  const auto request = std::make_shared<StudyRequest>();
  return {
      "why", "find out what causes a number, by simulating without each cause",
      "Works for any metric: latency, cost, hit ratio, availability. Causes overlap; `on its own`\n"
      "removes only this one, `without all others` is what it adds where nothing else is left.\n"
      "Where the time of a request goes, stage by stage, is in the report of `edgecase run`.\n\n"
      "  edgecase why shop.yaml --metric latency.p99\n"
      "  edgecase why shop.yaml --metric cost.monthly\n"
      "  edgecase why shop.yaml --metric 'latency.p99{region=europe}'\n",
      study_arguments(*request, {.parameters = false,
                                 .plan = false,
                                 .precision = false,
                                 .usual_replications = 5,
                                 .outputs = ".txt .csv .md",
                                 .formats = {"text", "csv", "md"}}),
      [request] { return explain_number(*request); }};
}

}  // namespace edgecase::cli
