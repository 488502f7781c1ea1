// `edgecase explain`: keys, kinds, metrics and diagnostic codes.
#include "load/explain.hpp"

#include <algorithm>
#include <memory>

#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "cost/usage_file.hpp"
#include "load/text/codes.hpp"
#include "load/text/suggest.hpp"
#include "metrics/metrics.hpp"
#include "scenario/scenario.hpp"

namespace edgecase::cli {
namespace {

std::string unit_text(std::string_view unit) {
  if (unit == "1") return "share; write limits as 99.9%";
  if (unit == "ms" || unit == "s") return fmt::format("{}; write limits as 250ms or 3s", unit);
  if (unit == "$") return "US dollars; write limits as $18k";
  return std::string(unit);
}

const MetricFamily* family_of(std::string_view topic) {
  const std::string_view name = topic.substr(0, topic.find('{'));
  for (const MetricFamily& family : metric_families()) {
    const bool statistic = family.has_statistics && name.starts_with(family.name) &&
                           name.size() > family.name.size() && name[family.name.size()] == '.';
    if (name == family.name || statistic) return &family;
  }
  return nullptr;
}

std::string text_of(const MetricFamily& family) {
  std::string text =
      fmt::format("{}: {}\n\n  unit     {}\n", family.name, family.doc, unit_text(family.unit));
  if (family.has_statistics) {
    text += fmt::format("  write    {0}.mean, {0}.p50, {0}.p95, {0}.p99, {0}.p99.9\n", family.name);
  }
  if (!family.labels.empty()) {
    std::string labels;
    for (const MetricLabel* label : family.labels)
      labels += (labels.empty() ? "" : ",") + std::string(label->name);
    text += fmt::format("  labels   {}; for instance {}{}{{{}=…}}\n", labels, family.name,
                        family.has_statistics ? ".p99" : "", family.labels.front()->name);
  }
  return text;
}

/// All topics.
std::string contents() {
  std::string text = explain(type_of<ScenarioSpec>(), "").text;
  text += "\nFor any nested key: edgecase explain design.caches, cache.ttl, zipf, …\n\nmetrics\n";
  for (const MetricFamily& family : metric_families()) {
    text += fmt::format("  {:<22}  {}\n", family.name, family.doc);
  }
  text +=
      "\nmoney\n"
      "  usage                   the usage file of `edgecase bill` (usage.usage: one entry)\n"
      "  prices                  a price sheet (prices.products: one product)\n"
      "  meters, labels          the meters and labels of usage; also: edgecase explain METER\n";
  text += "\ncodes\n";
  for (const auto codes : {load_codes(), scenario_codes(), trace_codes()}) {
    for (const CodeEntry& entry : codes) text += fmt::format("  {}  {}\n", entry.code, entry.title);
  }
  return text;
}

ExitCode unknown(const std::string& topic, const std::vector<std::string>& candidates) {
  if (candidates.empty()) {
    std::vector<std::string_view> metrics;
    for (const MetricFamily& family : metric_families()) metrics.push_back(family.name);
    const std::string near = did_you_mean(topic, metrics);
    say(fmt::format("nothing is called `{}`{}{} (`edgecase explain` lists all topics)", topic,
                    near.empty() ? "" : "; ", near));
    return ExitCode::usage;
  }
  std::string text = fmt::format("`{}` could mean\n", topic);
  for (const std::string& path : candidates) text += "  edgecase explain " + path + "\n";
  show(text);
  return ExitCode::usage;
}

std::string text_of(const Meter& meter) {
  std::string text =
      fmt::format("{}: {}\n\n  write    {}\n", meter.name, meter.doc, example_of(meter.dimension));
  if (meter.gib_of_memory)
    text += "  memory is in binary units (GiB = 1,024 MB); GB-s is rejected\n";
  if (!meter.labels.empty()) text += fmt::format("  labels   {}\n", meter.labels);
  return text;
}

/// Usage files, price sheets, meters and labels; empty for any other topic.
std::string explain_money(const std::string& topic) {
  if (topic == "usage" || topic.starts_with("usage."))
    return explain(type_of<UsageSpec>(), topic == "usage" ? "" : topic.substr(6)).text;
  if (topic == "prices" || topic.starts_with("prices."))
    return explain(type_of<PriceSheet>(), topic == "prices" ? "" : topic.substr(7)).text;
  std::string text;
  if (topic == "meters")
    for (const Meter& one : all_meters()) text += fmt::format("  {:<28}  {}\n", one.name, one.doc);
  if (topic == "labels")
    for (const LabelName& one : all_labels())
      text += fmt::format("  {:<14}  {}\n", one.name, one.doc);
  if (const Meter* meter = find_meter(topic)) text = text_of(*meter);
  return text;
}

ExitCode explain_topic(const std::string& topic) {
  if (topic.empty()) {
    print(contents());
    return ExitCode::ok;
  }
  std::string upper = topic;
  std::ranges::transform(upper, upper.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  if (const std::string text = explain_code(upper); !text.empty()) {
    print(text);
    return ExitCode::ok;
  }
  if (const std::string text = explain_money(topic); !text.empty()) {
    print(text);
    return ExitCode::ok;
  }
  const auto field = explain(type_of<ScenarioSpec>(), topic);
  const MetricFamily* family = family_of(topic);
  if (family == nullptr && !field.found) return unknown(topic, field.candidates);
  if (family != nullptr) print(text_of(*family));
  if (family != nullptr && field.found) print("\n");
  if (field.found) print(field.text);
  return ExitCode::ok;
}

}  // namespace

Command explain_command() {
  const auto topic = std::make_shared<std::string>();
  return {"explain",
          "explain a key, a kind, a metric or a diagnostic code",
          "  edgecase explain cache.ttl\n"
          "  edgecase explain latency.p99\n"
          "  edgecase explain EC0104\n",
          {optional_positional("TOPIC", *topic,
                               "a key path, a name or a code; default: list all topics")},
          [topic] { return explain_topic(*topic); }};
}

}  // namespace edgecase::cli
