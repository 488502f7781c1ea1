// The tools of `edgecase mcp` that simulate: check, run, compare, why. The text of an answer is
// short, since it stands in a conversation; its data has more, under the names of `edgecase schema
// result`.
#include <algorithm>
#include <cmath>
#include <memory>

#include <fmt/core.h>

#include "cli/estimate.hpp"
#include "cli/mcp_files.hpp"
#include "cli/mcp_tools.hpp"
#include "cli/request.hpp"
#include "load/text/render.hpp"
#include "report/numbers.hpp"
#include "report/sections.hpp"
#include "study/causes.hpp"

namespace edgecase::cli {
namespace {

constexpr const char* scenario_doc =
    "a YAML file below the folder of the server, or the name of a shipped scenario";
constexpr const char* yaml_doc = "the YAML text of a scenario, instead of a file";
constexpr const char* metric_doc =
    "metrics to return besides the main ones: latency.p99{region=asia} (`explain` lists them)";

/// Wide enough that no name is cut.
constexpr TextStyle answer_style{.width = 140};

struct StudyCall : Request {
  NamedScenario scenario;
  NamedScenario alternative;
  std::vector<std::string> metrics;
};

/// Of the options that `run` and `compare` have, those that an assistant may give.
void add_study_arguments(std::vector<Argument>& arguments, Request& request,
                         const std::vector<std::string_view>& names) {
  for (Argument& argument : request_arguments(request))
    if (std::ranges::find(names, argument.names) != names.end())
      arguments.push_back(std::move(argument));
}

/// What is wrong with a scenario, or nothing.
std::optional<ToolAnswer> complaint_of(const Loaded& loaded) {
  if (loaded.scenario) return std::nullopt;
  return ToolAnswer{loaded.text + "not run because of these errors; correct the scenario\n",
                    {{"diagnostics", Json::parse(render_json(loaded.diagnostics))}},
                    true};
}

StudyOptions watched(StudyOptions options, const ToolWatch& watch) {
  options.stop = watch.stop;
  options.progress = watch.progress;
  return options;
}

std::string stopped_early(const Result& result, const StudyOptions& options) {
  if (!result.interrupted) return {};
  return fmt::format(
      "Stopped at the time limit after {} of {} replications; intervals are wider for it.\n",
      result.replications, options.replications);
}

/// The metrics of a result that an answer shows: those over everything, and those asked for.
/// Throws UsageError for one that the result does not have.
bool is_asked(const std::vector<std::string>& asked, const std::string& name,
              const MetricLabels& labels) {
  return labels.empty() || std::ranges::find(asked, metric_text(name, labels)) != asked.end();
}

void refuse_unknown(const std::vector<std::string>& asked, const Result& result) {
  for (const std::string& text : asked) {
    const bool known = std::ranges::any_of(result.metrics, [&](const Metric& metric) {
      return metric_text(metric.name, metric.labels) == text;
    });
    if (!known)
      throw UsageError(fmt::format(
          "this run has no metric `{}`; write it as in latency.p99{{region=asia}}, with "
          "one label (`explain` lists metrics and their labels)",
          text));
  }
}

Json kept(const Json& whole, const std::vector<const char*>& keys) {
  Json part = Json::object();
  for (const char* key : keys)
    if (whole.contains(key)) part[key] = whole[key];
  return part;
}

MetricLabels labels_in(const Json& metric) {
  MetricLabels labels;
  for (const auto& [name, value] : metric["labels"].items()) labels[name] = value;
  return labels;
}

/// Without what a program can have from `edgecase run --format json`.
Json data_of(const Result& result, const std::vector<std::string>& asked) {
  const Json whole = Json::parse(as_json(result));
  Json data = kept(whole, {"scenario", "title", "question", "seed", "replications", "interrupted",
                           "simulated_requests", "warm_up_s", "measured_s", "passed", "judgements",
                           "bill_complete", "not_priced", "warnings"});
  data["metrics"] = Json::array();
  for (const Json& metric : whole["metrics"])
    if (is_asked(asked, metric["name"], labels_in(metric)))
      data["metrics"].push_back(kept(metric, {"name", "labels", "unit", "mean", "lo", "hi"}));
  data["bill"] = Json::array();
  for (const Json& line : whole["bill"])
    data["bill"].push_back(kept(line, {"name", "title", "region", "dollars", "share"}));
  return data;
}

Section measured_section(const Result& result, const std::vector<std::string>& asked) {
  const std::vector<std::string> main{"availability", "latency.p50",      "latency.p95",
                                      "latency.p99",  "hit_ratio",        "stale.share",
                                      "cost.monthly", "cold_start.share", "errors.share"};
  TextTable table{{{"", Align::left}, {"measured"}, interval_column()}, {}};
  for (const Metric& metric : result.metrics) {
    const std::string name = metric_text(metric.name, metric.labels);
    const bool is_main = std::ranges::find(main, name) != main.end();
    if ((!is_main || std::isnan(metric.estimate.mean)) &&
        std::ranges::find(asked, name) == asked.end())
      continue;
    const EstimateText text = estimate_text(metric.estimate, metric.unit);
    table.rows.push_back({{name, text.mean, text.interval}});
  }
  return {"Measured", {std::move(table)}};
}

ToolAnswer run_call(const StudyCall& call, const ToolWatch& watch) {
  const Loaded loaded = load_for_assistant(call.scenario, call.overrides);
  if (auto complaint = complaint_of(loaded)) return *complaint;
  const StudyOptions options = study_options(call);
  const Blueprint* const plans[] = {loaded.scenario->plan().get()};
  announce(plans, options, true);
  const Result result = study(*loaded.scenario, watched(options, watch));
  refuse_unknown(call.metrics, result);
  Section bill = bill_summary(result);
  bill.title = "Bill, dollars per 30-day month";
  const std::string text =
      as_text(in_short({verdict_section(result), answer_section(result),
                        measured_section(result, call.metrics), std::move(bill)}),
              answer_style);
  return {loaded.text + stopped_early(result, options) + text, data_of(result, call.metrics)};
}

Json data_of(const ComparisonResult& comparison, const std::vector<std::string>& asked) {
  const Json whole = Json::parse(as_json(comparison));
  Json data = kept(whole, {"headlines", "changed", "costs", "marginal"});
  data["differences"] = Json::array();
  for (const Json& one : whole["differences"])
    if (is_asked(asked, one["name"], labels_in(one))) data["differences"].push_back(one);
  for (const char* side : {"base", "alternative"})
    data[side] = kept(whole[side], {"scenario", "seed", "replications", "interrupted", "passed",
                                    "judgements", "warnings"});
  return data;
}

ToolAnswer compare_call(const StudyCall& call, const ToolWatch& watch) {
  const bool one_scenario = call.alternative.name.empty() && call.alternative.yaml.empty();
  if (one_scenario && call.overrides.empty())
    throw UsageError("nothing to compare with: name an alternative, or change the base with `set`");
  const std::vector<std::string> unchanged;
  const Loaded base = load_for_assistant(call.scenario, one_scenario ? unchanged : call.overrides);
  if (auto complaint = complaint_of(base)) return *complaint;
  const Loaded alternative =
      load_for_assistant(one_scenario ? call.scenario : call.alternative, call.overrides);
  if (auto complaint = complaint_of(alternative)) return *complaint;
  const StudyOptions options = study_options(call);
  const Blueprint* const plans[] = {base.scenario->plan().get(),
                                    alternative.scenario->plan().get()};
  announce(plans, options, true);
  const ComparisonResult result =
      compare(*base.scenario, *alternative.scenario, watched(options, watch));
  refuse_unknown(call.metrics, result.base);
  const std::string text =
      as_text(in_short({comparison_headline(result, false), promise_change_section(result),
                        difference_section(result), marginal_section(result)}),
              answer_style);
  return {stopped_early(result.base, options) + text, data_of(result, call.metrics)};
}

Json json_of(const Estimate& estimate) {
  return {{"mean", estimate.mean}, {"lo", estimate.lo}, {"hi", estimate.hi}};
}

Json data_of(const Why& why) {
  Json data{{"metric", why.measure.name},
            {"unit", why.measure.unit},
            {"base", json_of(why.base)},
            {"without_all", json_of(why.without_all)},
            {"causes", Json::array()}};
  for (const CauseRow& row : why.rows) {
    Json cause{{"cause", row.cause->name},
               {"removed_by", row.cause->what},
               {"on_its_own", json_of(row.first_out)},
               {"without_all_others", json_of(row.last_in)}};
    if (!row.problem.empty()) cause["problem"] = row.problem;
    data["causes"].push_back(std::move(cause));
  }
  return data;
}

struct WhyCall : StudyCall {
  std::string metric;
};

ToolAnswer why_call(const WhyCall& call, const ToolWatch& watch) {
  const Loaded loaded = load_for_assistant(call.scenario, call.overrides);
  if (auto complaint = complaint_of(loaded)) return *complaint;
  const Blueprint& plan = *loaded.scenario->plan();
  const std::string metric = call.metric.empty() ? usual_measures(plan).front() : call.metric;
  std::string problem;
  if (!measure_of(metric, plan, problem)) throw UsageError("`metric`: " + problem);
  const OpenPoint open = [&](const std::vector<std::string>& more,
                             std::string& wrong) -> std::shared_ptr<const Blueprint> {
    std::vector<std::string> overrides = call.overrides;
    overrides.insert(overrides.end(), more.begin(), more.end());
    const Loaded point = load_for_assistant(call.scenario, overrides);
    if (point.scenario) return point.scenario->plan();
    wrong = point.diagnostics.empty() ? "it cannot be loaded" : point.diagnostics.front().message;
    return nullptr;
  };
  const StudyOptions options = study_options(call);
  const Blueprint* const plans[] = {&plan};
  announce(plans, options, true);
  const Why why = find_causes(plan, open, {.study = watched(options, watch), .measures = {metric}});
  if (why.interrupted) throw Interrupted();
  return {as_text(in_short(why_sections(why, plan.spec.metadata.name)), answer_style),
          data_of(why)};
}

ToolAnswer check_call(const StudyCall& call) {
  const Loaded loaded = load_for_assistant(call.scenario, call.overrides);
  Json data{{"ok", loaded.scenario.has_value()},
            {"diagnostics", Json::parse(render_json(loaded.diagnostics))}};
  std::string text = loaded.text;
  if (loaded.scenario) {
    const std::string estimate = estimate_line(*loaded.scenario->plan());
    data["estimate"] = estimate;
    text += "ok; " + estimate + "\n";
  }
  return {std::move(text), std::move(data)};
}

std::vector<Argument> scenario_arguments(NamedScenario& scenario) {
  return {optional_positional("SCENARIO", scenario.name, scenario_doc),
          option("--yaml", "TEXT", scenario.yaml, yaml_doc)};
}

}  // namespace

AssistantTool check_tool() {
  const auto call = std::make_shared<StudyCall>();
  std::vector<Argument> arguments = scenario_arguments(call->scenario);
  add_study_arguments(arguments, *call, {"--set"});
  return {"check", "Check a scenario",
          "Validates a scenario without running it: every error at once, each with its place and "
          "what to write instead, and how long a run will take.",
          std::move(arguments), [call](const ToolWatch&) { return check_call(*call); }};
}

AssistantTool run_tool() {
  const auto call = std::make_shared<StudyCall>();
  std::vector<Argument> arguments = scenario_arguments(call->scenario);
  add_study_arguments(arguments, *call, {"--set", "--seed", "--replications", "--precision"});
  arguments.push_back(options("--metric", "METRIC", call->metrics, metric_doc));
  return {"run", "Simulate a scenario",
          "Simulates an edge network design: latency, availability, cache hit ratio and monthly "
          "cost with 95% intervals, and whether its objectives are met.",
          std::move(arguments), [call](const ToolWatch& watch) { return run_call(*call, watch); }};
}

AssistantTool compare_tool() {
  const auto call = std::make_shared<StudyCall>();
  std::vector<Argument> arguments{
      optional_positional("BASE", call->scenario.name, scenario_doc),
      option("--base-yaml", "TEXT", call->scenario.yaml, yaml_doc),
      optional_positional("ALTERNATIVE", call->alternative.name,
                          "likewise; default: the base with the changes of `set`"),
      option("--alternative-yaml", "TEXT", call->alternative.yaml, yaml_doc)};
  add_study_arguments(arguments, *call, {"--set", "--seed", "--replications", "--precision"});
  arguments.push_back(options("--metric", "METRIC", call->metrics, metric_doc));
  return {"compare", "Compare two designs",
          "Simulates two designs under the same random events and says what changed, with "
          "intervals of the paired differences, and what each improvement costs.",
          std::move(arguments),
          [call](const ToolWatch& watch) { return compare_call(*call, watch); }};
}

AssistantTool why_tool() {
  const auto call = std::make_shared<WhyCall>();
  std::vector<Argument> arguments = scenario_arguments(call->scenario);
  arguments.push_back(option("--metric", "METRIC", call->metric,
                             "the number to explain; default: that of the first objective"));
  add_study_arguments(arguments, *call, {"--set", "--seed", "--replications"});
  return {"why", "Find what causes a number",
          "Simulates the same random events once more without each cause (cold starts, handshakes, "
          "evictions, attacks, ...) and says what each adds to a metric.",
          std::move(arguments), [call](const ToolWatch& watch) { return why_call(*call, watch); }};
}

}  // namespace edgecase::cli
