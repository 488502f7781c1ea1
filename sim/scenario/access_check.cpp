#include "scenario/access_check.hpp"

#include <algorithm>
#include <set>
#include <string>

#include <fmt/core.h>

#include "load/text/codes.hpp"
#include "load/text/path.hpp"
#include "load/text/units.hpp"
#include "model/fault/kinds.hpp"
#include "scenario/places.hpp"

namespace edgecase {
namespace {

bool depends(const AccessGateSpec& gate, Service service) {
  const bool user = gate.credential == Credential::user;
  switch (service) {
    case Service::identity:
      return user;
    case Service::session_store:
      return gate.needs_store == NeedsStore::everything ||
             (gate.needs_store == NeedsStore::logins && gate.credential != Credential::certificate);
    default:
      return user && gate.validation.get_if<IntrospectionSpec>() != nullptr;
  }
}

/// Reports an event after the end of the run.
void check_time(Duration at, Duration end, const std::string& path, Checker& checker) {
  if (at < end) return;
  checker.report(path, {code::outside_horizon,
                        "this happens at " + Scalar<Duration>::print(at) +
                            ", but the run ends at " + Scalar<Duration>::print(end),
                        "after the end of the run", "the run lasts warm_up + measure"});
}

void check_rights(const ScenarioSpec& spec, Checker& checker) {
  const Duration end = spec.world.horizon.warm_up + spec.world.horizon.measure;
  const bool nobody = spec.design.access.empty();
  bool devices = false;
  for (const auto& [name, gate] : spec.design.access) devices |= gate.posture.has_value();
  for (std::size_t i = 0; i < spec.world.revocations.size(); ++i) {
    const std::string path = fmt::format("world.revocations[{}]", i);
    check_time(spec.world.revocations[i].at, end, path + ".at", checker);
    if (nobody)
      checker.changes_nothing(path, "no access gate checks users", "add one: design.access.NAME");
  }
  for (std::size_t i = 0; i < spec.world.compromises.size(); ++i) {
    const std::string path = fmt::format("world.compromises[{}]", i);
    check_time(spec.world.compromises[i].at, end, path + ".at", checker);
    if (!devices)
      checker.changes_nothing(path, "no access gate checks devices",
                              "add design.access.NAME.posture");
  }
  for (std::size_t i = 0; i < spec.world.faults.size(); ++i) {
    const FaultSpec& fault = spec.world.faults[i];
    if (!fault.kind) continue;
    const Outage outage = outage_of(fault.kind);
    const auto* down = std::get_if<ServiceOutage>(&outage);
    if (down == nullptr) continue;
    const bool missed = std::ranges::any_of(
        spec.design.access, [&](const auto& gate) { return depends(gate.second, down->service); });
    if (missed) continue;
    checker.changes_nothing(fmt::format("world.faults[{}]", i),
                            "no access gate depends on this service", "see design.access.NAME");
  }
}

/// Seats are billed by time, counted in 64 bits: of more users they would not fit.
void check_seats(const ScenarioSpec& spec, Checker& checker) {
  constexpr std::int64_t most = 3'500'000;
  const std::optional<Count>& active = spec.world.demand.users.active;
  if (!active || active->value <= most) return;
  for (const auto& [name, route] : spec.design.routes) {
    const auto gate = spec.design.access.find(route.access);
    if (gate == spec.design.access.end() || gate->second.credential != Credential::user) continue;
    checker.report(
        "world.demand.users.active",
        {code::out_of_range,
         "at most 3.5M users can have a seat, and the access gate `" + gate->first +
             "` gives one to each",
         "more seats than can be billed",
         "divide the users over several scenarios, or use a gate without user accounts"});
    return;
  }
}

}  // namespace

void check_access(const ScenarioSpec& spec, const Network& network, Checker& checker) {
  std::set<std::string> gates, quotas;
  for (const auto& [name, route] : spec.design.routes) {
    gates.insert(route.access);
    quotas.insert(route.quota);
  }
  for (const auto& [name, gate] : spec.design.access) {
    const std::string path = join_path("design.access", name);
    check_place(gate.identity.at, path + ".identity.at", network, checker);
    if (const auto* central = gate.validation.get_if<IntrospectionSpec>())
      check_place(central->at, path + ".validation.introspection.at", network, checker);
    if (gates.contains(name)) continue;
    checker.changes_nothing(path, "no route uses the access gate `" + name + "`",
                            "reference it in design.routes.ROUTE.access, or remove it");
  }
  for (const auto& [name, quota] : spec.design.quotas) {
    if (quotas.contains(name)) continue;
    checker.changes_nothing(join_path("design.quotas", name),
                            "no route uses the quota `" + name + "`",
                            "reference it in design.routes.ROUTE.quota, or remove it");
  }
  check_rights(spec, checker);
  check_seats(spec, checker);
}

}  // namespace edgecase
