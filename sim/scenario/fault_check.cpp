#include "scenario/fault_check.hpp"

#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "load/text/codes.hpp"
#include "scenario/fault_pops.hpp"
#include "scenario/places.hpp"

namespace edgecase {
namespace {

/// What targets may name.
struct FaultNames {
  std::set<std::string_view> pops, cities, countries, sizes, regions;

  explicit FaultNames(const Network& network) {
    for (const Pop& pop : network.pops()) {
      pops.insert(pop.code);
      cities.insert(pop.city);
      countries.insert(pop.country);
      sizes.insert(name_of(pop.size));
    }
    for (int i = 0; i < region_count; ++i) regions.insert(name_of(static_cast<Region>(i)));
  }
};

void check_name(const char* what, const std::string& name, const std::set<std::string_view>& all,
                const std::string& path, Checker& checker) {
  if (name.empty() || all.contains(name)) return;
  const std::vector<std::string_view> known(all.begin(), all.end());
  checker.report(path, no_such(what, name, known));
}

bool asks_third_party(const ScenarioSpec& spec) {
  return std::ranges::any_of(spec.design.compute, [&](const auto& one) {
    const auto& asks = one.second.sub_requests;
    return asks && asks->to != "origin" && !spec.design.stores.contains(asks->to);
  });
}

bool sends_by_control_plane(const ScenarioSpec& spec) {
  const bool rules = std::ranges::any_of(spec.design.guards, [](const auto& one) {
    return one.second.waf && !one.second.waf->rules.empty();
  });
  return rules || !spec.world.purges.empty() || !spec.world.changes.empty() ||
         (spec.design.purge && spec.design.purge->on_change);
}

/// Targets that nothing of this scenario would notice.
void check_noticed(const ScenarioSpec& spec, FaultScope scope, const std::string& path,
                   Checker& checker) {
  if (scope == FaultScope::third_party && !asks_third_party(spec))
    checker.changes_nothing(path, "no function asks a third party",
                            "set design.compute.NAME.sub_requests.to to a place");
  if (scope == FaultScope::control_plane && !sends_by_control_plane(spec))
    checker.changes_nothing(path, "the scenario has neither purges nor releases of firewall rules",
                            "add world.purges or design.guards.NAME.waf.rules");
}

void check_flaps(const FaultSpec& fault, const Trouble& trouble, FaultScope scope,
                 const std::string& path, Checker& checker) {
  if (trouble.fails_for == Duration::max()) return;
  const double turns =
      in_seconds(fault.duration) / (in_seconds(trouble.fails_for) + in_seconds(trouble.works_for));
  const double most = scope == FaultScope::pops ? 100 : 10'000;
  if (turns <= most) return;
  checker.report(path + ".duration",
                 {code::out_of_range,
                  fmt::format("it would go down {:.0f} times, more than {:.0f}", turns, most),
                  "too long for such short turns", "shorten it, or lengthen `down` and `up`"});
}

void check_trouble(const ScenarioSpec& spec, const FaultChoice& kind, const Trouble& trouble,
                   const FaultNames& names, const std::string& path, Checker& checker) {
  const FaultTargetSpec& target = trouble.target;
  const std::string at = path + ".target";
  check_name("PoP", target.pop, names.pops, at + ".pop", checker);
  check_name("city with a PoP", target.city, names.cities, at + ".city", checker);
  check_name("country with a PoP", target.country, names.countries, at + ".country", checker);
  check_name("size of PoPs", target.size, names.sizes, at + ".size", checker);
  check_name("region", target.region, names.regions, at + ".region", checker);
  for (std::size_t i = 0; i < target.sites.size(); ++i)
    check_name("PoP", target.sites[i], names.pops, fmt::format("{}.sites[{}]", at, i), checker);
  for (std::size_t i = 0; i < target.path.size(); ++i)
    check_name("region", target.path[i], names.regions, fmt::format("{}.path[{}]", at, i), checker);
  const FaultScope scope = scope_of(target);
  if (!is_supported(trouble.effect, scope))
    checker.report(at, {code::out_of_range,
                        fmt::format("the fault `{}` is not modelled for this target", kind.name()),
                        "not modelled", "its targets: " + supported_targets(trouble.effect)});
  if (trouble.effect.lost > 0 && spec.world.origin.workers.unlimited())
    checker.changes_nothing(at, "an origin with unlimited workers loses none",
                            "set world.origin.workers");
  check_noticed(spec, scope, at, checker);
}

void check_outage(const PopOutage& down, const FaultNames& names, const std::string& path,
                  Checker& checker) {
  for (const std::string& region : down.regions)
    check_name("region", region, names.regions, path + ".target.region", checker);
  for (const std::string& pop : down.pops)
    check_name("PoP", pop, names.pops, path + ".target.pop", checker);
}

constexpr double most_failures = 10'000;

void check_random(const FaultSpec& fault, const Outage& outage, std::size_t pops,
                  const std::string& path, Checker& checker) {
  const auto* trouble = std::get_if<Trouble>(&outage);
  const auto refused = [&](const char* what) {
    checker.report(path + ".random", {code::out_of_range, what, "not modelled", "leave it out"});
  };
  if (trouble != nullptr && trouble->fails_for != Duration::max())
    refused("what flaps by turns does not fail at random times as well");
  if (trouble != nullptr && scope_of(trouble->target) == FaultScope::control_plane)
    refused("the control plane does not fail at random times: what it sends is planned");
  if (fault.random->each && pops == 0)
    checker.changes_nothing(path + ".random.each", "the target is one thing, not several PoPs",
                            "remove it");
  const double units = fault.random->each ? static_cast<double>(std::max<std::size_t>(pops, 1)) : 1;
  const double failures = units * in_seconds(fault.duration) / in_seconds(fault.random->mtbf);
  if (failures > most_failures)
    checker.report(
        path + ".random.mtbf",
        {code::out_of_range,
         fmt::format("about {:.0f} failures in a run, more than {:.0f}", failures, most_failures),
         "too often", "lengthen it, or shorten `duration`"});
}

/// How users find a PoP matters only where one is taken out.
void check_steering(const ScenarioSpec& spec, bool takes_pops_out, Checker& checker) {
  if (spec.design.steering.by != SteeringBy::dns || takes_pops_out || !spec.world.attacks.empty() ||
      !spec.world.changes.empty())
    return;
  checker.changes_nothing("design.steering.by", "no PoP is ever taken out",
                          "add a fault that takes PoPs down to world.faults");
}

/// The target of a general fault at a stated time, as reports call it; empty: another fault.
std::string target_of(const FaultSpec& fault) {
  if (!fault.kind || fault.random) return {};
  const Outage outage = outage_of(fault.kind);
  const auto* trouble = std::get_if<Trouble>(&outage);
  return trouble == nullptr ? std::string() : name_of(trouble->target);
}

/// What is down suffers from nothing else: a fault all of whose time another one has its target
/// down, or that takes it down a second time, says nothing.
void check_twice(const ScenarioSpec& spec, std::size_t which, Checker& checker) {
  const FaultSpec& one = spec.world.faults[which];
  const std::string target = target_of(one);
  for (std::size_t i = 0; i < spec.world.faults.size() && !target.empty(); ++i) {
    const FaultSpec& other = spec.world.faults[i];
    if (i == which || target_of(other) != target || other.kind.name() != "down") continue;
    const bool both_down = one.kind.name() == "down";
    const bool within = one.at >= other.at && one.at + one.duration <= other.at + other.duration;
    const bool overlap = one.at < other.at + other.duration && other.at < one.at + one.duration;
    if (both_down ? i > which || !overlap : !within) continue;
    checker.changes_nothing(fmt::format("world.faults[{}]", which),
                            "another fault takes the same target down at that time",
                            "remove one of them, or let them follow each other");
    return;
  }
}

}  // namespace

void check_fault_target(const ScenarioSpec& spec, const FaultChoice& kind, const std::string& path,
                        const Network& network, Checker& checker) {
  const Outage outage = outage_of(kind);
  if (const auto* trouble = std::get_if<Trouble>(&outage))
    check_trouble(spec, kind, *trouble, FaultNames(network), path, checker);
}

void check_faults(const ScenarioSpec& spec, const Network& network, Checker& checker) {
  const FaultNames names(network);
  bool takes_pops_out = false;
  for (std::size_t i = 0; i < spec.world.faults.size(); ++i) {
    const FaultSpec& fault = spec.world.faults[i];
    if (!fault.kind) continue;  // reported already
    const std::string path = fmt::format("world.faults[{}]", i);
    const Outage outage = outage_of(fault.kind);
    if (const auto* down = std::get_if<PopOutage>(&outage))
      check_outage(*down, names, path, checker);
    if (const auto* isolated = std::get_if<PartitionOutage>(&outage))
      check_name("region", isolated->region, names.regions, path + ".region", checker);
    if (const auto* trouble = std::get_if<Trouble>(&outage)) {
      check_trouble(spec, fault.kind, *trouble, names, path, checker);
      check_flaps(fault, *trouble, scope_of(trouble->target), path, checker);
    }
    const std::size_t pops = pops_in(outage, network).size();
    takes_pops_out |= pops > 0 && takes_pops_down(outage);
    if (fault.random) check_random(fault, outage, pops, path, checker);
    check_twice(spec, i, checker);
  }
  check_steering(spec, takes_pops_out, checker);
}

}  // namespace edgecase
