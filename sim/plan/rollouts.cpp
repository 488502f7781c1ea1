#include "plan/rollouts.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <span>

#include <fmt/core.h>

#include "measure/sequential.hpp"
#include "plan/blueprint.hpp"
#include "plan/faults.hpp"
#include "scenario/fault_pops.hpp"

namespace edgecase {
namespace {

constexpr std::pair<const char*, ToolNeed> need_names[] = {
    {"origin", ToolNeed::origin},
    {"third_party", ToolNeed::third_party},
    {"dns", ToolNeed::dns},
    {"control_plane", ToolNeed::control_plane},
    {"identity", ToolNeed::identity},
    {"store", ToolNeed::store},
    {"introspection", ToolNeed::introspection},
    {"edge", ToolNeed::edge}};

/// What a tool needs, and what the tools need that it needs.
void collect_needs(const std::map<std::string, ToolSpec>& tools, const std::vector<std::string>& of,
                   std::set<std::string>& seen, std::vector<ToolNeed>& needs) {
  for (const std::string& name : of) {
    if (const auto need = tool_need(name)) {
      if (std::ranges::find(needs, *need) == needs.end()) needs.push_back(*need);
      continue;
    }
    const auto tool = tools.find(name);
    if (tool != tools.end() && seen.insert(name).second)
      collect_needs(tools, tool->second.depends_on, seen, needs);
  }
}

ToolPlan tool_plan(const std::map<std::string, ToolSpec>& tools, const ToolSpec& spec) {
  ToolPlan plan{.needs = {}, .propagation = {}, .break_glass = spec.break_glass};
  std::set<std::string> seen;
  collect_needs(tools, spec.depends_on, seen, plan.needs);
  if (spec.propagation) plan.propagation = distribution_of(*spec.propagation);
  return plan;
}

/// Its PoPs in the order of the rollout, and how many requests each receives.
struct RolloutOrdering {
  std::vector<std::uint16_t> pops;
  std::vector<double> requests;  // by PoP
};

RolloutOrdering ordering_of(const Blueprint& plan, RolloutOrder order) {
  RolloutOrdering ordered{pops_in_drawn_order(plan.network), plan.requests_by_pop()};
  const auto fewer = [&](std::uint16_t a, std::uint16_t b) {
    return ordered.requests[a] < ordered.requests[b];
  };
  if (order != RolloutOrder::drawn) std::ranges::stable_sort(ordered.pops, fewer);
  if (order == RolloutOrder::largest_first) std::ranges::reverse(ordered.pops);
  return ordered;
}

std::string step_name(const RolloutStepSpec& step) {
  const std::string mode = step.log ? " in log mode" : "";
  const auto share = [](Share of) { return Scalar<Share>::print(of); };
  if (step.pops) return share(*step.pops) + " of PoPs" + mode;
  if (step.traffic) return "PoPs with " + share(*step.traffic) + " of requests" + mode;
  if (step.users) return share(*step.users) + " of users" + mode;
  if (!step.size.empty()) return step.size + " PoPs" + mode;
  std::string regions;
  for (const std::string& region : step.regions) regions += (regions.empty() ? "" : ", ") + region;
  return regions + mode;
}

/// The PoPs that a step names, of which the first ones in the order.
std::vector<std::uint16_t> pops_of_step(const Network& network, const RolloutOrdering& ordered,
                                        const RolloutStepSpec& step) {
  std::vector<std::uint16_t> found;
  const auto all = network.pops();
  if (step.pops) {
    const double wanted = step.pops->value * static_cast<double>(ordered.pops.size());
    const auto count = static_cast<std::size_t>(std::max(1.0, std::round(wanted)));
    found.assign(ordered.pops.begin(), ordered.pops.begin() + static_cast<std::ptrdiff_t>(count));
  } else if (step.traffic) {
    double sum = 0;
    for (const double requests : ordered.requests) sum += requests;
    const double wanted = step.traffic->value * sum * (1 - 1e-9);
    double reached = 0;
    for (const std::uint16_t pop : ordered.pops) {
      if (*step.traffic < Share{1} && reached >= wanted) break;
      found.push_back(pop);
      reached += ordered.requests[pop];
    }
  } else {
    for (std::uint16_t pop = 0; pop < all.size(); ++pop) {
      const bool named =
          step.users.has_value() || name_of(all[pop].size) == step.size ||
          std::ranges::find(step.regions, name_of(all[pop].site.region)) != step.regions.end();
      if (named) found.push_back(pop);
    }
  }
  std::ranges::sort(found);
  return found;
}

std::vector<RolloutStepPlan> steps_of(const Blueprint& plan, const RolloutSpec& spec) {
  const RolloutOrdering ordered = ordering_of(plan, spec.order);
  std::vector<RolloutStepSpec> steps = spec.steps;
  if (steps.empty())
    steps.push_back({.pops = Share{1},
                     .traffic = {},
                     .users = {},
                     .regions = {},
                     .size = {},
                     .log = false,
                     .soak = {}});
  std::vector<RolloutStepPlan> planned;
  for (const RolloutStepSpec& step : steps)
    planned.push_back({.pops = pops_of_step(plan.network, ordered, step),
                       .users = step.users ? step.users->value : 1,
                       .log = step.log,
                       .soak = step.soak,
                       .name = step_name(step)});
  return planned;
}

std::optional<ReleaseHarm> harm_of(const Blueprint& plan, const ReleaseSpec& release,
                                   TimelinePlan& timeline) {
  if (!release.brings) return std::nullopt;
  const Outage outage = outage_of(*release.brings);
  const auto& trouble = std::get<Trouble>(outage);  // checked
  ReleaseHarm harm{.scope = scope_of(trouble.target),
                   .effect = trouble.effect,
                   .pops = std::vector<bool>(plan.pops(), false),
                   .loses_caches = trouble.loses_caches,
                   .fails_for = trouble.fails_for,
                   .works_for = trouble.works_for};
  for (const std::uint16_t pop : pops_in(outage, plan.network)) harm.pops[pop] = true;
  if (harm.scope == FaultScope::pops) return harm;
  if (harm.effect.down && harm.scope == FaultScope::origin) {
    harm.begins.emplace_back(OriginFails{harm.effect.refuses});
    harm.ends.emplace_back(OriginRecovers{});
  } else if (harm.effect.down && harm.scope == FaultScope::service) {
    const Service service = service_of(*trouble.target.system);
    harm.begins.emplace_back(ServiceFails{service});
    harm.ends.emplace_back(ServiceRecovers{service});
  } else {
    const auto which = static_cast<std::uint32_t>(timeline.impairments.size());
    timeline.impairments.push_back(impairment_of(trouble, {}));
    harm.begins.emplace_back(ImpairmentBegins{which, plan.end()});
    harm.ends.emplace_back(ImpairmentEnds{which});
  }
  return harm;
}

/// What each step's test may spend of the share of false alarms, and its bounds. They take long to
/// compute: those of a rollout before it (`earlier`) that tests alike are taken over.
void plan_check(RolloutPlan& rollout, std::span<const RolloutPlan> earlier) {
  const auto& check = rollout.spec->check;
  if (!check) return;
  const auto tested = std::ranges::count_if(
      rollout.steps, [](const RolloutStepPlan& step) { return step.soak > Duration{0}; });
  rollout.false_alarms = check->false_alarms.value / static_cast<double>(std::max<long>(tested, 1));
  const auto looks = static_cast<std::size_t>(check->looks.value);
  const auto alike = std::ranges::find_if(earlier, [&](const RolloutPlan& other) {
    return other.spec->check && other.spec->check->test == check->test &&
           other.bounds.size() == looks && other.false_alarms == rollout.false_alarms &&
           other.spec->check->false_alarms == check->false_alarms;
  });
  if (alike != earlier.end())
    rollout.bounds = alike->bounds;
  else if (check->test == CheckTest::obrien_fleming)
    rollout.bounds = obrien_fleming(looks, rollout.false_alarms, Sides::one);
  else
    rollout.bounds.assign(looks, normal_quantile(1 - check->false_alarms.value));
}

/// Outages of routes: the PoPs that each step takes down in addition.
void plan_outages(RolloutPlan& rollout, TimelinePlan& timeline) {
  rollout.first_unit = static_cast<std::uint16_t>(timeline.down_by_change.size());
  std::vector<bool> before(rollout.harm->pops.size(), false);
  for (const RolloutStepPlan& step : rollout.steps) {
    std::vector<std::uint16_t> more;
    for (const std::uint16_t pop : step.pops) {
      if (rollout.harm->pops[pop] && !before[pop] && !step.log) more.push_back(pop);
      if (!step.log) before[pop] = true;
    }
    timeline.down_by_change.push_back({.pops = std::move(more)});
  }
}

}  // namespace

std::optional<ToolNeed> tool_need(const std::string& name) {
  for (const auto& [known, need] : need_names)
    if (name == known) return need;
  return std::nullopt;
}

void Blueprint::plan_rollouts() {
  const WorldSpec& world = spec.world;
  const DesignSpec& design = spec.design;
  if (design.alerts)
    rollouts.alerts = AlertsPlan{design.alerts->objective.value, design.alerts->every,
                                 distribution_of(design.alerts->paging), rules_of(*design.alerts)};
  if (!rollouts.alerts && world.changes.empty()) return;
  std::vector<std::string> tools;
  for (const auto& [name, tool] : design.tools) {
    tools.push_back(name);
    rollouts.tools.push_back(tool_plan(design.tools, tool));
  }
  rollouts.tools.push_back(tool_plan(design.tools, ToolSpec{}));
  const auto tool_named = [&](const std::string& name, std::size_t otherwise) {
    const auto at = std::ranges::find(tools, name);
    return at == tools.end() ? otherwise : static_cast<std::size_t>(at - tools.begin());
  };
  std::vector<std::string> names;
  for (const auto& [name, release] : world.changes) names.push_back(name);
  for (const auto& [name, release] : world.changes) {
    RolloutPlan rollout{.name = name, .release = &release, .spec = &rollout_of(design, name)};
    const auto same = std::ranges::find(rollouts.rollouts, rollout.spec, &RolloutPlan::spec);
    rollout.steps = same != rollouts.rollouts.end() ? same->steps : steps_of(*this, *rollout.spec);
    plan_check(rollout, rollouts.rollouts);
    rollout.tool = tool_named(rollout.spec->tool, rollouts.tools.size() - 1);
    rollout.undo_tool = rollout.tool;
    if (rollout.spec->rollback)
      rollout.undo_tool = tool_named(rollout.spec->rollback->tool, rollout.tool);
    rollout.harm = harm_of(*this, release, timeline);
    for (std::size_t route = 0; route < routes.size(); ++route)
      if (routes[route].name == release.route) rollout.route = static_cast<int>(route);
    const auto with = std::ranges::find(names, release.with);
    if (with != names.end()) rollout.with = static_cast<int>(with - names.begin());
    if (rollout.harm && rollout.harm->takes_down()) plan_outages(rollout, timeline);
    rollouts.do_harm |= !rollout.is_good();
    rollouts.rollouts.push_back(std::move(rollout));
  }
  if (!rollouts.rollouts.empty() &&
      std::ranges::any_of(rollouts.tools, [](const ToolPlan& tool) { return !tool.propagation; }))
    rollouts.paths = purge_paths(network, rollouts.purge, origin.site);
  rollouts.users = traffic.demand.rates_at(Instant{});
  const double each = world.clients.people.requests_per_minute / 60;
  for (double& users : rollouts.users) users = std::max(1.0, users / each);
  rollouts.leave = rollouts.return_ = delays_of(FaultSpec{}.convergence);
  if (design.steering.by != SteeringBy::dns) return;
  rollouts.leave.fill(design.steering.checks().detects(0.5));
  rollouts.return_.fill(design.steering.checks().returns(0.5));
}

}  // namespace edgecase
