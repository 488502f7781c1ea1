// Metrics of faults: the time until requests succeed as before.

#include <algorithm>
#include <array>

#include "metrics/metrics.hpp"

namespace edgecase {
namespace {

double recovery_from_fault(const Reading& r) {
  const auto stated = r.indicator.labels.find(std::string(metric_label::fault.name));
  if (stated == r.indicator.labels.end()) return no_value;
  for (const FaultPlan& fault : r.plan.timeline.faults)
    if (fault.name == stated->second) return recovery_seconds(r.run.seen, r.plan, fault);
  return no_value;
}

constexpr std::array by_fault{&metric_label::fault};

constexpr std::array fault_rows{
    MetricFamily{"recovery.seconds", false, "s", by_fault,
                 "from the start of a fault until requests succeed as before", recovery_from_fault},
};

}  // namespace

std::span<const MetricFamily> fault_metrics() { return fault_rows; }

double recovery_seconds(const Observations& seen, const Blueprint& plan, const FaultPlan& fault) {
  constexpr double noticeable = 0.001;
  const auto slot_of = [&](Instant at) {
    const auto since = at - plan.measure_from();
    return std::clamp<std::int64_t>(since / plan.time.moment, 0,
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
  for (const FaultPlan& other : plan.timeline.faults) {
    if (other.from > fault.from) end = std::min(end, slot_of(other.from));
  }
  const double before = share(0, begin);
  double recovered = 0;
  for (std::int64_t slot = begin; slot < end; ++slot) {
    if (share(slot, slot + 1) > before + noticeable) {
      const Instant over = plan.measure_from() + (slot + 1) * plan.time.moment;
      recovered = in_seconds(over - fault.from);
    }
  }
  return recovered;
}

}  // namespace edgecase
