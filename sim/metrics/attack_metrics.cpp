// Metrics of attacks: what became of them, of people's requests meanwhile, and the load on PoPs.

#include <algorithm>
#include <array>

#include "measure/merge.hpp"
#include "metrics/family.hpp"

namespace edgecase {
namespace {

double attack_share(double of, double whole) { return whole > 0 ? of / whole : no_value; }
double if_any(double count) { return count > 0 ? count : no_value; }
double if_ever(double seconds) { return seconds >= 0 ? seconds : no_value; }

/// Of the attacks that the indicator speaks of, merged.
AttackMeter attack_of(const Reading& r) {
  AttackMeter sum;
  for (std::size_t a = 0; a < r.run.seen.attacks.size(); ++a)
    if (r.covers(metric_label::attack, r.plan.attacks.runs[a].name))
      merge_into(sum, r.run.seen.attacks[a]);
  return sum;
}

double ended_share(const Reading& r) {
  const AttackMeter meter = attack_of(r);
  for (std::size_t e = 0; e < attack_end_count; ++e)
    if (attack_end_names[e] == r.label(metric_label::end))
      return attack_share(meter.ends[e], meter.requests);
  return no_value;
}

double leaked_share(const Reading& r) {
  const AttackMeter meter = attack_of(r);
  return attack_share(meter.end(AttackEnd::function) + meter.end(AttackEnd::origin),
                      meter.requests);
}

double failed_meanwhile(const std::vector<UnderAttackMeter>& regions) {
  double failed = 0;
  for (const UnderAttackMeter& region : regions) failed += static_cast<double>(region.failures);
  return failed;
}

double blast_radius_s(const Reading& r) {
  const Counterfactual* other = r.without(knock_out::attacks);
  if (other == nullptr) return no_value;
  double requests = 0;
  for (const Cell& cell : r.run.seen.cells) requests += static_cast<double>(cell.requests);
  const double failed =
      failed_meanwhile(r.run.seen.under_attack) - failed_meanwhile(other->under_attack);
  return attack_share(std::max(failed, 0.0) * r.measured_seconds(), requests);
}

double attack_cost(const Reading& r) {
  const Counterfactual* other = r.without(knock_out::attacks);
  if (other == nullptr || !r.run.bill.complete || !other->bill.complete) return no_value;
  return in_dollars(r.run.bill.total) - in_dollars(other->bill.total);
}

/// People's requests while attacks lasted, over the regions that the indicator speaks of.
UnderAttackMeter under_attack_of(const Reading& r, const std::vector<UnderAttackMeter>& by_region) {
  UnderAttackMeter sum;
  for (std::size_t region = 0; region < by_region.size(); ++region)
    if (r.covers(metric_label::region, r.plan.region_names[region]))
      merge_into(sum, by_region[region]);
  return sum;
}

UnderAttackMeter under_attack_of(const Reading& r) {
  return under_attack_of(r, r.run.seen.under_attack);
}

UnderAttackMeter without_attacks_meanwhile(const Reading& r) {
  const Counterfactual* other = r.without(knock_out::attacks);
  return other == nullptr ? UnderAttackMeter{} : under_attack_of(r, other->under_attack);
}

double availability_of(const UnderAttackMeter& meter) {
  return ratio(meter.requests - meter.failures, meter.requests);
}

/// Where nothing presses on PoPs there is no load to speak of.
double load_of_links(const Reading& r, double value) {
  return r.run.seen.attacks.empty() ? no_value : value;
}
double load_of_cores(const Reading& r, double value) {
  return r.run.seen.attacks.empty() && r.plan.protection.cores.empty() ? no_value : value;
}

constexpr std::array by_attack{&metric_label::attack};
constexpr std::array by_attack_and_end{&metric_label::attack, &metric_label::end};
constexpr std::array by_region{&metric_label::region};

constexpr std::array attack_rows{
    MetricFamily{"attack.requests", false, "count", by_attack,
                 "requests that it sent to the edge in the measured time",
                 [](const Reading& r) { return if_any(attack_of(r).requests); }},
    MetricFamily{"attack.ended.share", false, "1", by_attack_and_end,
                 "share of its requests that ended at this stage, each at exactly one", ended_share,
                 Listing::by_all_labels},
    MetricFamily{"attack.leaked.share", false, "1", by_attack,
                 "share of its requests that reached a function or the origin", leaked_share},
    MetricFamily{"attack.sampling_error", false, "1", by_attack,
                 "relative standard error of a share of half its requests, plus the error of "
                 "rate limits that count weighted requests: the error of simulating a sample; 0: "
                 "all requests were simulated",
                 [](const Reading& r) {
                   const AttackMeter meter = attack_of(r);
                   return meter.requests > 0 ? double{meter.standard_error} : no_value;
                 },
                 Listing::by_each_label, Range::nonnegative},
    MetricFamily{"attack.challenged.share", false, "1", by_attack,
                 "share of its requests that were challenged",
                 [](const Reading& r) {
                   const AttackMeter meter = attack_of(r);
                   return attack_share(meter.challenged, meter.requests);
                 }},
    MetricFamily{"attack.successes", false, "count", by_attack,
                 "passwords that were right, exploits that worked",
                 [](const Reading& r) { return if_any(attack_of(r).successes); }},
    MetricFamily{"attack.straight", false, "count", by_attack,
                 "requests that it sent directly to the origin, bypassing the edge",
                 [](const Reading& r) { return if_any(attack_of(r).straight); }},
    MetricFamily{"attack.volume", false, "bit", by_attack, "what it sent to the edge, in the run",
                 [](const Reading& r) { return if_any(attack_of(r).bits); }},
    MetricFamily{"attack.lost.share", false, "1", by_attack,
                 "share of its bits that full links lost",
                 [](const Reading& r) {
                   const AttackMeter meter = attack_of(r);
                   return attack_share(meter.lost_bits, meter.bits);
                 }},
    MetricFamily{"attack.filtered.share", false, "1", by_attack,
                 "share of its bits that filters dropped",
                 [](const Reading& r) {
                   const AttackMeter meter = attack_of(r);
                   return attack_share(meter.filtered_bits, meter.bits);
                 }},
    MetricFamily{"attack.refused.share", false, "1", by_attack,
                 "share of its connections that full tables refused",
                 [](const Reading& r) {
                   const AttackMeter meter = attack_of(r);
                   return attack_share(meter.refused_connections, meter.connections);
                 }},
    MetricFamily{"attack.detected.seconds", false, "s", by_attack,
                 "from its start until the first filter was active",
                 [](const Reading& r) { return if_ever(attack_of(r).detected_s); }},
    MetricFamily{"attack.mitigated.seconds", false, "s", by_attack,
                 "from its start until filters dropped nine tenths of it",
                 [](const Reading& r) { return if_ever(attack_of(r).mitigated_s); }},
    MetricFamily{"attack.blast_radius",
                 false,
                 "s",
                 {},
                 "users' requests that failed because of attacks (minus any that succeeded only "
                 "because of them, at least 0), expressed as time of all users' traffic",
                 blast_radius_s},
    MetricFamily{"attack.cost.monthly",
                 false,
                 "$",
                 {},
                 "what attacks add to the customer's monthly bill (knock-out)",
                 attack_cost,
                 Listing::by_each_label,
                 Range::any},
    MetricFamily{"besieged.availability", false, "1", by_region,
                 "share of people's requests that were answered while attacks lasted",
                 [](const Reading& r) { return availability_of(under_attack_of(r)); }},
    MetricFamily{"besieged.availability_without_attacks", false, "1", by_region,
                 "the same requests without the attacks (knock-out)",
                 [](const Reading& r) { return availability_of(without_attacks_meanwhile(r)); }},
    MetricFamily{"besieged.latency", true, "ms", by_region,
                 "latency of people's requests while attacks lasted",
                 [](const Reading& r) { return r.statistic(under_attack_of(r).latency) * 1e-6; }},
    MetricFamily{
        "besieged.latency_without_attacks", true, "ms", by_region,
        "the same requests without the attacks (knock-out)",
        [](const Reading& r) { return r.statistic(without_attacks_meanwhile(r).latency) * 1e-6; }},
};

constexpr std::array load_rows{
    MetricFamily{"links.peak",
                 false,
                 "1",
                 {},
                 "highest load of a PoP's links, relative to their capacity",
                 [](const Reading& r) { return load_of_links(r, r.run.seen.pressure.peak_link); },
                 Listing::by_each_label,
                 Range::nonnegative},
    MetricFamily{"links.saturated",
                 false,
                 "count",
                 {},
                 "PoPs whose links were offered more than their capacity",
                 [](const Reading& r) { return load_of_links(r, r.run.seen.pressure.saturated); }},
    MetricFamily{
        "links.withdrawn",
        false,
        "count",
        {},
        "times that a PoP withdrew its routes",
        [](const Reading& r) { return load_of_links(r, r.run.seen.pressure.withdrawals); }},
    MetricFamily{"edge.cpu.peak",
                 false,
                 "1",
                 {},
                 "highest load of a PoP's cores over ten seconds: work offered, relative to their "
                 "capacity",
                 [](const Reading& r) { return load_of_cores(r, r.run.seen.pressure.peak_cpu); },
                 Listing::by_each_label,
                 Range::nonnegative},
    MetricFamily{"edge.cpu.refused.share",
                 false,
                 "1",
                 {},
                 "share of the CPU work of PoPs that found no free core in time",
                 [](const Reading& r) {
                   const PressureMeter& load = r.run.seen.pressure;
                   return attack_share(load.cpu_refused_s, load.cpu_offered_s);
                 }},
    MetricFamily{"edge.cpu.wait.max",
                 false,
                 "ms",
                 {},
                 "longest wait for a core of a PoP",
                 [](const Reading& r) {
                   return load_of_cores(r, r.run.seen.pressure.peak_cpu_wait_s * 1e3);
                 }},
};

}  // namespace

std::span<const MetricFamily> attack_metrics() { return attack_rows; }
std::span<const MetricFamily> load_metrics() { return load_rows; }

}  // namespace edgecase
