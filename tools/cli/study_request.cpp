#include "cli/study_request.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>

#include <fmt/core.h>

#include <edgecase/error.hpp>

#include "cli/files.hpp"
#include "cli/results_database.hpp"
#include "cli/saved_result.hpp"
#include "cli/terminal.hpp"
#include "load/text/codes.hpp"
#include "load/text/scalar.hpp"
#include "load/text/suggest.hpp"
#include "report/numbers.hpp"

namespace edgecase::cli {
namespace {

std::string extension_of(const std::string& file) {
  return std::filesystem::path(file).extension().string();
}

PlanKind plan_named(const std::string& name) {
  if (name == "one-at-a-time") return PlanKind::one_at_a_time;
  if (name == "latin-hypercube") return PlanKind::latin_hypercube;
  return name == "sobol" ? PlanKind::sobol : PlanKind::factorial;
}

/// The first error, for one line of a table.
std::string first_error(const Loaded& loaded) {
  for (const Diagnostic& one : loaded.diagnostics)
    if (one.severity == Severity::error)
      return one.path + ": " + one.message + (one.label.empty() ? "" : "; " + one.label);
  return "it cannot be loaded";
}

}  // namespace

std::vector<Argument> study_arguments(StudyRequest& r, const StudyArguments& which) {
  std::vector<Argument> all{
      positional("SCENARIO", r.scenario, "a YAML file; - reads it from stdin")};
  if (which.parameters)
    all.push_back(options("--param", "PATH=VALUES", r.parameters,
                          "values of a key: path=[a, b], path=1min..1h:5, path=1GB..1TB:4:log "
                          "(repeatable)"));
  if (which.plan) {
    all.push_back(choice("--plan", {"factorial", "one-at-a-time", "latin-hypercube", "sobol"},
                         r.plan, "which combinations of the values"));
    all.push_back(number("--points", "N", r.points, {.least = 1},
                         "points of a Latin hypercube or Sobol plan"));
  }
  all.push_back(options("--metric", "METRIC", r.measures,
                        "what to measure: a metric, or NAME = a formula of metrics and keys"));
  all.push_back(options("--set", "PATH=VALUE", r.overrides, "override a value at every point"));
  all.push_back(number("--seed", "N", r.seed, {}, "random seed"));
  Argument replications = number("--replications", "N", r.replications,
                                 {.least = 2, .most = 100'000}, "independent runs of each point");
  replications.usual = std::to_string(which.usual_replications);
  all.push_back(std::move(replications));
  if (which.precision)
    all.push_back(option("--precision", "SHARE", r.precision,
                         "run each point until its 95% intervals are within ± this share: 1%"));
  Argument jobs = number("-j,--jobs", "N", r.jobs, {.least = 1, .most = 1024},
                         "number of threads; does not affect results");
  jobs.usual = "one per core";
  all.push_back(std::move(jobs));
  all.push_back(option("--results", "FILE", r.results,
                       "a results database: stored rows are reused, new ones stored"));
  all.push_back(choice("--format", which.formats, r.format, "format of stdout"));
  all.push_back(options("-o,--output", "FILE", r.outputs,
                        "write to a file instead: " + which.outputs + " (repeatable)"));
  all.push_back(flag("-q,--quiet", r.quiet, "no progress or messages"));
  all.push_back(outside_flag(r.allow_outside));
  all.push_back(choice("--color", {"auto", "always", "never"}, r.color, "coloured text output"));
  return all;
}

StudyOptions options_of(const StudyRequest& request, std::size_t usual_replications) {
  StudyOptions options;
  options.seed = request.seed;
  options.replications = request.replications.value_or(usual_replications);
  if (request.jobs) options.threads = static_cast<unsigned>(*request.jobs);
  if (request.precision.empty()) return options;
  if (request.replications)
    throw UsageError(
        "give either `--replications` or `--precision`, which chooses the number itself");
  Share share;
  const auto complaint = Scalar<Share>::parse(request.precision, share);
  if (complaint || !(share.value > 0) || !(share.value < 1))
    throw UsageError(
        fmt::format("`--precision` takes a share such as 1%, not `{}`", request.precision));
  options.precision = share.value;
  return options;
}

void refuse_output_files(const StudyRequest& request, const std::vector<std::string>& extensions) {
  for (const std::string& file : request.outputs) {
    if (std::ranges::find(extensions, extension_of(file)) != extensions.end()) continue;
    const std::vector<std::string_view> known(extensions.begin(), extensions.end());
    throw UsageError(fmt::format("`{}` does not end in one of {}", file, enumerate(known)));
  }
}

ExitCode exit_code_of(const PointsResult& result) {
  if (!result.interrupted) return ExitCode::ok;
  say("interrupted; with --results FILE, the same command continues where it was");
  return ExitCode::interrupted;
}

std::vector<Parameter> parameters_of(const StudyRequest& request) {
  std::vector<Parameter> all;
  for (const std::string& text : request.parameters) {
    std::string problem;
    auto one = parameter_of(text, problem);
    if (!one) throw UsageError("`--param`: " + problem);
    if (std::ranges::find(all, one->path, &Parameter::path) != all.end())
      throw UsageError(fmt::format("`--param`: `{}` is given twice", one->path));
    all.push_back(std::move(*one));
  }
  if (all.empty())
    throw UsageError(
        "nothing varies: give at least one `--param`, for example --param "
        "'design.caches.static.ttl=[1min, 10min, 1h]'");
  return all;
}

std::vector<PointValues> plan_of(const StudyRequest& request,
                                 const std::vector<Parameter>& parameters) {
  std::string problem;
  auto plan =
      points_of(parameters, plan_named(request.plan), request.points, request.seed, problem);
  if (!plan) throw UsageError(problem);
  return std::move(*plan);
}

Opener::Opener(const StudyRequest& request) : request_(request) {
  refuse_saved_result(request.scenario);
  if (request.scenario == "-") text_ = read_stdin();
}

Loaded Opener::load(const std::vector<std::string>& overrides) const {
  std::vector<std::string> all = request_.overrides;
  all.insert(all.end(), overrides.begin(), overrides.end());
  if (request_.scenario != "-")
    return load_scenario(request_.scenario, all, wants_color(request_.color, Stream::err),
                         request_.allow_outside);
  return load_text(
      text_, "stdin",
      {all, {data_folder()}, request_.allow_outside, wants_color(request_.color, Stream::err)});
}

std::shared_ptr<const Blueprint> Opener::base_or_complain() const {
  const Loaded loaded = load({});
  if (!loaded.diagnostics.empty() && (!loaded.scenario || !request_.quiet)) show(loaded.text);
  if (!loaded.scenario)
    say(fmt::format("{}: not run because of the errors above", request_.scenario));
  return loaded.scenario ? loaded.scenario->plan() : nullptr;
}

OpenPoint Opener::points() const {
  return [this](const std::vector<std::string>& overrides,
                std::string& problem) -> std::shared_ptr<const Blueprint> {
    const Loaded loaded = load(overrides);
    if (loaded.scenario) return loaded.scenario->plan();
    problem = first_error(loaded);
    return nullptr;
  };
}

bool Opener::knows(const std::vector<Parameter>& parameters) const {
  for (const Parameter& one : parameters) {
    const Loaded loaded = load({one.path + "=" + one.at(0)});
    for (const Diagnostic& wrong : loaded.diagnostics) {
      if (wrong.severity != Severity::error ||
          (wrong.code != code::unknown_key && wrong.code != code::bad_override))
        continue;
      show(loaded.text);
      say(fmt::format("`--param {}`: the scenario has no such key", one.path));
      return false;
    }
  }
  return true;
}

std::vector<std::string> measures_of(const StudyRequest& request, const Blueprint& plan) {
  if (request.measures.empty()) return usual_measures(plan);
  for (const std::string& text : request.measures) {
    std::string problem;
    if (!measure_of(text, plan, problem)) throw UsageError("`--metric`: " + problem);
  }
  return request.measures;
}

std::unique_ptr<ResultsDatabase> database_of(const StudyRequest& request) {
  if (request.results.empty()) return nullptr;
  return std::make_unique<ResultsDatabase>(request.results, ResultsDatabase::Access::write);
}

PointsResult watch_points(const StudyRequest& request, StudyOptions options,
                          const std::function<PointsResult(const StudyOptions&)>& work) {
  Progress progress(request.quiet);
  watch_for_interrupt();
  options.stop = &interrupted();
  options.progress = [&](std::size_t done, std::size_t of) { progress.show(done, of); };
  const auto start = std::chrono::steady_clock::now();
  PointsResult result = work(options);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  progress.clear();
  if (request.quiet) return result;
  std::string text =
      fmt::format("{} replications simulated in {:.2f} s", result.simulated, took.count());
  if (!request.results.empty()) text += fmt::format(", {} reused", result.reused);
  if (result.warm_up_doublings > 0)
    text += fmt::format("; warm-up doubled {} times until the hit ratio settled at every point",
                        result.warm_up_doublings);
  show(text + "\n");
  return result;
}

void deliver_study(const StudyRequest& request, Outputs& outputs,
                   const std::vector<Section>& sections,
                   const std::function<std::string(const std::string& extension)>& others) {
  const auto rendered = [&](const std::string& extension, const TextStyle& style) {
    if (extension == ".txt" || extension == ".text") return as_text(sections, style);
    return extension == ".md" ? as_markdown(sections) : others(extension);
  };
  for (const std::string& file : request.outputs)
    outputs.write(file, rendered(extension_of(file), {}));
  if (!request.outputs.empty()) return;
  print(rendered("." + request.format,
                 {.color = wants_color(request.color, Stream::out), .width = text_width()}));
}

}  // namespace edgecase::cli
