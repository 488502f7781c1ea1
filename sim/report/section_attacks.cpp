// The outcome of each attack, stage by stage, and of legitimate requests while it lasted.
#include "report/estimates.hpp"
#include "report/numbers.hpp"
#include "report/sections.hpp"

namespace edgecase {
namespace {

constexpr EstimateLine of_floods[] = {
    {"  traffic sent to the edge", "attack.volume", "bit"},
    {"  lost on saturated links", "attack.lost.share", "1", EstimateLine::always},
    {"  dropped by filters", "attack.filtered.share", "1"},
    {"  of its connections: refused (full tables)", "attack.refused.share", "1"},
    {"  time to first filter", "attack.detected.seconds", "s"},
    {"  time to 90% filtered", "attack.mitigated.seconds", "s"},
};
constexpr EstimateLine of_requests[] = {
    {"  challenged", "attack.challenged.share", "1"},
    {"  reached functions or the origin", "attack.leaked.share", "1", EstimateLine::always},
    {"  succeeded", "attack.successes", "count"},
    {"  sampling error", "attack.sampling_error", "1"},
    {"  sent directly to the origin", "attack.straight", "count"},
};
/// The load on PoPs from users and attacks together.
constexpr EstimateLine of_pops[] = {
    {"peak link utilisation of a PoP", "links.peak", "1", 0.01},
    {"PoPs with saturated links", "links.saturated", "count"},
    {"route withdrawals by PoPs", "links.withdrawn", "count"},
    {"peak CPU utilisation of a PoP", "edge.cpu.peak", "1", 0.01},
    {"longest wait for a CPU core", "edge.cpu.wait.max", "ms", 0.01},
    {"CPU time refused, of all CPU time requested", "edge.cpu.refused.share", "1"},
};
constexpr EstimateLine of_users[] = {
    {"challenged, of users' requests", "challenged.share", "1"},
    {"blast radius, as time of a full outage", "attack.blast_radius", "s", EstimateLine::always},
    {"added to the monthly bill", "attack.cost.monthly", "$", EstimateLine::always},
};

void add_attack(TextTable& table, const Result& result, const std::string& name) {
  const MetricLabels labels{{"attack", name}};
  const Metric* sent = result.find("attack.requests", labels);
  const char* const whole =
      sent == nullptr ? "shares are of its bits" : "shares are of its requests";
  table.rows.push_back({{name, "", {whole, Tone::faint}}});
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

TextRow under_attack_row(const Result& result, const std::string& label,
                         const MetricLabels& labels) {
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

/// Without an attack the section is shown only if PoPs ran out of CPU.
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
  if (attacks.rows.empty()) section.title = "PoP servers";
  const bool pressed = !attacks.rows.empty() || refuses_work(result);
  if (!pressed) return section;
  section.blocks.emplace_back(std::move(attacks));
  TextTable pops = estimates_table("PoPs: users and attacks together, whole measured time");
  for (const EstimateLine& line : of_pops) add_estimate(pops, result, line);
  section.blocks.emplace_back(std::move(pops));
  TextTable users = estimates_table("impact on users and bill, whole measured time");
  for (const EstimateLine& line : of_users) add_estimate(users, result, line);
  section.blocks.emplace_back(std::move(users));
  if (result.find("besieged.availability") == nullptr) return section;
  TextTable under_attack{{{"users' requests during attacks", Align::left},
                          {"answered"},
                          {"without attacks"},
                          {"p50 ms"},
                          {"p99 ms"},
                          {"p99 without"}},
                         {}};
  under_attack.rows.push_back(under_attack_row(result, "all", {}));
  for (const std::string& region : result.regions)
    under_attack.rows.push_back(under_attack_row(result, region, {{"region", region}}));
  section.blocks.emplace_back(std::move(under_attack));
  return section;
}

}  // namespace edgecase
