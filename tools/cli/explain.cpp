// `edgecase explain`: keys, kinds, metrics and diagnostic codes.
#include "load/explain.hpp"

#include <algorithm>
#include <memory>

#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/explain.hpp"
#include "cli/files.hpp"
#include "cli/glossary.hpp"
#include "cli/terminal.hpp"
#include "cost/usage_file.hpp"
#include "load/distribution/specs.hpp"
#include "load/text/codes.hpp"
#include "load/text/codes_practice.hpp"
#include "load/text/suggest.hpp"
#include "metrics/metrics.hpp"
#include "model/attack/spec.hpp"
#include "model/compute/runtime_spec.hpp"
#include "model/net/network_spec.hpp"
#include "practice/case_spec.hpp"
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
  text +=
      "\nfiles of your own\n"
      "  network                 a network of sites, users and round trips (network.pops)\n"
      "  runtime                 a platform that runs functions (runtime.cold_start)\n"
      "  sizes, preset           a distribution of sizes; an attack to refer to\n"
      "  case                    a case to practise on (case.rows, case.levers)\n";
  text += "\ncodes\n";
  for (const auto codes : {load_codes(), scenario_codes(), trace_codes(), practice_codes()}) {
    for (const CodeEntry& entry : codes) text += fmt::format("  {}  {}\n", entry.code, entry.title);
  }
  return text;
}

Explanation unknown(const std::string& topic, const std::vector<std::string>& candidates) {
  if (candidates.empty()) {
    std::vector<std::string_view> metrics = glossary_words();
    for (const MetricFamily& family : metric_families()) metrics.push_back(family.name);
    const std::string near = did_you_mean(topic, metrics);
    return {false, fmt::format("nothing is called `{}`{}{} (`edgecase explain` lists all topics)",
                               topic, near.empty() ? "" : "; ", near)};
  }
  std::string text = fmt::format("`{}` could mean", topic);
  for (const std::string& path : candidates) text += "\n  edgecase explain " + path;
  return {false, text};
}

std::string text_of(const Meter& meter) {
  std::string text =
      fmt::format("{}: {}\n\n  write    {}\n", meter.name, meter.doc, example_of(meter.dimension));
  if (meter.gib_of_memory)
    text += "  memory is in binary units (GiB = 1,024 MB); GB-s is rejected\n";
  if (!meter.labels.empty()) text += fmt::format("  labels   {}\n", meter.labels);
  return text;
}

/// The keys of other files than scenarios, by the topic of their type; empty for any other.
std::string explain_file(const std::string& topic) {
  for (const Type* type :
       {&type_of<UsageSpec>(), &type_of<PriceSheet>(), &type_of<NetworkSpec>(),
        &type_of<RuntimeSpec>(), &type_of<AttackPresetSpec>(), &type_of<SizesSpec>(),
        &type_of<CaseSpec>()}) {
    const std::string name(type->as<RecordType>()->topic);
    if (topic == name) return explain(*type, "").text;
    if (topic.starts_with(name + ".")) return explain(*type, topic.substr(name.size() + 1)).text;
  }
  return {};
}

/// A file of the catalogue: its title and source; empty: there is none of this name.
std::string explain_catalogue(const std::string& topic) {
  const Catalogue catalogue = catalogue_beside("");
  std::string text;
  for (const char* shelf : {"runtimes", "networks", "prices", "sizes", "attacks"}) {
    const auto file = catalogue.find(shelf, topic);
    if (!file) continue;
    Diagnostics ignored;
    const auto document = load_document(*file, {}, ignored, catalogue.limits(shelf));
    text += fmt::format("{}: a file of the catalogue, {}\n", topic, file->string());
    for (const char* key : {"title", "source", "retrieved", "note"}) {
      const Node* node = document ? document->find(key) : nullptr;
      if (node != nullptr && !node->text.empty())
        text += fmt::format("  {:<9}  {}\n", key, node->text);
    }
  }
  return text;
}

/// Meters and labels; empty for any other topic.
std::string explain_money(const std::string& topic) {
  std::string text;
  if (topic == "meters")
    for (const Meter& one : all_meters()) text += fmt::format("  {:<28}  {}\n", one.name, one.doc);
  if (topic == "labels")
    for (const LabelName& one : all_labels())
      text += fmt::format("  {:<14}  {}\n", one.name, one.doc);
  if (const Meter* meter = find_meter(topic)) text = text_of(*meter);
  return text;
}

/// `edgecase explain compare`; empty: no command has this name.
std::string command_text(const std::string& topic) {
  for (const Command& command : all_commands())
    if (command.name == topic)
      return fmt::format("{}: a command, to {}\n\n  see      edgecase help {}\n", command.name,
                         command.summary, command.name);
  return {};
}

}  // namespace

Explanation explain_topic(const std::string& topic) {
  if (topic.empty()) return {true, contents()};
  std::string upper = topic;
  std::ranges::transform(upper, upper.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  if (std::string text = explain_code(upper); !text.empty()) return {true, std::move(text)};
  const auto field = explain(type_of<ScenarioSpec>(), topic);
  const MetricFamily* family = family_of(topic);
  std::string text = glossary_text(topic);
  const auto add = [&](const std::string& more) {
    if (!more.empty()) text += (text.empty() ? "" : "\n") + more;
  };
  if (family != nullptr) add(text_of(*family));
  if (field.found) add(field.text);
  add(explain_file(topic));
  add(explain_money(topic));
  if (!field.found) add(explain_catalogue(topic));
  if (text.empty()) text = command_text(topic);
  if (text.empty()) return unknown(topic, field.candidates);
  return {true, text};
}

Argument topic_argument(std::string& topic) {
  return optional_positional("TOPIC", topic,
                             "a key path, a name or a code; default: list all topics");
}

Command explain_command() {
  const auto topic = std::make_shared<std::string>();
  return {"explain",
          "explain a key, a kind, a metric or a diagnostic code",
          "  edgecase explain cache.ttl\n"
          "  edgecase explain latency.p99\n"
          "  edgecase explain EC0104\n",
          {topic_argument(*topic)},
          [topic] {
            const Explanation found = explain_topic(*topic);
            if (!found.known) {
              say(found.text);
              return ExitCode::usage;
            }
            print(found.text);
            return ExitCode::ok;
          }};
}

}  // namespace edgecase::cli
