// `edgecase cache`: a recorded trace replayed over cache policies and sizes.
#include <memory>

#include <fmt/core.h>

#include "cli/cache_report.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/next.hpp"
#include "cli/request.hpp"
#include "cli/terminal.hpp"
#include "cli/trace_options.hpp"
#include "load/arguments.hpp"
#include "load/text/render.hpp"

namespace edgecase::cli {
namespace {

struct CacheRequest : Request {
  TraceRequest trace;
  std::string policies = "lru";
  std::string capacities = "1%,3%,10%,30%";
  std::string admission = "all";
  std::string warm_up;
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
  if (auto options = trace_options(request.trace, diagnostics)) plan.trace = std::move(*options);
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

/// `10%` or `1000 requests`: the part of the trace that fills the caches and is not counted.
WarmUp warm_up_of(const CacheRequest& request) {
  std::string text = request.warm_up;
  if (text.empty()) return {};
  if (!request.sample.empty())
    throw UsageError("`--warm-up` and `--sample` cannot be combined: samples count every request");
  Share share;
  if (text.ends_with('%') && !Scalar<Share>::parse(text, share) && share.value > 0 &&
      share.value < 1)
    return {.share = share.value};
  Count count;
  for (const std::string_view unit : {" requests", "requests", " request"})
    if (text.ends_with(unit)) text.resize(text.size() - unit.size());
  if (!text.ends_with('%') && !Scalar<Count>::parse(text, count) && count.value > 0 &&
      !count.unlimited())
    return {.requests = static_cast<std::uint64_t>(count.value)};
  throw UsageError(
      fmt::format("`--warm-up` takes a share of the trace, such as 10%, or 1000 "
                  "requests, not `{}`",
                  request.warm_up));
}

bool is_html(const std::string& file) { return file.ends_with(".html"); }

void check_plot(const std::string& file) {
  if (file.empty() || file.ends_with(".svg") || is_html(file)) return;
  throw UsageError(fmt::format("`{}` does not end in .svg or .html", file));
}

/// The suggested next command: the same replay with a plot, or the documentation of policies.
std::string next_words(const CacheRequest& request) {
  if (!request.plot.empty()) return "edgecase explain caches.policy";
  std::string words = fmt::format("edgecase cache --trace {} --policy {} --capacity {}",
                                  shell_word(request.trace.trace), shell_word(request.policies),
                                  shell_word(request.capacities));
  const CacheRequest usual;
  const auto add = [&](const char* name, std::string CacheRequest::* member) {
    const std::string& value = request.*member;
    if (value != usual.*member) words += fmt::format(" {} {}", name, shell_word(value));
  };
  add("--admission", &CacheRequest::admission);
  add("--warm-up", &CacheRequest::warm_up);
  add("--sample", &CacheRequest::sample);
  return words + trace_words(request.trace) + " --plot curves.svg";
}

ExitCode replay(const CacheRequest& request) {
  const StudyOptions study = study_options(request);
  const double sample = sample_share(request);
  const WarmUp warm_up = warm_up_of(request);
  check_plot(request.plot);
  std::vector<std::string> files = request.outputs;
  if (!request.plot.empty()) files.push_back(request.plot);
  Outputs outputs(files, request.quiet);
  Diagnostics diagnostics;
  const std::optional<Plan> plan = understand(request, diagnostics);
  std::optional<Trace> trace;
  if (plan) trace = read_trace(request.trace.trace, plan->trace, diagnostics);
  if (!diagnostics.empty() && (!trace || !request.quiet))
    show(render_text(diagnostics, {.color = wants_color(request.color, Stream::err)}));
  if (!trace) {
    say(fmt::format("{}: not replayed because of the errors above", request.trace.trace));
    return ExitCode::usage;
  }
  const std::uint64_t uncounted = warm_up.of(trace->requests.size());
  if (uncounted >= trace->requests.size())
    throw UsageError(fmt::format("a warm-up of {} requests leaves none of the {} to count",
                                 uncounted, trace->requests.size()));
  CacheAnswer answer{std::move(*trace),   request.admission, study.seed, {},
                     next_words(request), uncounted};
  watch(request, study, [&](const StudyOptions& watched) {
    answer.curve = cache_curve(answer.trace, plan->policies, plan->admission, plan->capacities,
                               {.seed = watched.seed,
                                .threads = watched.threads,
                                .sample = sample,
                                .warm_up = warm_up,
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
      option("--policy", "LIST", r.policies, "lru,'s3_fifo{small: 20%}',…"),
      option("--capacity", "LIST", r.capacities, "128MiB,2GB,10k objects,10% of the footprint"),
      option("--admission", "KIND", r.admission, "what is kept at all"),
      option("--warm-up", "PART", r.warm_up,
             "10% of the trace, or 1000 requests, fill the caches and are not counted"),
      option("--sample", "SHARE", r.sample,
             "replay a sample of the objects: 1%; estimates its error"),
      option("--plot", "FILE", r.plot, "plot the miss ratio curves: .svg or .html")};
  std::vector<Argument> of_trace = trace_arguments(r.trace);
  all.insert(all.begin(), std::make_move_iterator(of_trace.begin()),
             std::make_move_iterator(of_trace.end()));
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
  return {"cache", "replay a trace of requests over cache policies and sizes",
          "Prints how the trace was understood, and one row per policy and size. Results are\n"
          "reproducible except requests_per_second.\n"
          "`edgecase explain caches.policy` lists the policies and their parameters.\n\n"
          "  edgecase cache --trace web.csv\n"
          "  edgecase cache --trace access.log.gz --skip unsized\n"
          "  edgecase cache --trace block.oracleGeneral.bin.zst --policy lru,fifo "
          "--capacity 128MiB,1GiB --plot curves.svg\n"
          "  edgecase cache --trace big.csv --sample 1% --format csv\n",
          arguments_of(*request), [request] { return replay(*request); }};
}

}  // namespace edgecase::cli
