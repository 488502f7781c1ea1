// `edgecase compare`: two designs under the same fate.
#include <algorithm>
#include <memory>

#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/request.hpp"
#include "cli/terminal.hpp"
#include "load/text/suggest.hpp"
#include "report/regression.hpp"

namespace edgecase::cli {
namespace {

struct CompareRequest : Request {
  std::string base;
  std::string alternative;
  std::string fail_on;
};

/// Seed and stdin, say, cannot stand for two designs.
void refuse_nonsense(const CompareRequest& request) {
  if (request.alternative.empty() && request.overrides.empty()) {
    throw UsageError(
        "there is nothing to compare with: name a second scenario, or say with --set "
        "what changes");
  }
  if (request.base == "-" && (request.alternative == "-" || request.alternative.empty())) {
    throw UsageError("stdin can be read only once: give one of the designs as a file");
  }
}

ExitCode verdict_of(const CompareRequest& request, const ComparisonResult& result) {
  if (request.fail_on == "regression") {
    const std::vector<std::string> worse = regressions(result);
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
  const bool one_file = request.alternative.empty();
  const auto base = load_or_complain(
      request.base, one_file ? std::vector<std::string>() : request.overrides, request);
  const auto alternative =
      load_or_complain(one_file ? request.base : request.alternative, request.overrides, request);
  if (!base || !alternative) return ExitCode::usage;
  ComparisonResult result;
  watch(request, options, [&](const StudyOptions& watched) {
    result = compare(*base, *alternative, watched);
    return result.base.simulated_requests + result.alternative.simulated_requests;
  });
  deliver(request,
          [&](Format format, const TextStyle& style) { return render(result, format, style); });
  return verdict_of(request, result);
}

}  // namespace

Command compare_command() {
  const auto request = std::make_shared<CompareRequest>();
  std::vector<Argument> arguments{
      positional("BASE", request->base, "a YAML file"),
      optional_positional("ALT", request->alternative,
                          "another; without it BASE is compared with itself as changed by --set")};
  for (Argument& argument : request_arguments(*request)) arguments.push_back(std::move(argument));
  arguments.push_back(choice("--fail-on", {"regression"}, request->fail_on,
                             "exit 4 when a promised metric or the cost got significantly worse"));
  return {
      "compare", "two designs under the same fate: what changes, beyond doubt",
      "Both meet the same arrivals, objects and faults, so differences are taken pair by pair.\n"
      "~ stands where the 95% interval includes 0. Exit code 3: the alternative breaks a "
      "promise.\n\n"
      "  edgecase compare shop.yaml --set design.caches.static.upper_tier=none\n"
      "  edgecase compare old.yaml new.yaml --fail-on regression\n",
      std::move(arguments), [request] { return compare_designs(*request); }};
}

}  // namespace edgecase::cli
