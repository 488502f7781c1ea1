#include "scenario/attacks.hpp"

#include <algorithm>
#include <set>
#include <string>

#include <fmt/core.h>

#include "load/text/codes.hpp"
#include "load/text/path.hpp"
#include "load/text/units.hpp"
#include "model/attack/kinds.hpp"
#include "model/guard/waf.hpp"

namespace edgecase {
namespace {

WafNames names_of(const ScenarioSpec& spec, std::span<const AttackSpec> attacks) {
  WafNames names;
  for (const AttackSpec& attack : attacks) {
    names.attacks.push_back(attack.name);
    names.kinds.emplace_back(attack.kind.name());
  }
  for (const auto& [name, route] : spec.world.routes) names.routes.push_back(name);
  return names;
}

void check_guards(const ScenarioSpec& spec, std::span<const AttackSpec> attacks, Checker& checker) {
  const WafNames names = names_of(spec, attacks);
  const PeopleSpec& people = spec.world.clients.people;
  const HorizonSpec& horizon = spec.world.horizon;
  std::set<std::string> used;
  for (const auto& [name, route] : spec.design.routes) used.insert(route.guard);
  for (const auto& [name, guard] : spec.design.guards) {
    const std::string path = join_path("design.guards", name);
    if (!used.contains(name)) {
      checker.changes_nothing(path, "no route uses the guard `" + name + "`",
                              "reference it in design.routes.ROUTE.guard, or remove it");
    }
    for (const auto& [rule, limit] : guard.rate_limits) {
      Checker at = checker.at(join_path(path + ".rate_limits", rule));
      check_rate_limit(limit,
                       {.sessions = people.sessions.value > 0,
                        .api_keys = people.api_keys > Count{0},
                        .horizon = horizon.warm_up + horizon.measure},
                       at);
    }
    if (!guard.waf) continue;
    Checker at = checker.at(path + ".waf");
    check_waf(*guard.waf, names, at);
  }
}

void check_protection(const ScenarioSpec& spec, std::span<const AttackSpec> attacks,
                      Checker& checker) {
  const std::string path = "design.protection";
  if (!checker.written(path)) return;
  if (attacks.empty()) {
    checker.changes_nothing(path, "there are no attacks", "add world.attacks, or remove it");
    return;
  }
  const bool packets = std::ranges::any_of(attacks, [](const AttackSpec& attack) {
    return profile_of(attack.kind).layer != AttackLayer::requests;
  });
  if (spec.design.protection.scrubbing && !packets) {
    checker.changes_nothing(
        path + ".scrubbing",
        "scrubbing filters packet and connection floods; all attacks send requests",
        "use guards against request floods: design.guards");
  }
}

}  // namespace

std::vector<SourcePlace> source_places(const Network& network) {
  std::vector<SourcePlace> places;
  for (const Metro& metro : network.metros())
    places.push_back({std::string(name_of(metro.site.region)), metro.users});
  return places;
}

/// Steps of constant load are kept one by one.
void check_steps(const AttackSpec& attack, Duration end, const std::string& path,
                 Checker& checker) {
  constexpr std::int64_t most = 100'000;
  const Duration lasts = std::min(*attack.duration, end - attack.at);
  const auto refuse = [&](const char* key, const char* what) {
    checker.report(path + "." + key,
                   {code::out_of_range, fmt::format("more than 100,000 {} in one run", what),
                    "too many", "make them longer, or the attack shorter"});
  };
  if (const auto* pulse = attack.shape->get_if<PulseShapeSpec>())
    if (lasts / (pulse->on + pulse->off) > most) refuse("shape", "pulses");
  if (const auto* moving = attack.spread.get_if<MovingSpreadSpec>())
    if (lasts / moving->every > most) refuse("spread", "moves");
}

void check_attacks(const ScenarioSpec& spec, std::span<const AttackSpec> attacks,
                   Checker& checker) {
  const Duration end = spec.world.horizon.warm_up + spec.world.horizon.measure;
  constexpr std::size_t most = 128;  // their bots' requests are numbered apart
  if (attacks.size() > most)
    checker.report("world.attacks", {code::out_of_range, "more than 128 attacks", "too many",
                                     "combine those that are alike"});
  std::set<std::string> names;
  for (std::size_t i = 0; i < attacks.size(); ++i) {
    const std::string path = fmt::format("world.attacks[{}]", i);
    if (attacks[i].at >= end) {
      checker.report(path + ".at", {code::outside_horizon,
                                    "an attack at " + Scalar<Duration>::print(attacks[i].at) +
                                        ", but the run ends at " + Scalar<Duration>::print(end),
                                    "after the end of the run", "the run lasts warm_up + measure"});
    }
    check_steps(attacks[i], end, path, checker);
    if (names.insert(attacks[i].name).second) continue;
    checker.report(path + ".name",
                   {code::duplicate_name, "two attacks are named `" + attacks[i].name + "`",
                    "the second one", "give each a unique name"});
  }
  check_guards(spec, attacks, checker);
  check_protection(spec, attacks, checker);
}

}  // namespace edgecase
