#include "metrics/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "billing/billing.hpp"
#include "core/check.hpp"
#include "measure/merge.hpp"
#include "metrics/access_metrics.hpp"
#include "metrics/attack_metrics.hpp"

namespace edgecase {
namespace {

constexpr double absent = std::numeric_limits<double>::quiet_NaN();

double ratio(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? absent : static_cast<double>(part) / static_cast<double>(whole);
}

std::uint64_t failures_of(const Cell& cell) {
  std::uint64_t sum = 0;
  for (std::uint64_t n : cell.failures) sum += n;
  return sum;
}

std::string_view label_of(const Indicator& indicator, const char* name) {
  const auto at = indicator.labels.find(name);
  return at == indicator.labels.end() ? std::string_view{} : std::string_view(at->second);
}

int index_in(const std::vector<std::string>& names, std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<int>(i);
  }
  return -1;
}

int route_index(const Blueprint& plan, std::string_view name) {
  for (std::size_t i = 0; i < plan.routes.size(); ++i) {
    if (plan.routes[i].name == name) return static_cast<int>(i);
  }
  return -1;
}

double bill_line(const Bill& bill, std::string_view line) {
  double dollars = 0;
  bool found = false;
  for (const BillLine& l : bill.lines) {
    if (line_name(l) != line) continue;
    if (!l.dollars) return absent;
    dollars += in_dollars(*l.dollars);
    found = true;
  }
  return found ? dollars : absent;
}

double hits(const Indicator& indicator, const Cell& cell, bool bytes) {
  const std::string_view level = label_of(indicator, "tier");
  for (std::size_t i = 1; i < cache_level_count; ++i) {
    const TierMeter& tier = cell.tiers[i];
    if (cache_level_names[i] != level) continue;
    return bytes ? ratio(tier.hit_bytes, tier.bytes) : ratio(tier.hits, tier.requests);
  }
  const std::uint64_t at_home = cell.statuses[static_cast<std::size_t>(CacheStatus::client)];
  return bytes ? ratio(cell.edge_hit_bytes, cell.bytes)
               : ratio(cell.edge_hits, cell.requests - at_home);
}

double answers(const Indicator& indicator, const Cell& cell) {
  const std::string_view status = label_of(indicator, "status");
  const std::uint64_t answered = cell.latency.count();
  for (std::size_t i = 0; i < cache_status_count; ++i) {
    if (cache_status_names[i] == status) return ratio(cell.statuses[i], answered);
  }
  return ratio(answered, cell.requests);
}

double cold_starts(std::string_view family, const FunctionCounts& calls) {
  if (family == "cold_start.share") return ratio(calls.cold, calls.requests);
  if (family == "cold_start.victims.share") return ratio(calls.victims, calls.requests);
  return ratio(calls.start_ns, calls.requests) * 1e-6;
}

template <class Histogram>
double statistic(const Indicator& indicator, const Histogram& histogram) {
  if (histogram.count() == 0) return absent;
  return indicator.quantile > 0 ? histogram.quantile(indicator.quantile) : histogram.mean();
}

double purge_reach(const Indicator& indicator, const Observations& seen) {
  const std::string_view pops = label_of(indicator, "pops");
  for (std::size_t i = 0; i < purge_reach_names.size(); ++i) {
    const bool wanted = pops == purge_reach_names[i] || (pops.empty() && i == 0);
    if (wanted) return statistic(indicator, seen.purge_reach[i]) * 1e-6;
  }
  return absent;
}

double shift(std::string_view family, const std::optional<SampleShift>& shift) {
  if (!shift) return absent;
  return family.ends_with("hit_ratio") ? shift->hit_ratio : shift->origin_rate;
}

double peak_origin_rate(const Observations& seen, const Blueprint& plan) {
  if (plan.one_in > 1) return absent;  // the highest of few counts is too high
  double peak = 0;
  for (std::size_t slot = 0; slot < seen.moments; ++slot) {
    std::uint64_t requests = 0;
    for (std::size_t region = 0; region < seen.regions; ++region) {
      requests += seen.moment(slot, region).origin_requests;
    }
    peak = std::max(peak, static_cast<double>(requests) / in_seconds(plan.moment));
  }
  return peak;
}

}  // namespace

std::string line_name(const BillLine& line) {
  std::string name = line.sheet + "/" + line.product;
  if (!line.name.empty()) name += "/" + line.name;
  return name;
}

MetricReader::MetricReader(const Replication& replication, const Blueprint& plan)
    : replication_(replication), plan_(plan) {}

const Cell& MetricReader::cell(int route, int region) {
  const auto [at, is_new] = cells_.try_emplace({route, region});
  if (is_new) {
    const Observations& seen = replication_.seen;
    for (std::size_t i = 0; i < seen.routes; ++i) {
      for (std::size_t k = 0; k < seen.regions; ++k) {
        const bool wanted = (route < 0 || static_cast<std::size_t>(route) == i) &&
                            (region < 0 || static_cast<std::size_t>(region) == k);
        for (std::size_t phase = 0; wanted && phase < seen.phases; ++phase)
          merge_into(at->second, seen.cell(phase, i, k));
      }
    }
  }
  return at->second;
}

double MetricReader::operator()(const Indicator& indicator) {
  const std::string_view family = indicator.family->name;
  if (indicator.family->unit == "$") return money(indicator);
  if (family == "recovery.seconds") {
    for (const FaultPlan& fault : plan_.faults) {
      if (fault.name == label_of(indicator, "fault")) {
        return recovery_seconds(replication_.seen, plan_, fault);
      }
    }
    return absent;
  }
  if (family == "origin.rate.peak") return peak_origin_rate(replication_.seen, plan_);
  if (family.starts_with("sample.shift")) return shift(family, replication_.shift);
  if (family.starts_with("function.")) return functions(indicator);
  if (is_of_access(family)) return access_metric(indicator, replication_, plan_);
  if (is_of_attacks(family)) return attack_metric(indicator, replication_, plan_);
  if (family == "purge.reach") return purge_reach(indicator, replication_.seen);
  const Cell& which = cell(route_index(plan_, label_of(indicator, "route")),
                           index_in(plan_.region_names, label_of(indicator, "region")));
  return indicator.family->has_statistics ? latency(indicator, which) : traffic(indicator, which);
}

double MetricReader::money(const Indicator& indicator) {
  const std::string_view family = indicator.family->name;
  const std::string_view line = label_of(indicator, "line");
  const Bill& bill = family.starts_with("cost_to_serve.") ? replication_.served : replication_.bill;
  if (!line.empty()) return bill_line(bill, line);
  if (!bill.complete) return absent;
  if (family == "attack.cost.monthly") {
    if (!replication_.calm || !replication_.calm->bill.complete) return absent;
    return in_dollars(bill.total) - in_dollars(replication_.calm->bill.total);
  }
  if (family == "cost.per_million_requests")
    return in_dollars(bill.total) / requests_in_month(plan_, replication_.seen) * 1e6;
  double dollars = in_dollars(bill.total);
  if (family.starts_with("margin.")) {
    if (!replication_.served.complete) return absent;
    dollars = 0;
    for (const MarginPart& part : replication_.margins)
      if (part.by == "product") dollars += in_dollars(part.revenue) - in_dollars(part.cost);
  }
  if (!family.ends_with(".per_active_user")) return dollars;
  const std::optional<Count>& users = plan_.spec.world.demand.users.active;
  return users ? dollars / static_cast<double>(users->value) : absent;
}

double MetricReader::latency(const Indicator& indicator, const Cell& cell) const {
  if (indicator.family->name == "latency_without_cold_starts") {
    return statistic(indicator, replication_.seen.without_cold_starts) * 1e-6;
  }
  if (indicator.family->name == "stale.age") return statistic(indicator, cell.outdated_age) * 1e-9;
  return (indicator.family->name == "ttfb" ? statistic(indicator, cell.first_byte)
                                           : statistic(indicator, cell.latency)) *
         1e-6;
}

double MetricReader::traffic(const Indicator& indicator, const Cell& cell) const {
  const std::string_view family = indicator.family->name;
  const double seconds = in_seconds(plan_.spec.world.horizon.measure);
  if (family == "availability") return ratio(cell.requests - failures_of(cell), cell.requests);
  if (family == "errors.share") {
    const std::string_view cause = label_of(indicator, "cause");
    if (cause.empty()) return ratio(failures_of(cell), cell.requests);
    for (std::size_t i = 0; i < failure_count; ++i) {
      if (failure_names[i] == cause) return ratio(cell.failures[i], cell.requests);
    }
  }
  if (family == "errors.delay.mean") return ratio(cell.failure_ns, failures_of(cell)) * 1e-6;
  if (family == "hit_ratio") return hits(indicator, cell, false);
  if (family == "byte_hit_ratio") return hits(indicator, cell, true);
  if (family == "stale.share") {
    const bool may_change = std::ranges::any_of(
        plan_.routes, [](const RoutePlan& route) { return route.changes.has_value(); });
    if (!may_change) return absent;
    return ratio(cell.outdated_age.count(), cell.latency.count());
  }
  if (family == "answers.share") return answers(indicator, cell);
  if (family == "origin.unchanged_share") return ratio(cell.origin_unchanged, cell.origin_requests);
  if (family == "origin.offload") return 1 - ratio(cell.origin_requests, cell.requests);
  const std::uint64_t asked = cell.origin_requests + cell.origin_again;
  if (family == "origin.rate") return static_cast<double>(asked) / seconds;
  if (family == "origin.egress") return static_cast<double>(cell.origin_bytes) * 8 / seconds;
  const std::uint64_t refused =
      cell.failures[static_cast<std::size_t>(Failure::origin_overloaded)] +
      cell.failures[static_cast<std::size_t>(Failure::origin_down)];
  const std::uint64_t taken = asked - std::min(refused, asked);
  if (family == "origin.wait.mean") return ratio(cell.origin_wait_ns, taken) * 1e-6;
  if (family == "origin.wait.share") return ratio(cell.origin_waited, taken);
  if (family == "edge.egress") return static_cast<double>(cell.bytes) * 8 / seconds;
  if (family.starts_with("cold_start.")) return cold_starts(family, cell.functions);
  if (family == "requests") return static_cast<double>(cell.requests);
  if (family == "challenged.share") {
    if (plan_.guards.empty()) return absent;
    return ratio(cell.challenged, cell.requests);
  }
  if (family == "access.denied.share")
    return plan_.gates.empty() ? absent : ratio(cell.denied, cell.requests);
  if (family == "quota.overage.share")
    return plan_.quotas.empty() ? absent : ratio(cell.overage, cell.requests);
  if (family == "retry_after.mean") return ratio(cell.told_wait_ns, cell.told_to_wait) * 1e-9;
  if (family == "retries.share") return ratio(cell.retries, cell.requests);
  if (family == "connections.new_share") return ratio(cell.connections, cell.requests);
  if (family == "resolver.miss_share") return ratio(cell.resolver_misses, cell.resolver_queries);
  EC_CHECK(false, "a metric family without a rule: " + std::string(family));
  return absent;
}

double recovery_seconds(const Observations& seen, const Blueprint& plan, const FaultPlan& fault) {
  constexpr double noticeable = 0.001;
  const auto slot_of = [&](Instant at) {
    const auto since = at - plan.measure_from();
    return std::clamp<std::int64_t>(since / plan.moment, 0,
                                    static_cast<std::int64_t>(seen.moments));
  };
  const auto share = [&](std::int64_t from, std::int64_t to) {
    std::uint64_t requests = 0;
    std::uint64_t failures = 0;
    for (std::int64_t slot = from; slot < to; ++slot) {
      for (std::size_t region = 0; region < seen.regions; ++region) {
        const Moment& moment = seen.moment(static_cast<std::size_t>(slot), region);
        requests += moment.requests;
        failures += moment.failures;
      }
    }
    return requests == 0 ? 0 : static_cast<double>(failures) / static_cast<double>(requests);
  };
  const std::int64_t begin = slot_of(fault.from);
  std::int64_t end = static_cast<std::int64_t>(seen.moments);
  for (const FaultPlan& other : plan.faults) {
    if (other.from > fault.from) end = std::min(end, slot_of(other.from));
  }
  const double before = share(0, begin);
  double recovered = 0;
  for (std::int64_t slot = begin; slot < end; ++slot) {
    if (share(slot, slot + 1) > before + noticeable) {
      const Instant over = plan.measure_from() + (slot + 1) * plan.moment;
      recovered = in_seconds(over - fault.from);
    }
  }
  return recovered;
}

}  // namespace edgecase
