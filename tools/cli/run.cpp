// `edgecase run`: load and validate; replicate; judge; report; exit code.
#include "path/run.hpp"

#include <algorithm>
#include <memory>

#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/next.hpp"
#include "cli/request.hpp"
#include "cli/terminal.hpp"
#include "load/origin.hpp"
#include "load/print.hpp"
#include "model/store/history_text.hpp"
#include "report/layout.hpp"
#include "report/waterfall.hpp"
#include "study/audit.hpp"
#include "study/config.hpp"

namespace edgecase::cli {
namespace {

struct RunRequest : Request {
  std::string scenario;
  bool print_config = false;
  bool audit = false;
  std::vector<std::string> bills;
  std::string history;
};

/// Each value with its origin; as JSON the scenario with every value resolved.
std::string config_of(const Blueprint& plan, const std::string& format) {
  if (format == "json") return print_json(plan.spec) + "\n";
  const auto rows = resolved_config(plan);
  std::size_t paths = 0;
  std::size_t values = 0;
  for (const ConfigRow& row : rows) {
    paths = std::max(paths, display_width(row.path));
    values = std::max(values, std::min<std::size_t>(display_width(row.value), 24));
  }
  std::string text;
  for (const ConfigRow& row : rows) {
    text += fmt::format("{:<{}}  {:<{}}  {}\n", row.path, paths, row.value, values,
                        describe_origin(row));
  }
  return text;
}

std::vector<std::string> files_of(const RunRequest& request) {
  std::vector<std::string> files = request.outputs;
  files.insert(files.end(), request.bills.begin(), request.bills.end());
  if (!request.history.empty()) files.push_back(request.history);
  return files;
}

/// Throws Error if a number cannot be: then the result is not to be used.
void deliver_audit(const Result& result) {
  const std::vector<std::string> impossible = audit(result);
  for (const std::string& one : impossible) say("audit: " + one);
  if (!impossible.empty())
    throw Error(fmt::format("the audit found {} in this result: that is a bug in edgecase",
                            impossible.size() == 1
                                ? "1 impossible number"
                                : fmt::format("{} impossible numbers", impossible.size())));
  say("audit: all numbers are possible");
}

/// Of the first replication, run once more.
std::string history_of(const Scenario& scenario, const StudyOptions& options) {
  const Blueprint& plan = *scenario.plan();
  if (plan.stores.stores.empty()) throw UsageError("--history: the design has no store");
  StoreHistory history(plan);
  run_once(plan, options.seed, 0, options.stop, {}, nullptr, &history);
  return as_json_lines(history.history());
}

ExitCode run(const RunRequest& request) {
  const StudyOptions options = study_options(request);
  for (const std::string& file : request.bills)
    if (!file.ends_with(".csv") && !file.ends_with(".svg"))
      throw UsageError(fmt::format("`{}` does not end in .csv or .svg", file));
  const auto scenario = load_or_complain(request.scenario, request.overrides, request);
  if (!scenario) return ExitCode::usage;
  const Blueprint& plan = *scenario->plan();
  if (request.print_config) {
    print(config_of(plan, request.format));
    return ExitCode::ok;
  }
  Outputs outputs(files_of(request), request.quiet);
  Result result;
  const Blueprint* const plans[] = {&plan};
  watch(
      request, options,
      [&](const StudyOptions& watched) {
        result = study(*scenario, watched);
        return result.simulated_requests;
      },
      plans);
  result.next = next_command(result, plan, request.scenario, request.overrides);
  for (const std::string& file : request.bills)
    outputs.write(file, file.ends_with(".svg") ? waterfall_svg(result) : bill_lines_csv(result));
  if (!request.history.empty()) outputs.write(request.history, history_of(*scenario, options));
  deliver(request, outputs,
          [&](Format format, const TextStyle& style) { return render(result, format, style); });
  outputs.finish();
  if (request.audit) deliver_audit(result);
  if (result.interrupted) {
    say_interrupted(result, options);
    return ExitCode::interrupted;
  }
  return exit_code_of(result.outcome, request.strict);
}

}  // namespace

Command run_command() {
  const auto request = std::make_shared<RunRequest>();
  std::vector<Argument> arguments{
      positional("SCENARIO", request->scenario, "a YAML file; - reads it from stdin")};
  for (Argument& argument : request_arguments(*request)) arguments.push_back(std::move(argument));
  arguments.push_back(options("--bill", "FILE", request->bills,
                              "also write the bill: lines as .csv, a chart as .svg (repeatable)"));
  arguments.push_back(
      option("--history", "FILE", request->history,
             "also write what callers of stores did and saw in the first replication, as JSON "
             "lines for `edgecase consistency`"));
  arguments.push_back(flag("--print-config", request->print_config,
                           "show every value and its source, without running"));
  arguments.push_back(
      flag("--audit", request->audit, "check that all numbers of the result are possible"));
  return {"run", "simulate a scenario and check its objectives",
          "The report goes to stdout, messages to stderr. Exit code 3: an objective is missed.\n\n"
          "  edgecase run scenarios/image-shop.yaml\n"
          "  edgecase run shop.yaml --set design.caches.static.ttl=5min --precision 1%\n"
          "  edgecase run shop.yaml -o shop.json -o shop.md\n"
          "  edgecase run shop.yaml --bill lines.csv --bill waterfall.svg\n",
          std::move(arguments), [request] { return run(*request); }};
}

}  // namespace edgecase::cli
