#include "scenario/rollout_check.hpp"

#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "load/text/codes.hpp"
#include "load/text/path.hpp"
#include "scenario/fault_check.hpp"
#include "scenario/places.hpp"

namespace edgecase {
namespace {

constexpr std::string_view needs[] = {"control_plane", "identity", "store",       "introspection",
                                      "dns",           "origin",   "third_party", "edge"};

// A plan keeps the PoPs of each step of each change, and a tool is looked for on the ways from each
// other one. Both are far beyond what an organisation ships or has.
constexpr std::size_t most_steps = 20'000;
constexpr std::size_t most_tools = 500;

/// The tools on a way from this one back to itself; empty: there is none.
std::string way_back(const std::map<std::string, ToolSpec>& tools, const std::string& to,
                     const std::string& from, std::set<std::string>& seen) {
  const auto tool = tools.find(from);
  if (tool == tools.end()) return "";
  for (const std::string& next : tool->second.depends_on) {
    if (next == to) return from + " -> " + to;
    if (!seen.insert(next).second) continue;
    const std::string way = way_back(tools, to, next, seen);
    if (!way.empty()) return from + " -> " + way;
  }
  return "";
}

void check_tools(const ScenarioSpec& spec, Checker& checker) {
  if (spec.design.tools.size() > most_tools)
    return checker.report(
        "design.tools",
        {code::out_of_range, fmt::format("{} tools are too many", spec.design.tools.size()),
         "too many", fmt::format("there may be {}", most_tools)});
  std::vector<std::string_view> known(std::begin(needs), std::end(needs));
  for (const auto& [name, tool] : spec.design.tools) known.push_back(name);
  for (const auto& [name, tool] : spec.design.tools) {
    const std::string path = join_path("design.tools", name) + ".depends_on";
    for (std::size_t i = 0; i < tool.depends_on.size(); ++i)
      if (std::ranges::find(known, tool.depends_on[i]) == known.end())
        checker.report(fmt::format("{}[{}]", path, i),
                       no_such("system or tool", tool.depends_on[i], known));
    std::set<std::string> seen;
    const std::string way = way_back(spec.design.tools, name, name, seen);
    if (!way.empty())
      checker.report(path, {code::refers_to_nothing,
                            fmt::format("the tool `{}` depends on itself: {}", name, way),
                            "needs itself", "a tool that must work first would never work"});
  }
}

/// What a change brings: of the menu of faults, one with a target that is modelled.
void check_harm(const ScenarioSpec& spec, const std::string& path, const ReleaseSpec& release,
                const Network& network, Checker& checker) {
  const Outage outage = outage_of(*release.brings);
  const auto* trouble = std::get_if<Trouble>(&outage);
  if (trouble == nullptr || trouble->effect.lost > 0) {
    checker.report(path + ".brings",
                   {code::out_of_range, "a change brings an action with a target",
                    "not such an action", "one of down, errors, slow, loss, flapping"});
    return;
  }
  check_fault_target(spec, *release.brings, path + ".brings." + std::string(release.brings->name()),
                     network, checker);
  const bool by_request = scope_of(trouble->target) == FaultScope::pops && !trouble->effect.down;
  const auto only_requests = [&](bool set, const char* key) {
    if (set && !by_request)
      checker.report(path + "." + key,
                     {code::out_of_range, fmt::format("`{}` is of single requests in PoPs", key),
                      "not modelled here", "of errors, slow and loss with PoPs as their target"});
  };
  only_requests(!release.route.empty(), "route");
  only_requests(release.grows_over > Duration{0}, "grows_over");
}

void check_change(const ScenarioSpec& spec, const std::string& name, const ReleaseSpec& release,
                  const Network& network, Checker& checker) {
  const std::string path = join_path("world.changes", name);
  const HorizonSpec& horizon = spec.world.horizon;
  if (release.at >= horizon.warm_up + horizon.measure)
    checker.report(path + ".at", {code::outside_horizon, "the change comes after the run",
                                  "too late", "lengthen world.horizon.measure"});
  if (release.with == name)
    checker.report(path + ".with", {code::refers_to_nothing, "a change is always with itself",
                                    "itself", "name another change, or remove it"});
  const RolloutSpec& rollout = rollout_of(spec.design, name);
  if (release.brings && *release.brings) {
    check_harm(spec, path, release, network, checker);
    const Outage outage = outage_of(*release.brings);
    const auto* trouble = std::get_if<Trouble>(&outage);
    const bool whole = trouble != nullptr && trouble->effect.down;
    const bool by_users = std::ranges::any_of(rollout.steps, [](const RolloutStepSpec& step) {
      return step.users && *step.users < Share{1};
    });
    const bool logs = std::ranges::any_of(rollout.steps, &RolloutStepSpec::log);
    if (logs && release.kind != ReleaseKind::rule)
      checker.report(path + ".kind",
                     {code::out_of_range, "only rules have a log mode", "shipped in log mode first",
                      "write `kind: rule`, or leave out the steps with `log`"});
    if (whole && by_users)
      checker.report(path + ".brings",
                     {code::out_of_range, "what is down is down for all users",
                      "shipped to a share of users", "ship it by PoPs, or bring errors"});
  }
  for (const auto& [set, key] : {std::pair{!release.route.empty(), "route"},
                                 {release.grows_over > Duration{0}, "grows_over"},
                                 {release.latent_until.has_value(), "latent_until"},
                                 {!release.with.empty(), "with"},
                                 {release.alternates.has_value(), "alternates"}})
    if (set && !release.brings)
      checker.changes_nothing(path + "." + key, "the change does no harm",
                              "add what it `brings`, or remove it");
}

/// Places that steps name, and steps that nothing reaches.
void check_steps(const RolloutSpec& rollout, const std::string& path, const Network& network,
                 Checker& checker) {
  std::set<std::string_view> regions, sizes;
  for (const Pop& pop : network.pops()) {
    regions.insert(name_of(pop.site.region));
    sizes.insert(name_of(pop.size));
  }
  const auto listed = [](const std::set<std::string_view>& of) {
    return std::vector<std::string_view>(of.begin(), of.end());
  };
  for (std::size_t i = 0; i < rollout.steps.size(); ++i) {
    const RolloutStepSpec& step = rollout.steps[i];
    const std::string at = fmt::format("{}.steps[{}]", path, i);
    for (std::size_t r = 0; r < step.regions.size(); ++r)
      if (!regions.contains(step.regions[r]))
        checker.report(fmt::format("{}.regions[{}]", at, r),
                       no_such("region with PoPs", step.regions[r], listed(regions)));
    if (!step.size.empty() && !sizes.contains(step.size))
      checker.report(at + ".size", no_such("size of PoPs here", step.size, listed(sizes)));
  }
}

void check_end_of_steps(const ScenarioSpec& spec, const std::string& name,
                        const ReleaseSpec& release, const std::string& path, Checker& checker) {
  const RolloutSpec& rollout = rollout_of(spec.design, name);
  const Duration end = spec.world.horizon.warm_up + spec.world.horizon.measure;
  if (release.at >= end) return;  // reported already
  Duration at = release.at + (rollout.review ? rollout.review->takes : Duration{0});
  for (std::size_t i = 0; i < rollout.steps.size(); ++i) {
    if (at >= end) {
      checker.changes_nothing(
          fmt::format("{}.steps[{}]", path, i),
          "the run ends before this step, so that the rollout is never complete",
          "lengthen world.horizon.measure, or soak for less");
      return;
    }
    at += rollout.steps[i].soak;
  }
}

void check_rollout(const ScenarioSpec& spec, const RolloutSpec& rollout, const std::string& path,
                   const Network& network, Checker& checker) {
  check_steps(rollout, path, network, checker);
  if (rollout.rollback && !rollout.check && !spec.design.alerts)
    checker.report(path + ".rollback",
                   {code::missing_key, "nothing would ever start this rollback",
                    "without a trigger", "add a `check` to the rollout, or design.alerts"});
  const bool logs = std::ranges::any_of(rollout.steps, &RolloutStepSpec::log);
  if (logs && !rollout.check && !spec.design.alerts)
    checker.changes_nothing(path + ".steps", "nothing looks at what log mode shows",
                            "add a `check`, or remove the steps in log mode");
}

/// Whether all changes together have no more steps than a plan can hold.
bool check_number_of_steps(const ScenarioSpec& spec, Checker& checker) {
  std::size_t steps = 0;
  for (const auto& [name, release] : spec.world.changes)
    steps += std::max<std::size_t>(rollout_of(spec.design, name).steps.size(), 1);
  if (steps <= most_steps) return true;
  checker.report(
      "world.changes",
      {code::out_of_range,
       fmt::format("{} changes have {} steps in all", spec.world.changes.size(), steps), "too many",
       fmt::format("there may be {} steps: ship fewer changes, or each in "
                   "fewer steps",
                   most_steps)});
  return false;
}

}  // namespace

const RolloutSpec& rollout_of(const DesignSpec& design, const std::string& change) {
  static const RolloutSpec at_once;
  const auto own = design.rollouts.find(change);
  if (own != design.rollouts.end()) return own->second;
  return design.rollout ? *design.rollout : at_once;
}

void check_rollouts(const ScenarioSpec& spec, const Network& network, Checker& checker) {
  check_tools(spec, checker);
  if (!check_number_of_steps(spec, checker)) return;
  std::vector<std::string_view> changes;
  for (const auto& [name, release] : spec.world.changes) {
    changes.push_back(name);
    check_change(spec, name, release, network, checker);
    const bool own = spec.design.rollouts.contains(name);
    check_end_of_steps(spec, name, release,
                       own ? join_path("design.rollouts", name) : "design.rollout", checker);
  }
  if (spec.design.rollout)
    check_rollout(spec, *spec.design.rollout, "design.rollout", network, checker);
  for (const auto& [name, rollout] : spec.design.rollouts) {
    const std::string path = join_path("design.rollouts", name);
    if (!spec.world.changes.contains(name)) checker.report(path, no_such("change", name, changes));
    check_rollout(spec, rollout, path, network, checker);
  }
  if (!spec.world.changes.empty()) return;
  for (const char* key : {"design.rollout", "design.tools"})
    if (checker.written(key))
      checker.changes_nothing(key, "the world has no changes", "add world.changes");
}

}  // namespace edgecase
