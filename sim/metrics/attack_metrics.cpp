#include "metrics/attack_metrics.hpp"

#include <limits>

#include "core/check.hpp"
#include "measure/merge.hpp"

namespace edgecase {
namespace {

constexpr double no_attack = std::numeric_limits<double>::quiet_NaN();

double attack_share(double of, double whole) { return whole > 0 ? of / whole : no_attack; }

bool label_allows(const Indicator& indicator, const char* label, std::string_view value) {
  const auto at = indicator.labels.find(label);
  return at == indicator.labels.end() || at->second == value;
}

double leaked(const AttackMeter& meter) {
  return meter.end(AttackEnd::function) + meter.end(AttackEnd::origin);
}

/// Of the attacks that the indicator speaks of, summed.
AttackMeter sum_of(const Indicator& indicator, const Observations& seen, const Blueprint& plan) {
  AttackMeter sum;
  for (std::size_t a = 0; a < seen.attacks.size(); ++a) {
    if (label_allows(indicator, "attack", plan.attacks[a].name)) merge_into(sum, seen.attacks[a]);
  }
  return sum;
}

double ended(const Indicator& indicator, const AttackMeter& meter) {
  const auto label = indicator.labels.find("end");
  if (label == indicator.labels.end()) return no_attack;
  for (std::size_t e = 0; e < attack_end_count; ++e)
    if (attack_end_names[e] == label->second) return attack_share(meter.ends[e], meter.requests);
  return no_attack;
}

double of_attack(const Indicator& indicator, const AttackMeter& meter) {
  const std::string_view family = indicator.family->name;
  if (family == "attack.requests") return meter.requests > 0 ? meter.requests : no_attack;
  if (family == "attack.ended.share") return ended(indicator, meter);
  if (family == "attack.leaked.share") return attack_share(leaked(meter), meter.requests);
  if (family == "attack.sampling_error")
    return meter.requests > 0 ? double{meter.standard_error} : no_attack;
  if (family == "attack.challenged.share") return attack_share(meter.challenged, meter.requests);
  if (family == "attack.successes") return meter.successes > 0 ? meter.successes : no_attack;
  if (family == "attack.straight") return meter.straight > 0 ? meter.straight : no_attack;
  if (family == "attack.volume") return meter.bits > 0 ? meter.bits : no_attack;
  if (family == "attack.lost.share") return attack_share(meter.lost_bits, meter.bits);
  if (family == "attack.filtered.share") return attack_share(meter.filtered_bits, meter.bits);
  if (family == "attack.refused.share")
    return attack_share(meter.refused_connections, meter.connections);
  const bool detected = family == "attack.detected.seconds";
  const double seconds = detected ? meter.detected_s : meter.mitigated_s;
  return seconds >= 0 ? seconds : no_attack;
}

double of_people(const Indicator& indicator, const Replication& replication,
                 const Blueprint& plan) {
  const std::string_view family = indicator.family->name;
  const bool calm = family.ends_with("_without_attacks");
  if (replication.seen.besieged.empty() || (calm && !replication.calm)) return no_attack;
  const auto& by_region = calm ? replication.calm->people : replication.seen.besieged;
  BesiegedMeter all;
  for (std::size_t region = 0; region < by_region.size(); ++region)
    if (label_allows(indicator, "region", plan.region_names[region]))
      merge_into(all, by_region[region]);
  if (family.starts_with("besieged.availability"))
    return attack_share(static_cast<double>(all.requests - all.failures),
                        static_cast<double>(all.requests));
  if (all.latency.count() == 0) return no_attack;
  const double ns =
      indicator.quantile > 0 ? all.latency.quantile(indicator.quantile) : all.latency.mean();
  return ns * 1e-6;
}

double pressure_value(std::string_view family, const PressureMeter& pressure) {
  if (family == "links.peak") return pressure.peak_link;
  if (family == "links.saturated") return pressure.saturated;
  if (family == "links.withdrawn") return pressure.withdrawals;
  if (family == "edge.cpu.peak") return pressure.peak_cpu;
  if (family == "edge.cpu.wait.max") return pressure.peak_cpu_wait_s * 1e3;
  return attack_share(pressure.cpu_refused_s, pressure.cpu_offered_s);
}

}  // namespace

bool is_of_attacks(std::string_view family) {
  return family.starts_with("attack.") || family.starts_with("besieged.") ||
         family.starts_with("links.") || family.starts_with("edge.cpu.");
}

double blast_radius_s(const Replication& replication, const Blueprint& plan) {
  if (!replication.calm) return no_attack;
  double failed = 0;
  for (const BesiegedMeter& region : replication.seen.besieged)
    failed += static_cast<double>(region.failures);
  for (const BesiegedMeter& region : replication.calm->people)
    failed -= static_cast<double>(region.failures);
  double requests = 0;
  for (const Cell& cell : replication.seen.cells) requests += static_cast<double>(cell.requests);
  return attack_share(failed * in_seconds(plan.spec.world.horizon.measure), requests);
}

double attack_metric(const Indicator& indicator, const Replication& replication,
                     const Blueprint& plan) {
  const std::string_view family = indicator.family->name;
  const Observations& seen = replication.seen;
  if (seen.attacks.empty()) {
    const bool of_cpu = family.starts_with("edge.cpu.") && !plan.cores.empty();
    return of_cpu ? pressure_value(family, seen.pressure) : no_attack;
  }
  if (family == "attack.blast_radius") return blast_radius_s(replication, plan);
  if (family.starts_with("attack.")) return of_attack(indicator, sum_of(indicator, seen, plan));
  if (family.starts_with("besieged.")) return of_people(indicator, replication, plan);
  return pressure_value(family, seen.pressure);
}

}  // namespace edgecase
