#include "billing/held_usage.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "billing/reserve_stock.hpp"
#include "billing/transit.hpp"
#include "cost/meters.hpp"
#include "plan/keys.hpp"

namespace edgecase {
namespace {

constexpr double us_per_s = 1e6;

std::int64_t whole(double amount) { return std::llround(amount); }

Labels of_route(const RoutePlan& route) { return labels_of({{label::route, route.name}}); }

/// A constant number of bytes, held all the time.
std::int64_t byte_hours_of(double bytes, double measured_s) {
  return whole(bytes / byte_time_atom * measured_s / 3600);
}

/// What the origin keeps, and how often it is written: by requests that write, and as its content
/// changes.
void add_origin_store(Usage& usage, const BilledRun& run, double measured_s) {
  const double of_month = measured_s / in_seconds(billing_month);
  for (std::size_t i = 0; i < run.plan.routes.size(); ++i) {
    const RoutePlan& route = run.plan.routes[i];
    if (route.function >= 0 || route.store >= 0) continue;  // functions or stores answer it
    const double objects =
        static_cast<double>(route.objects) * static_cast<double>(run.plan.one_in);
    usage.add(meter::origin_storage, of_route(route),
              byte_hours_of(objects * mean_object_bytes(run.plan, route), measured_s));
    double writes = requests_in_month(run, static_cast<int>(i)) * of_month * route.changing();
    if (route.changes)
      writes +=
          objects * route.changes->share.value * measured_s / in_seconds(route.changes->every);
    usage.add(meter::origin_writes, of_route(route), whole(writes));
  }
}

/// Seats of users who log in, and the reports of their devices.
void add_seats(Usage& usage, const BilledRun& run, double measured_s) {
  const std::optional<Count>& active = run.plan.spec.world.demand.users.active;
  if (!active) return;
  const auto users = static_cast<double>(active->value);
  bool seats = false;
  double reports_per_s = 0;
  for (const auto& [name, design] : run.plan.spec.design.routes) {
    if (design.access.empty()) continue;
    const AccessGateSpec& gate = run.plan.spec.design.access.at(design.access);
    seats |= gate.credential == Credential::user;
    // One agent reports for all gates, at the shortest interval of them.
    if (gate.posture)
      reports_per_s = std::max(reports_per_s, users / in_seconds(gate.posture->poll));
  }
  if (seats) usage.add(meter::access_seats, {}, whole(users * measured_s * us_per_s));
  usage.add(meter::access_posture_reports, {}, whole(reports_per_s * measured_s));
}

/// Rule lists and rules of the guards in use.
void add_guard_rules(Usage& usage, const BilledRun& run, double measured_s) {
  std::set<std::string> used;
  for (const auto& [name, design] : run.plan.spec.design.routes)
    if (!design.guard.empty()) used.insert(design.guard);
  std::size_t rules = 0;
  for (const std::string& name : used) {
    const GuardSpec& guard = run.plan.spec.design.guards.at(name);
    rules += guard.rate_limits.size() + (guard.waf ? guard.waf->rules.size() : 0);
  }
  const auto held = [&](std::size_t count) {
    return whole(static_cast<double>(count) * measured_s * us_per_s);
  };
  usage.add(meter::waf_acls, {}, held(used.size()));
  usage.add(meter::waf_rules, {}, held(rules));
}

}  // namespace

void add_held(Usage& usage, const BilledRun& run) {
  const double measured_s = in_seconds(run.plan.spec.world.horizon.measure);
  for (std::size_t route = 0; route < run.plan.routes.size(); ++route)
    usage.add(meter::reserve_storage, of_route(run.plan.routes[route]),
              byte_hours_of(reserve_in_long_run(run, route).bytes, measured_s));
  add_origin_store(usage, run, measured_s);
  add_seats(usage, run, measured_s);
  add_guard_rules(usage, run, measured_s);
}

void add_serving(Usage& usage, const BilledRun& run) {
  const double measured_s = in_seconds(run.plan.spec.world.horizon.measure);
  for (std::size_t region = 0; region < run.plan.region_names.size(); ++region)
    usage.add(meter::serve_transit, labels_of({{label::region, run.plan.region_names[region]}}),
              whole(transit_mbps(run, region) * measured_s * us_per_s));
  const Observations& calm = run.rest == nullptr ? run.seen : *run.rest;
  usage.add(meter::serve_storage, {},
            byte_hours_of(static_cast<double>(calm.cached_bytes), measured_s));
}

}  // namespace edgecase
