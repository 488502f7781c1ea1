// What a run derives from faults before time starts: the changes with which each begins and ends.

#include "plan/faults.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/check.hpp"
#include "core/random.hpp"
#include "plan/blueprint.hpp"
#include "scenario/fault_pops.hpp"

namespace edgecase {
namespace {

/// The names of what an outage takes down, as they stand in the scenario.
std::vector<std::string> names_in(const Outage& outage) {
  if (const auto* pops = std::get_if<PopOutage>(&outage)) {
    std::vector<std::string> all = pops->pops;
    all.insert(all.end(), pops->regions.begin(), pops->regions.end());
    return all;
  }
  if (const auto* trouble = std::get_if<Trouble>(&outage)) return {name_of(trouble->target)};
  if (const auto* service = std::get_if<ServiceOutage>(&outage))
    return {names(Of<Service>{})[static_cast<std::size_t>(service->service)].name};
  if (const auto* store = std::get_if<StoreOutage>(&outage)) return {store->store};
  if (const auto* partition = std::get_if<PartitionOutage>(&outage)) return {partition->region};
  return {};
}

/// The number of a store's site with this name; its home if there is none.
std::uint16_t site_named(const StorePlan& store, const std::string& name) {
  for (std::uint16_t i = 0; i < store.map.sites.size(); ++i)
    if (store.map.sites[i].name == name) return i;
  return 0;
}

/// What a fault is called if the scenario does not say: its kind and target, numbered if need be.
std::string fault_name(const FaultSpec& fault, const Outage& outage,
                       const std::vector<FaultPlan>& earlier) {
  if (!fault.name.empty()) return fault.name;
  std::string name(fault.kind.name());
  for (const std::string& target : names_in(outage)) name += ":" + target;
  const auto same = std::count_if(earlier.begin(), earlier.end(), [&](const FaultPlan& other) {
    return other.name == name || other.name.starts_with(name + "#");
  });
  return same == 0 ? name : name + "#" + std::to_string(same + 1);
}

std::uint8_t region_named(const std::string& name) {
  Region region = Region::north_america;
  EC_CHECK(parse_region(name, region), "a path from a region that does not exist");
  return static_cast<std::uint8_t>(region);
}

/// When a fault lasts: from `at`, for `duration`, perhaps with pauses.
std::vector<Turn> turns_of(const FaultSpec& fault, const Outage& outage) {
  const Instant end{fault.at + fault.duration};
  const auto* trouble = std::get_if<Trouble>(&outage);
  std::vector<Turn> turns;
  for (Instant from{fault.at}; from < end;) {
    const bool at_once = trouble == nullptr || trouble->fails_for >= end - from;
    const Instant until = at_once ? end : from + trouble->fails_for;
    turns.push_back({from, until});
    if (at_once) break;
    from = until + trouble->works_for;
  }
  return turns;
}

}  // namespace

Service service_of(FaultSystem system) {
  if (system == FaultSystem::store) return Service::session_store;
  return system == FaultSystem::introspection ? Service::introspection : Service::identity;
}

ImpairmentPlan impairment_of(const Trouble& trouble, std::vector<std::uint16_t> pops) {
  ImpairmentPlan plan{
      .scope = scope_of(trouble.target), .effect = trouble.effect, .pops = std::move(pops)};
  if (plan.scope == FaultScope::path) {
    plan.one_end = region_named(trouble.target.path[0]);
    plan.other_end = region_named(trouble.target.path[1]);
  }
  return plan;
}

ConvergenceDelays delays_of(const DurationChoice& convergence) {
  const Distribution delay = distribution_of(convergence);
  ConvergenceDelays delays;
  for (std::size_t k = 0; k < delays.size(); ++k) {
    const double share = (static_cast<double>(k) + 0.5) / static_cast<double>(delays.size());
    delays[k] = from_seconds(delay.quantile(share));
  }
  return delays;
}

namespace {

/// Fills the changes with which a unit of an outage begins and ends.
class OutageChanges {
 public:
  OutageChanges(FaultUnit& unit, const std::vector<std::uint16_t>& concerned,
                const StoresPlan& stores, TimelinePlan& timeline)
      : unit_(unit), concerned_(concerned), stores_(stores), timeline_(timeline) {}

  void operator()(const PopOutage& outage) const { pops_down(outage.loses_caches); }
  void operator()(const OriginOutage& outage) const {
    add(OriginFails{outage.mode == OriginFailure::refuses}, OriginRecovers{});
  }
  void operator()(const ServiceOutage& outage) const {
    add(ServiceFails{outage.service}, ServiceRecovers{outage.service});
  }
  void operator()(const Trouble& trouble) const {
    const FaultScope scope = scope_of(trouble.target);
    if (trouble.effect.down) {
      if (scope == FaultScope::pops) return pops_down(trouble.loses_caches);
      if (scope == FaultScope::origin)
        return add(OriginFails{trouble.effect.refuses}, OriginRecovers{});
      if (scope == FaultScope::service) {
        const Service service = service_of(*trouble.target.system);
        return add(ServiceFails{service}, ServiceRecovers{service});
      }
    }
    const auto which = static_cast<std::uint32_t>(timeline_.impairments.size());
    timeline_.impairments.push_back(impairment_of(trouble, concerned_));
    add(ImpairmentBegins{which}, ImpairmentEnds{which});
  }
  void operator()(const StoreOutage& outage) const {
    for (std::uint16_t i = 0; i < stores_.stores.size(); ++i) {
      if (stores_.stores[i].name != outage.store) continue;
      const std::uint16_t site = site_named(stores_.stores[i], outage.site);
      add(StoreSiteFails{i, site}, StoreSiteRecovers{i, site});
    }
  }
  void operator()(const PartitionOutage& outage) const {
    Region region{};
    if (!parse_region(outage.region, region)) return;  // reported already
    const auto which = static_cast<std::uint8_t>(region);
    add(RegionIsolated{which}, RegionRejoined{which});
  }

 private:
  void pops_down(bool loses_caches) const {
    for (const std::uint16_t pop : unit_.pops) {
      unit_.begins.emplace_back(PopFails{pop});
      if (loses_caches) unit_.ends.emplace_back(PopLosesCaches{pop});
      unit_.ends.emplace_back(PopRecovers{pop});
    }
  }
  void add(const Effect& begins, const Effect& ends) const {
    unit_.begins.push_back(begins);
    unit_.ends.push_back(ends);
  }

  FaultUnit& unit_;
  const std::vector<std::uint16_t>& concerned_;
  const StoresPlan& stores_;
  TimelinePlan& timeline_;
};

bool silences_control(const Outage& outage) {
  const auto* trouble = std::get_if<Trouble>(&outage);
  return trouble != nullptr && trouble->effect.down &&
         scope_of(trouble->target) == FaultScope::control_plane;
}

/// The PoPs that fail as one: all of the fault, or each by itself.
std::vector<std::vector<std::uint16_t>> unit_pops(const FaultSpec& fault,
                                                  std::vector<std::uint16_t> concerned) {
  if (!fault.random || !fault.random->each) return {std::move(concerned)};
  std::vector<std::vector<std::uint16_t>> units;
  for (const std::uint16_t pop : concerned) units.push_back({pop});
  return units;
}

}  // namespace

void Blueprint::plan_faults() {
  for (const FaultSpec& fault : spec.world.faults) {
    const Outage outage = outage_of(fault.kind);
    FaultPlan plan{.name = fault_name(fault, outage, timeline.faults),
                   .from = Instant{fault.at},
                   .until = Instant{fault.at + fault.duration},
                   .turns = turns_of(fault, outage),
                   .delays = delays_of(fault.convergence),
                   .silences_control = silences_control(outage)};
    if (fault.random)
      plan.random =
          RandomTimes{in_seconds(fault.random->mtbf), distribution_of(fault.random->mttr)};
    if (plan.silences_control)
      timeline.silent_control.insert(timeline.silent_control.end(), plan.turns.begin(),
                                     plan.turns.end());
    for (const auto& concerned : unit_pops(fault, pops_in(outage, network))) {
      FaultUnit& unit = plan.units.emplace_back();
      if (takes_pops_down(outage)) unit.pops = concerned;
      std::visit(OutageChanges(unit, concerned, stores, timeline), outage);
    }
    timeline.faults.push_back(std::move(plan));
  }
  std::ranges::sort(timeline.silent_control, {}, &Turn::from);
  plan_start();
}

// A drawn fault begins many cycles before its window, at a random point of one: by then it is as
// likely to be broken as ever after.
std::vector<Turn> FaultPlan::turns_of(std::size_t unit, const Stream& draws) const {
  if (!random) return turns;
  constexpr double cycles_before = 20;
  Draws dice(draws, 0, static_cast<std::uint32_t>(unit));
  const double cycle_s = random->mtbf_s + random->mttr_s.mean();
  double at_s = in_seconds(from - Instant{}) - (cycles_before + dice.unit()) * cycle_s;
  const double until_s = in_seconds(until - Instant{});
  std::vector<Turn> drawn;
  while (true) {
    at_s -= random->mtbf_s * std::log(dice.unit());
    if (at_s >= until_s) return drawn;
    const double repaired_s = at_s + random->mttr_s.quantile(dice.unit());
    const Turn turn{std::max(from, Instant{from_seconds(at_s)}),
                    std::min(until, Instant{from_seconds(repaired_s)})};
    if (turn.until > turn.from) drawn.push_back(turn);
    at_s = repaired_s;
  }
}

}  // namespace edgecase
