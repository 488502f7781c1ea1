// What a Result says of stretches of time: faults, named phases of demand, the timeline.

#include <algorithm>
#include <cmath>

#include "measure/merge.hpp"
#include "study/summary.hpp"

namespace edgecase {
namespace {

double sum_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum;
}

double share(double part, double all) { return all > 0 ? part / all : 0; }

/// All replications' moments that lie in [from, to), counted from the start of the measured time.
struct Stretch {
  Moment sum;
  double seconds = 0;
};
Stretch stretch_of(const Observations& all, const Blueprint& plan, std::size_t replications,
                   Duration from, Duration to) {
  Stretch stretch;
  for (std::size_t slot = 0; slot < all.moments; ++slot) {
    const Duration begin = static_cast<std::int64_t>(slot) * plan.time.moment;
    const Duration end =
        std::min<Duration>(begin + plan.time.moment, plan.spec.world.horizon.measure);
    const Duration middle = begin + (end - begin) / 2;
    if (middle < from || middle >= to) continue;
    stretch.seconds += in_seconds(end - begin) * static_cast<double>(replications);
    for (std::size_t region = 0; region < all.regions; ++region)
      merge_into(stretch.sum, all.moment(slot, region));
  }
  return stretch;
}

TimelinePoint point_of(const Stretch& stretch, Duration at) {
  const auto requests = static_cast<double>(stretch.sum.requests);
  const double answered = requests - static_cast<double>(stretch.sum.failures);
  return {in_seconds(at),
          requests / stretch.seconds,
          static_cast<double>(stretch.sum.failures) / requests,
          static_cast<double>(stretch.sum.edge_hits) / requests,
          static_cast<double>(stretch.sum.origin_requests) / stretch.seconds,
          static_cast<double>(stretch.sum.latency_ns) * 1e-6 / answered};
}

}  // namespace

std::vector<FaultRow> faults_of(const Runs& runs) {
  const Blueprint& plan = *runs.plan;
  std::vector<FaultRow> rows;
  for (std::size_t i = 0; i < plan.timeline.faults.size(); ++i) {
    const FaultPlan& fault = plan.timeline.faults[i];
    FaultRow row{.name = fault.name,
                 .from_s = in_seconds(fault.from - plan.measure_from()),
                 .until_s = in_seconds(fault.until - plan.measure_from())};
    std::vector<double> recovery, caused, failed;
    std::vector<double> caused_in(plan.region_names.size()), requests_in(plan.region_names.size());
    for (const Replication& replication : runs.replications) {
      const FaultEffect effect = effect_of_fault(replication, plan, i);
      const double all = sum_of(effect.requests);
      recovery.push_back(effect.measured ? effect.recovery_s : std::nan(""));
      caused.push_back(effect.measured ? share(sum_of(effect.caused), all) : std::nan(""));
      failed.push_back(effect.measured ? share(sum_of(effect.failed), all) : std::nan(""));
      row.unrecovered += effect.recovered ? 0 : 1.0 / static_cast<double>(runs.replications.size());
      for (std::size_t region = 0; region < caused_in.size(); ++region) {
        caused_in[region] += effect.caused[region];
        requests_in[region] += effect.requests[region];
      }
    }
    row.recovery_s = estimate_of(within(Range::nonnegative, mean_interval(recovery)));
    row.failed = estimate_of(within(Range::share_change, mean_interval(caused)));
    row.failed_in_all = estimate_of(within(Range::share, mean_interval(failed)));
    for (std::size_t region = 0; region < caused_in.size(); ++region) {
      const double here = share(caused_in[region], requests_in[region]);
      if (here <= row.worst_failed) continue;
      row.worst_failed = here;
      row.worst_region = plan.region_names[region];
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<PhaseRow> phases_of(const Runs& runs) {
  const Blueprint& plan = *runs.plan;
  const Observations all = merged(runs);
  const Duration warm_up = plan.spec.world.horizon.warm_up;
  std::vector<PhaseRow> rows;
  Duration begin = -warm_up;
  for (const PhaseSpec& phase : plan.spec.world.demand.phases) {
    const Duration end = begin + phase.duration;
    const Stretch stretch = stretch_of(all, plan, runs.replications.size(), begin, end);
    if (!phase.name.empty() && stretch.seconds > 0) {
      const TimelinePoint point = point_of(stretch, begin);
      rows.push_back({phase.name, in_seconds(begin), in_seconds(end), point.requests_per_s,
                      point.failed, point.edge_hits, point.origin_per_s, point.latency_ms});
    }
    begin = end;
  }
  return rows;
}

std::vector<TimelinePoint> timeline_of(const Runs& runs) {
  const Observations all = merged(runs);
  const Blueprint& plan = *runs.plan;
  std::vector<TimelinePoint> points;
  for (std::size_t slot = 0; slot < all.moments; ++slot) {
    const Duration begin = static_cast<std::int64_t>(slot) * plan.time.moment;
    points.push_back(point_of(
        stretch_of(all, plan, runs.replications.size(), begin, begin + plan.time.moment), begin));
  }
  return points;
}

}  // namespace edgecase
