// What became of each attack, stage by stage, and of the people who came while it lasted.
#include "report/estimates.hpp"
#include "report/numbers.hpp"
#include "report/sections.hpp"

namespace edgecase {
namespace {

constexpr EstimateLine of_floods[] = {
    {"  sent to the edge", "attack.volume", "bit"},
    {"  lost on full links", "attack.lost.share", "1", EstimateLine::always},
    {"  dropped by filters", "attack.filtered.share", "1"},
    {"  connections refused by full tables", "attack.refused.share", "1"},
    {"  first filter after", "attack.detected.seconds", "s"},
    {"  nine tenths filtered after", "attack.mitigated.seconds", "s"},
};
constexpr EstimateLine of_requests[] = {
    {"  challenged", "attack.challenged.share", "1"},
    {"  leaked to functions and origin", "attack.leaked.share", "1", EstimateLine::always},
    {"  succeeded", "attack.successes", "count"},
    {"  error of simulating a sample", "attack.sampling_error", "1"},
    {"  sent straight to the origin", "attack.straight", "count"},
};
constexpr EstimateLine of_places[] = {
    {"highest load of a PoP's links", "links.peak", "1", 0.01},
    {"PoPs whose links overflowed", "links.saturated", "count"},
    {"times a PoP withdrew", "links.withdrawn", "count"},
    {"highest load of a PoP's cores", "edge.cpu.peak", "1", 0.01},
    {"longest wait for a core", "edge.cpu.wait.max", "ms", 0.01},
    {"CPU work refused", "edge.cpu.refused.share", "1"},
    {"people's requests that were challenged", "challenged.share", "1"},
    {"blast radius: time of everybody's requests", "attack.blast_radius", "s",
     EstimateLine::always},
    {"what it adds to the month's bill", "attack.cost.monthly", "$", EstimateLine::always},
};

void add_attack(TextTable& table, const Result& result, const std::string& name) {
  const MetricLabels labels{{"attack", name}};
  table.rows.push_back({{name, "", ""}});
  const Metric* sent = result.find("attack.requests", labels);
  if (sent == nullptr) {
    for (const EstimateLine& line : of_floods) add_estimate(table, result, line, labels);
    return;
  }
  add_estimate(table, "  requests", sent->estimate, "count");
  for (const Metric& metric : result.metrics) {
    if (metric.name != "attack.ended.share" || metric.labels.size() != 2) continue;
    if (metric.labels.at("attack") != name || !(metric.estimate.mean > 0)) continue;
    add_estimate(table, "    ended at " + metric.labels.at("end"), metric.estimate, "1");
  }
  for (const EstimateLine& line : of_requests) add_estimate(table, result, line, labels);
}

TextRow people_row(const Result& result, const std::string& label, const MetricLabels& labels) {
  const auto value = [&](const char* name, const char* unit) -> std::string {
    const Estimate& estimate = estimate_of(result, name, labels);
    return occurred(estimate) ? value_text(estimate.mean, unit) : "";
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
  return estimate_of(result, "edge.cpu.refused.share").mean > 0;
}

}  // namespace

Section attack_section(const Result& result) {
  Section section{"Attacks", {}};
  TextTable attacks = estimates_table();
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
  for (const EstimateLine& line : of_places) add_estimate(attacks, result, line);
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
