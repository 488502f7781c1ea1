// `edgecase cache`: a recorded trace replayed over cache policies and sizes.
#include <memory>

#include <fmt/core.h>

#include "cli/cache_report.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/next.hpp"
#include "cli/request.hpp"
#include "cli/terminal.hpp"
#include "load/arguments.hpp"
#include "load/text/render.hpp"

namespace edgecase::cli {
namespace {

struct CacheRequest : Request {
  std::string trace;
  std::string policies = "lru";
  std::string capacities = "1%,3%,10%,30%";
  std::string admission = "all";
  std::string trace_format;
  std::string columns;
  std::string sizes = "first";
  std::string sample;
  std::string plot;
};

/// The options once they are understood.
struct Plan {
  std::vector<NamedPolicy> policies;
  std::vector<NamedCapacity> capacities;
  AdmissionChoice admission{"all"};
  TraceOptions trace;
};

template <class E>
std::vector<std::string> choices_of() {
  std::vector<std::string> all;
  for (const auto& one : names(Of<E>{})) all.emplace_back(one.name);
  return all;
}

/// Requires: one of choices_of<E>().
template <class E>
E named(const std::string& text) {
  for (const auto& one : names(Of<E>{})) {
    if (text == one.name) return one.value;
  }
  throw UsageError(fmt::format("there is no `{}`", text));
}

/// Checks every option, so that all errors are reported at once.
std::optional<Plan> understand(const CacheRequest& request, Diagnostics& diagnostics) {
  Plan plan;
  if (auto list = read_list<PolicyChoice>("--policy", request.policies, diagnostics)) {
    for (auto& one : *list) plan.policies.push_back({one.text, std::move(one.value)});
  }
  if (auto list = read_list<CacheCapacity>("--capacity", request.capacities, diagnostics)) {
    for (auto& one : *list) plan.capacities.push_back({one.text, one.value});
  }
  if (auto list = read_list<AdmissionChoice>("--admission", request.admission, diagnostics)) {
    if (list->size() != 1) throw UsageError("`--admission` takes one kind");
    plan.admission = std::move(list->front().value);
  }
  if (!request.columns.empty()) {
    if (auto columns = parse_trace_columns("--columns", request.columns, diagnostics))
      plan.trace.columns = std::move(*columns);
  }
  if (!request.trace_format.empty()) plan.trace.format = named<TraceFormat>(request.trace_format);
  plan.trace.sizes = named<SizeRule>(request.sizes);
  if (diagnostics.has_errors()) return std::nullopt;
  return plan;
}

double sample_share(const CacheRequest& request) {
  if (request.sample.empty()) return 0;
  Share share;
  const auto wrong = Scalar<Share>::parse(request.sample, share);
  if (wrong || !(share.value > 0) || share.value > 0.5) {
    throw UsageError(
        fmt::format("`--sample` takes a share of the objects, at most 50%, such as 1%, not `{}`",
                    request.sample));
  }
  return share.value;
}

bool is_html(const std::string& file) { return file.ends_with(".html"); }

void check_plot(const std::string& file) {
  if (file.empty() || file.ends_with(".svg") || is_html(file)) return;
  throw UsageError(fmt::format("`{}` does not end in .svg or .html", file));
}

/// The suggested next command: the same replay with a plot, or the documentation of policies.
std::string next_words(const CacheRequest& request) {
  if (!request.plot.empty()) return "edgecase explain caches.policy";
  std::string words =
      fmt::format("edgecase cache --trace {} --policy {} --capacity {}", shell_word(request.trace),
                  shell_word(request.policies), shell_word(request.capacities));
  const CacheRequest usual;
  const auto add = [&](const char* name, std::string CacheRequest::* member) {
    const std::string& value = request.*member;
    if (value != usual.*member) words += fmt::format(" {} {}", name, shell_word(value));
  };
  add("--admission", &CacheRequest::admission);
  add("--trace-format", &CacheRequest::trace_format);
  add("--columns", &CacheRequest::columns);
  add("--sizes", &CacheRequest::sizes);
  add("--sample", &CacheRequest::sample);
  return words + " --plot curves.svg";
}

ExitCode replay(const CacheRequest& request) {
  const StudyOptions study = study_options(request);
  const double sample = sample_share(request);
  check_plot(request.plot);
  Diagnostics diagnostics;
  const std::optional<Plan> plan = understand(request, diagnostics);
  std::optional<Trace> trace;
  if (plan) trace = read_trace(request.trace, plan->trace, diagnostics);
  if (!diagnostics.empty() && (!trace || !request.quiet))
    show(render_text(diagnostics, {.color = wants_color(request.color, Stream::err)}));
  if (!trace) {
    say(fmt::format("{}: not replayed because of the errors above", request.trace));
    return ExitCode::usage;
  }
  std::vector<std::string> files = request.outputs;
  if (!request.plot.empty()) files.push_back(request.plot);
  Outputs outputs(files, request.quiet);
  CacheAnswer answer{std::move(*trace), request.admission, study.seed, {}, next_words(request)};
  watch(request, study, [&](const StudyOptions& watched) {
    answer.curve = cache_curve(answer.trace, plan->policies, plan->admission, plan->capacities,
                               {.seed = watched.seed,
                                .threads = watched.threads,
                                .sample = sample,
                                .stop = watched.stop,
                                .progress = watched.progress});
    double replayed = 0;
    for (const CacheCurvePoint& point : answer.curve.points) replayed += point.replayed;
    return static_cast<std::uint64_t>(replayed);
  });
  deliver(request, outputs,
          [&](Format format, const TextStyle& style) { return render(answer, format, style); });
  if (!request.plot.empty()) {
    const Plot plot = plot_of(answer);
    outputs.write(request.plot, is_html(request.plot) ? as_html(plot) : as_svg(plot));
  }
  outputs.finish();
  return ExitCode::ok;
}

std::vector<Argument> arguments_of(CacheRequest& r) {
  std::vector<Argument> all{
      option("--trace", "FILE", r.trace, "oracleGeneral, CSV or plain keys; also .zst"),
      option("--policy", "LIST", r.policies, "lru,'s3_fifo{small: 20%}',…"),
      option("--capacity", "LIST", r.capacities, "128MiB,2GB,10k objects,10% of the footprint"),
      option("--admission", "KIND", r.admission, "what is kept at all"),
      choice("--trace-format", choices_of<TraceFormat>(), r.trace_format,
             "trace format (default: detected)"),
      option("--columns", "MAP", r.columns,
             "CSV columns: key=NAME,size=NAME,time=none; or column numbers"),
      choice("--sizes", choices_of<SizeRule>(), r.sizes,
             "an object keeps its first size, or each request has its own"),
      option("--sample", "SHARE", r.sample,
             "replay a sample of the objects: 1%; estimates its error"),
      option("--plot", "FILE", r.plot, "plot the miss ratio curves: .svg or .html")};
  all.front().required = true;
  for (Argument& argument : request_arguments(r)) {
    if (argument.names == "--set" || argument.names == "--precision" ||
        argument.names == "--replications" || argument.names == "--strict")
      continue;
    all.push_back(std::move(argument));
  }
  return all;
}

}  // namespace

Command cache_command() {
  const auto request = std::make_shared<CacheRequest>();
  return {
      "cache", "replay a trace of requests over cache policies and sizes",
      "Prints one row per policy and size. Results are reproducible except requests_per_second.\n"
      "`edgecase explain caches.policy` lists the policies and their parameters.\n\n"
      "  edgecase cache --trace web.csv\n"
      "  edgecase cache --trace block.oracleGeneral.bin.zst --policy lru,fifo "
      "--capacity 128MiB,1GiB --plot curves.svg\n"
      "  edgecase cache --trace big.csv --sample 1% --format csv\n",
      arguments_of(*request), [request] { return replay(*request); }};
}

}  // namespace edgecase::cli
