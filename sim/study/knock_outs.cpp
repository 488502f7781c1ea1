#include "study/knock_outs.hpp"

#include <utility>

#include "metrics/replication.hpp"
#include "scenario/once.hpp"

namespace edgecase {
namespace {

std::shared_ptr<const Blueprint> with_half_the_sample(const Blueprint& plan, StopFlag stop) {
  Setting thinner = plan.setting;
  thinner.scenario.world.sample->value = 0.5 / static_cast<double>(plan.one_in);
  return std::make_shared<const Blueprint>(std::move(thinner), stop);
}

constexpr KnockOut knock_out_rows[] = {
    {.name = knock_out::attacks,
     .applies = [](const Blueprint& plan) { return !plan.attacks.runs.empty(); },
     .leaves_out = {.attacks = true},
     .billed = true},
    {.name = knock_out::cold_starts,
     .applies = [](const Blueprint& plan) { return !plan.compute.functions.empty(); },
     .leaves_out = {.cold_starts = true}},
    {.name = knock_out::half_sample,
     .applies = [](const Blueprint& plan) { return plan.one_in > 1; },
     .other_plan = with_half_the_sample},
};

}  // namespace

std::span<const KnockOut> knock_outs() { return knock_out_rows; }

std::vector<KnockOutRun> knock_outs_of(const std::shared_ptr<const Blueprint>& plan,
                                       StopFlag stop) {
  std::vector<KnockOutRun> all;
  for (const KnockOut& one : knock_outs())
    if (one.applies(*plan))
      all.push_back({&one, one.other_plan == nullptr ? plan : one.other_plan(*plan, stop)});
  return all;
}

std::shared_ptr<const Blueprint> without_events(const Blueprint& plan, StopFlag stop) {
  if (!plan.time.rest) return nullptr;
  Setting calm = plan.setting;
  calm.scenario.world = edgecase::without_events(std::move(calm.scenario.world));
  calm.attacks.clear();
  auto other = std::make_shared<Blueprint>(std::move(calm), stop);
  other->time = plan.time;  // counted in the same phases
  return other;
}

bool only_attacks_happen(const Blueprint& plan) {
  WorldSpec others = plan.spec.world;
  others.attacks.clear();
  return !first_event(others);
}

std::size_t faults_left_out(const Blueprint& plan) {
  const WorldSpec& world = plan.spec.world;
  WorldSpec others = world;
  others.faults.clear();
  const Duration long_before = world.horizon.measure / 10;  // what "before" is like shows in
  const bool alone = world.faults.size() == 1 && !world.faults.front().random &&
                     !first_event(others) && !world.demand.diurnal &&
                     plan.timeline.faults.front().from >= plan.measure_from() + long_before;
  return alone ? 0 : world.faults.size();
}

WithoutFault without_fault(const std::shared_ptr<const Blueprint>& plan, std::size_t fault,
                           StopFlag stop) {
  const FaultPlan& one = plan->timeline.faults[fault];
  const bool starts_alike = !one.takes_pops_down() || one.routes_leave() > Instant{};
  if (starts_alike && !one.silences_control) return {plan, {.fault = fault}};
  Setting other = plan->setting;
  std::vector<FaultSpec>& faults = other.scenario.world.faults;
  faults.erase(faults.begin() + static_cast<std::ptrdiff_t>(fault));
  return {std::make_shared<const Blueprint>(std::move(other), stop), {}};
}

}  // namespace edgecase
