// Metrics of access gates and quotas: logins, delays, and requests let in after they should have
// been refused.

#include <algorithm>
#include <array>

#include "measure/merge.hpp"
#include "metrics/family.hpp"

namespace edgecase {
namespace {

const AccessMeter& gates_of(const Reading& r) { return r.run.seen.access; }

std::uint64_t logins_of(const AccessMeter& meter) {
  return meter.login_machines.count() + meter.refused_logins;
}

/// Of the events (revocations, compromises) that the scenario has and the indicator speaks of;
/// `any` tells whether there are such.
struct Exposure {
  ExposureMeter meter;
  bool any = false;
};
Exposure exposure_of(const Reading& r) {
  const WorldSpec& world = r.plan.spec.world;
  const bool occurs[] = {!world.revocations.empty(), !world.compromises.empty()};
  Exposure sum;
  for (std::size_t i = 0; i < exposure_names.size(); ++i) {
    if (!occurs[i] || !r.covers(metric_label::after, exposure_names[i])) continue;
    sum.any = !r.plan.protection.gates.empty();
    merge_into(sum.meter, gates_of(r).exposures[i]);
  }
  return sum;
}

constexpr std::array by_exposure{&metric_label::after};

constexpr std::array access_rows{
    MetricFamily{"access.denied.share", false, "1", by_route_and_region,
                 "share of people's requests that an access gate rightly refused",
                 [](const Reading& r) {
                   if (r.plan.protection.gates.empty()) return no_value;
                   return ratio(r.cell().denied, r.cell().requests);
                 }},
    MetricFamily{"access.logins",
                 false,
                 "count",
                 {},
                 "logins in the measured time",
                 [](const Reading& r) {
                   if (r.plan.protection.gates.empty()) return no_value;
                   return static_cast<double>(logins_of(gates_of(r)));
                 }},
    MetricFamily{
        "access.logins.refused.share",
        false,
        "1",
        {},
        "share of the logins that failed because a service they depend on was down",
        [](const Reading& r) { return ratio(gates_of(r).refused_logins, logins_of(gates_of(r))); }},
    MetricFamily{"access.renewals",
                 false,
                 "count",
                 {},
                 "tokens renewed silently while sessions lasted",
                 [](const Reading& r) {
                   if (r.plan.protection.gates.empty()) return no_value;
                   return static_cast<double>(gates_of(r).renewals);
                 }},
    MetricFamily{"access.login",
                 true,
                 "ms",
                 {},
                 "duration of a login, the machines' part",
                 [](const Reading& r) { return r.statistic(gates_of(r).login_machines) * 1e-6; }},
    MetricFamily{"access.login_whole",
                 true,
                 "ms",
                 {},
                 "duration of a login with the person's own time, password and second factor",
                 [](const Reading& r) { return r.statistic(gates_of(r).login_whole) * 1e-6; }},
    MetricFamily{
        "access.delay.mean",
        false,
        "ms",
        {},
        "what a gate adds to each of its requests, machines only",
        [](const Reading& r) { return ratio(gates_of(r).delay_ns, gates_of(r).requests) * 1e-6; }},
    MetricFamily{"access.exposed", false, "count", by_exposure,
                 "requests let in after they should have been refused, in the run",
                 [](const Reading& r) {
                   const Exposure exposure = exposure_of(r);
                   return exposure.any ? static_cast<double>(exposure.meter.requests) : no_value;
                 }},
    MetricFamily{"access.exposure", false, "s", by_exposure,
                 "how long after it the last of them came",
                 [](const Reading& r) {
                   const Exposure exposure = exposure_of(r);
                   return exposure.any ? double{exposure.meter.longest_s} : no_value;
                 }},
    MetricFamily{"retry_after.mean", false, "s", by_route_and_region,
                 "wait that limits and quotas ask of people they refuse (Retry-After)",
                 [](const Reading& r) {
                   return ratio(r.cell().told_wait_ns, r.cell().told_to_wait) * 1e-9;
                 }},
    MetricFamily{"quota.overage.share", false, "1", by_route_and_region,
                 "share of people's requests let through above a quota",
                 [](const Reading& r) {
                   if (r.plan.protection.quotas.empty()) return no_value;
                   return ratio(r.cell().overage, r.cell().requests);
                 }},
};

}  // namespace

std::span<const MetricFamily> access_metrics() { return access_rows; }

}  // namespace edgecase
