// What became of each attack, stage by stage, and of the people who came while it lasted.
#include <cmath>

#include <fmt/core.h>

#include "report/numbers.hpp"
#include "report/sections.hpp"

namespace edgecase {
namespace {

struct Line {
  const char* label;
  const char* metric;
  const char* unit;
};

constexpr Line of_floods[] = {
    {"  sent to the edge", "attack.volume", "bit"},
    {"  lost on full links", "attack.lost.share", "1"},
    {"  dropped by filters", "attack.filtered.share", "1"},
    {"  connections refused by full tables", "attack.refused.share", "1"},
    {"  first filter after", "attack.detected.seconds", "s"},
    {"  nine tenths filtered after", "attack.mitigated.seconds", "s"},
};
constexpr Line of_requests[] = {
    {"  challenged", "attack.challenged.share", "1"},
    {"  leaked to functions and origin", "attack.leaked.share", "1"},
    {"  succeeded", "attack.successes", "count"},
    {"  error of simulating a sample", "attack.sampling_error", "1"},
    {"  sent straight to the origin", "attack.straight", "count"},
};
constexpr Line of_places[] = {
    {"highest load of a PoP's links", "links.peak", "1"},
    {"PoPs whose links overflowed", "links.saturated", "count"},
    {"times a PoP withdrew", "links.withdrawn", "count"},
    {"longest wait for a core", "edge.cpu.wait.max", "ms"},
    {"CPU work refused", "edge.cpu.refused.share", "1"},
    {"people's requests that were challenged", "challenged.share", "1"},
    {"blast radius: time of everybody's requests", "attack.blast_radius", "s"},
    {"what it adds to the month's bill", "attack.cost.monthly", "$"},
};

void add(TextTable& table, const std::string& label, const Result& result, const char* name,
         const MetricLabels& labels, std::string_view unit) {
  const Metric* metric = result.find(name, labels);
  if (metric == nullptr) return;
  const EstimateText text = estimate_text(metric->estimate, unit);
  table.rows.push_back({{label, text.mean, {text.interval, Tone::faint}}});
}

void add_attack(TextTable& table, const Result& result, const std::string& name) {
  const MetricLabels labels{{"attack", name}};
  table.rows.push_back({{name, "", ""}});
  const Metric* sent = result.find("attack.requests", labels);
  if (sent == nullptr) {
    for (const Line& line : of_floods)
      add(table, line.label, result, line.metric, labels, line.unit);
    return;
  }
  add(table, "  requests", result, "attack.requests", labels, "count");
  for (const Metric& metric : result.metrics) {
    if (metric.name != "attack.ended.share" || metric.labels.size() != 2) continue;
    if (metric.labels.at("attack") != name || !(metric.estimate.mean > 0)) continue;
    add(table, "    ended at " + metric.labels.at("end"), result, "attack.ended.share",
        metric.labels, "1");
  }
  for (const Line& line : of_requests)
    add(table, line.label, result, line.metric, labels, line.unit);
}

TextRow people_row(const Result& result, const std::string& label, const MetricLabels& labels) {
  const auto value = [&](const char* name, const char* unit) -> std::string {
    const Metric* metric = result.find(name, labels);
    return metric == nullptr ? "" : value_text(metric->estimate.mean, unit);
  };
  return {{label,
           value("besieged.availability", "1"),
           {value("besieged.availability_without_attacks", "1"), Tone::faint},
           value("besieged.latency.p50", ""),
           value("besieged.latency.p99", ""),
           {value("besieged.latency_without_attacks.p99", ""), Tone::faint}}};
}

/// Without an attack there is something to say only where PoPs were too busy.
bool refuses_work(const Result& result) {
  const Metric* refused = result.find("edge.cpu.refused.share");
  return refused != nullptr && refused->estimate.mean > 0;
}

}  // namespace

Section attack_section(const Result& result) {
  Section section{"Attacks", {}};
  TextTable attacks{{{"", Align::left}, {""}, {"95% interval", Align::left}}, {}};
  for (const Metric& metric : result.metrics) {
    const bool named = metric.name == "attack.requests" || metric.name == "attack.volume";
    if (!named || metric.labels.size() != 1) continue;
    const std::string& name = metric.labels.at("attack");
    const bool both =
        metric.name == "attack.volume" && result.find("attack.requests", metric.labels);
    if (!both) add_attack(attacks, result, name);
  }
  if (attacks.rows.empty()) section.title = "Servers of PoPs";
  const bool pressed = !attacks.rows.empty() || refuses_work(result);
  if (!pressed) return section;
  for (const Line& line : of_places) add(attacks, line.label, result, line.metric, {}, line.unit);
  section.blocks.emplace_back(std::move(attacks));
  if (result.find("besieged.availability") == nullptr) return section;
  TextTable people{{{"people meanwhile", Align::left},
                    {"answered"},
                    {"without attacks"},
                    {"p50 ms"},
                    {"p99 ms"},
                    {"without attacks"}},
                   {}};
  people.rows.push_back(people_row(result, "all", {}));
  for (const std::string& region : result.regions)
    people.rows.push_back(people_row(result, region, {{"region", region}}));
  section.blocks.emplace_back(std::move(people));
  return section;
}

}  // namespace edgecase
