#include "study/attack_metrics.hpp"

#include <limits>

#include "core/check.hpp"

namespace edgecase {
namespace {

constexpr double absent = std::numeric_limits<double>::quiet_NaN();

double part(double of, double whole) { return whole > 0 ? of / whole : absent; }

bool wanted(const Indicator& indicator, const char* label, std::string_view value) {
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
    if (!wanted(indicator, "attack", plan.attacks[a].name)) continue;
    const AttackMeter& one = seen.attacks[a];
    sum.bits += one.bits;
    sum.lost_bits += one.lost_bits;
    sum.filtered_bits += one.filtered_bits;
    sum.connections += one.connections;
    sum.refused_connections += one.refused_connections;
    sum.requests += one.requests;
    for (std::size_t e = 0; e < attack_end_count; ++e) sum.ends[e] += one.ends[e];
    sum.challenged += one.challenged;
    sum.standard_error = std::max(sum.standard_error, one.standard_error);
    sum.successes += one.successes;
    sum.straight += one.straight;
    sum.detected_s = std::max(sum.detected_s, one.detected_s);
    sum.mitigated_s = std::max(sum.mitigated_s, one.mitigated_s);
  }
  return sum;
}

double ended(const Indicator& indicator, const AttackMeter& meter) {
  const auto label = indicator.labels.find("end");
  if (label == indicator.labels.end()) return absent;
  for (std::size_t e = 0; e < attack_end_count; ++e)
    if (attack_end_names[e] == label->second) return part(meter.ends[e], meter.requests);
  return absent;
}

double of_attack(const Indicator& indicator, const AttackMeter& meter) {
  const std::string_view family = indicator.family->name;
  if (family == "attack.requests") return meter.requests > 0 ? meter.requests : absent;
  if (family == "attack.ended.share") return ended(indicator, meter);
  if (family == "attack.leaked.share") return part(leaked(meter), meter.requests);
  if (family == "attack.sampling_error") return meter.requests > 0 ? meter.standard_error : absent;
  if (family == "attack.challenged.share") return part(meter.challenged, meter.requests);
  if (family == "attack.successes") return meter.successes > 0 ? meter.successes : absent;
  if (family == "attack.straight") return meter.straight > 0 ? meter.straight : absent;
  if (family == "attack.volume") return meter.bits > 0 ? meter.bits : absent;
  if (family == "attack.lost.share") return part(meter.lost_bits, meter.bits);
  if (family == "attack.filtered.share") return part(meter.filtered_bits, meter.bits);
  if (family == "attack.refused.share") return part(meter.refused_connections, meter.connections);
  const bool detected = family == "attack.detected.seconds";
  const double seconds = detected ? meter.detected_s : meter.mitigated_s;
  return seconds >= 0 ? seconds : absent;
}

double of_people(const Indicator& indicator, const Replication& replication,
                 const Blueprint& plan) {
  const std::string_view family = indicator.family->name;
  const bool calm = family.ends_with("_without_attacks");
  if (replication.seen.besieged.empty() || (calm && !replication.calm)) return absent;
  const auto& by_region = calm ? replication.calm->people : replication.seen.besieged;
  BesiegedMeter all;
  for (std::size_t region = 0; region < by_region.size(); ++region)
    if (wanted(indicator, "region", plan.region_names[region])) all.merge(by_region[region]);
  if (family.starts_with("besieged.availability"))
    return part(static_cast<double>(all.requests - all.failures),
                static_cast<double>(all.requests));
  if (all.latency.count() == 0) return absent;
  const double ns =
      indicator.quantile > 0 ? all.latency.quantile(indicator.quantile) : all.latency.mean();
  return ns * 1e-6;
}

double of_places(std::string_view family, const PressureMeter& pressure) {
  if (family == "links.peak") return pressure.peak_link;
  if (family == "links.saturated") return pressure.saturated;
  if (family == "links.withdrawn") return pressure.withdrawals;
  if (family == "edge.cpu.peak") return pressure.peak_cpu;
  if (family == "edge.cpu.wait.max") return pressure.peak_cpu_wait_s * 1e3;
  return part(pressure.cpu_refused_s, pressure.cpu_offered_s);
}

}  // namespace

bool is_of_attacks(std::string_view family) {
  return family.starts_with("attack.") || family.starts_with("besieged.") ||
         family.starts_with("links.") || family.starts_with("edge.cpu.");
}

double blast_radius_s(const Replication& replication, const Blueprint& plan) {
  if (!replication.calm) return absent;
  double failed = 0;
  for (const BesiegedMeter& region : replication.seen.besieged)
    failed += static_cast<double>(region.failures);
  for (const BesiegedMeter& region : replication.calm->people)
    failed -= static_cast<double>(region.failures);
  double requests = 0;
  for (const Cell& cell : replication.seen.cells) requests += static_cast<double>(cell.requests);
  return part(failed * in_seconds(plan.spec.world.horizon.measure), requests);
}

double attack_metric(const Indicator& indicator, const Replication& replication,
                     const Blueprint& plan) {
  const std::string_view family = indicator.family->name;
  const Observations& seen = replication.seen;
  if (seen.attacks.empty()) {
    const bool of_cpu = family.starts_with("edge.cpu.") && !plan.cores.empty();
    return of_cpu ? of_places(family, seen.pressure) : absent;
  }
  if (family == "attack.blast_radius") return blast_radius_s(replication, plan);
  if (family.starts_with("attack.")) return of_attack(indicator, sum_of(indicator, seen, plan));
  if (family.starts_with("besieged.")) return of_people(indicator, replication, plan);
  return of_places(family, seen.pressure);
}

}  // namespace edgecase
