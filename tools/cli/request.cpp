#include "cli/request.hpp"

#include <atomic>
#include <chrono>

#include <fmt/core.h>

#include "cli/estimate.hpp"
#include "cli/files.hpp"
#include "cli/saved_result.hpp"
#include "cli/terminal.hpp"
#include "cli/trace_options.hpp"
#include "load/text/scalar.hpp"
#include "plan/blueprint.hpp"
#include "report/numbers.hpp"

namespace edgecase::cli {

std::vector<Argument> request_arguments(Request& r) {
  Argument replications = number("--replications", "N", r.replications,
                                 {.least = 1, .most = 100'000}, "independent runs");
  replications.usual = std::to_string(r.usual_replications);
  Argument jobs = number("-j,--jobs", "N", r.jobs, {.least = 1, .most = 1024},
                         "number of threads; does not affect results");
  jobs.usual = "one per core";
  return {options("--set", "PATH=VALUE", r.overrides,
                  "override a value: design.caches.static.ttl=5min (repeatable)"),
          number("--seed", "N", r.seed, {}, "random seed"),
          std::move(replications),
          option("--precision", "SHARE", r.precision,
                 "run until 95% intervals are within ± this share: 1%"),
          std::move(jobs),
          choice("--format", {"text", "json", "csv", "md"}, r.format, "format of stdout"),
          options("-o,--output", "FILE", r.outputs,
                  "write to a file instead: .txt .json .csv .md (repeatable)"),
          flag("--strict", r.strict, "exit with 5 if a verdict is inconclusive"),
          flag("-v,--verbose", r.verbose,
               "a longer report: arithmetic of the bill, the provider's costs, rows of zeros"),
          flag("-q,--quiet", r.quiet, "no progress or warnings"),
          outside_flag(r.allow_outside),
          choice("--color", {"auto", "always", "never"}, r.color, "coloured text output")};
}

StudyOptions study_options(const Request& request) {
  StudyOptions options;
  options.seed = request.seed;
  options.replications = request.replications.value_or(request.usual_replications);
  if (request.jobs) options.threads = static_cast<unsigned>(*request.jobs);
  if (!request.precision.empty()) {
    if (request.replications) {
      throw UsageError(
          "give either `--replications` or `--precision`, which chooses the number itself");
    }
    Share share;
    const auto complaint = Scalar<Share>::parse(request.precision, share);
    if (complaint || !(share.value > 0) || !(share.value < 1)) {
      throw UsageError(
          fmt::format("`--precision` takes a share such as 1%, not `{}`", request.precision));
    }
    options.precision = share.value;
  }
  for (const std::string& file : request.outputs) {
    if (!format_of_file(file)) {
      throw UsageError(fmt::format("`{}` does not end in .txt, .json, .csv or .md", file));
    }
  }
  return options;
}

std::optional<Scenario> load_or_complain(const std::string& scenario,
                                         const std::vector<std::string>& overrides,
                                         const Request& request) {
  refuse_saved_result(scenario);
  const Loaded loaded = load_scenario(scenario, overrides, wants_color(request.color, Stream::err),
                                      request.allow_outside);
  if (!loaded.diagnostics.empty() && (!loaded.scenario || !request.quiet)) show(loaded.text);
  if (!loaded.scenario) say(fmt::format("{}: not run because of the errors above", scenario));
  if (loaded.scenario && !request.quiet) show(traces_read(loaded.scenario->plan()->setting));
  return loaded.scenario;
}

void watch(const Request& request, StudyOptions options,
           const std::function<std::uint64_t(const StudyOptions&)>& work,
           std::span<const Blueprint* const> plans) {
  const StudyEstimate estimate = announce(plans, options, request.quiet);
  std::atomic<std::uint64_t> simulated{0};
  Progress progress(request.quiet, {&simulated, estimate.requests});
  watch_for_interrupt();
  options.stop = &interrupted();
  options.simulated = &simulated;
  options.progress = [&](std::size_t done, std::size_t of) { progress.show(done, of); };
  const auto start = std::chrono::steady_clock::now();
  const auto requests = static_cast<double>(work(options));
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  progress.clear();
  if (request.quiet) return;
  show(fmt::format("{} requests in {:.2f} s: {}\n", count_text(requests), took.count(),
                   value_text(requests / took.count(), "1/s")));
}

void deliver(const Request& request, Outputs& outputs,
             const std::function<std::string(Format, const TextStyle&)>& render) {
  for (const std::string& file : request.outputs)
    outputs.write(file, render(*format_of_file(file), {.verbose = request.verbose}));
  if (!request.outputs.empty()) return;
  print(render(*format_named(request.format), {.color = wants_color(request.color, Stream::out),
                                               .width = text_width(),
                                               .verbose = request.verbose}));
}

void say_interrupted(const Result& result, const StudyOptions& options) {
  const std::string of =
      options.precision > 0 ? std::string() : fmt::format(" of {}", options.replications);
  say(fmt::format("interrupted after {}{} replications; the report covers only these",
                  result.replications, of));
}

ExitCode exit_code_of(std::optional<Outcome> outcome, bool strict) {
  if (outcome == Outcome::fail) return ExitCode::broken;
  return outcome == Outcome::inconclusive && strict ? ExitCode::inconclusive : ExitCode::ok;
}

}  // namespace edgecase::cli
