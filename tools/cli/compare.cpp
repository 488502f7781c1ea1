// `edgecase compare`: two designs under the same random events.
#include <algorithm>
#include <memory>

#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/request.hpp"
#include "cli/terminal.hpp"
#include "load/text/scalar.hpp"
#include "load/text/suggest.hpp"
#include "metrics/family.hpp"
#include "report/junit.hpp"
#include "report/regression.hpp"

namespace edgecase::cli {
namespace {

struct CompareRequest : Request {
  std::string base;
  std::string alternative;
  std::string fail_on;
  std::vector<std::string> tolerances;
  std::string junit;
};

/// "1%" of all guarded metrics, "latency.p99=5%" of one.
Tolerance tolerance_of(const CompareRequest& request) {
  Tolerance tolerance;
  if (!request.tolerances.empty() && request.fail_on.empty())
    throw UsageError(
        "`--tolerance` says how much worse is accepted: it needs --fail-on regression");
  for (const std::string& text : request.tolerances) {
    const std::size_t equals = text.rfind('=');
    const bool named = equals != std::string::npos;
    Share share;
    const auto complaint = Scalar<Share>::parse(text.substr(named ? equals + 1 : 0), share);
    if (complaint || !(share.value >= 0))
      throw UsageError(fmt::format(
          "`--tolerance` takes a share such as 1%, or METRIC=1% for one metric, not `{}`", text));
    const std::string metric = named ? text.substr(0, equals) : "";
    if (named && family_of(metric.substr(0, metric.find('{'))) == nullptr)
      throw UsageError(
          fmt::format("`--tolerance {}`: there is no metric `{}`; edgecase explain "
                      "lists them",
                      text, metric));
    (named ? tolerance.of_metric[metric] : tolerance.general) = share.value;
  }
  return tolerance;
}

/// Rejects arguments that do not give two designs.
void refuse_nonsense(const CompareRequest& request) {
  if (request.alternative.empty() && request.overrides.empty()) {
    throw UsageError(
        "nothing to compare with: name a second scenario, or change the first one with "
        "--set");
  }
  if (request.base == "-" && (request.alternative == "-" || request.alternative.empty())) {
    throw UsageError("stdin can only be read once: give at least one of the designs as a file");
  }
}

ExitCode verdict_of(const CompareRequest& request, const Tolerance& tolerance,
                    const ComparisonResult& result) {
  if (request.fail_on == "regression") {
    const std::vector<std::string> worse = regressions(result, tolerance);
    if (!worse.empty()) {
      const std::vector<std::string_view> names(worse.begin(), worse.end());
      say("regression: " + enumerate(names));
      return ExitCode::regression;
    }
  }
  return exit_code_of(result.alternative.outcome, request.strict);
}

ExitCode compare_designs(const CompareRequest& request) {
  refuse_nonsense(request);
  const StudyOptions options = study_options(request);
  const Tolerance tolerance = tolerance_of(request);
  const bool one_file = request.alternative.empty();
  const auto base = load_or_complain(
      request.base, one_file ? std::vector<std::string>() : request.overrides, request);
  const auto alternative =
      load_or_complain(one_file ? request.base : request.alternative, request.overrides, request);
  if (!base || !alternative) return ExitCode::usage;
  std::vector<std::string> files = request.outputs;
  if (!request.junit.empty()) files.push_back(request.junit);
  Outputs outputs(files, request.quiet);
  ComparisonResult result;
  const Blueprint* const plans[] = {base->plan().get(), alternative->plan().get()};
  watch(
      request, options,
      [&](const StudyOptions& watched) {
        result = compare(*base, *alternative, watched);
        return result.base.simulated_requests + result.alternative.simulated_requests;
      },
      plans);
  deliver(request, outputs,
          [&](Format format, const TextStyle& style) { return render(result, format, style); });
  if (!request.junit.empty())
    outputs.write(request.junit, junit_xml(result, regressions(result, tolerance)));
  outputs.finish();
  if (result.base.interrupted) {
    say_interrupted(result.base, options);
    return ExitCode::interrupted;
  }
  return verdict_of(request, tolerance, result);
}

}  // namespace

Command compare_command() {
  const auto request = std::make_shared<CompareRequest>();
  std::vector<Argument> arguments{
      positional("BASE", request->base, "a YAML file"),
      optional_positional("ALT", request->alternative,
                          "a YAML file; default: BASE with the changes of --set")};
  for (Argument& argument : request_arguments(*request)) arguments.push_back(std::move(argument));
  arguments.push_back(choice("--fail-on", {"regression"}, request->fail_on,
                             "exit with 4 if availability, errors, stale answers, the cost or an "
                             "objective's metric is worse"));
  arguments.push_back(options("--tolerance", "[METRIC=]SHARE", request->tolerances,
                              "with --fail-on: how much worse is accepted, relative to the base; "
                              "for shares in percentage points (repeatable)"));
  arguments.push_back(option("--junit", "FILE", request->junit,
                             "also write objectives and regressions as JUnit XML, for CI"));
  return {"compare", "compare two designs under the same random events",
          "Both designs face the same arrivals, objects and faults: differences are paired.\n"
          "~ marks changes whose 95% interval includes 0. Exit code 3: the alternative misses an "
          "objective.\n\n"
          "  edgecase compare shop.yaml --set design.caches.static.upper_tier=none\n"
          "  edgecase compare old.yaml new.yaml --fail-on regression\n"
          "  edgecase compare old.yaml new.yaml --fail-on regression --tolerance 2% "
          "--tolerance availability=0.01%\n",
          std::move(arguments), [request] { return compare_designs(*request); }};
}

}  // namespace edgecase::cli
