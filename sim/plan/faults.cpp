// What a run derives from faults before time starts: the changes with which each begins and ends.

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/check.hpp"
#include "core/random.hpp"
#include "plan/blueprint.hpp"
#include "plan/faults.hpp"

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

bool is_named(const FaultTargetSpec& target, const Pop& pop) {
  return pop.code == target.pop || pop.city == target.city || pop.country == target.country ||
         name_of(pop.site.region) == target.region || name_of(pop.size) == target.size;
}

/// The first of the drawn order; at least one.
std::vector<std::uint16_t> share_of_pops(const Network& network, Share share) {
  std::vector<std::uint16_t> found = pops_in_drawn_order(network);
  const double wanted = std::round(share.value * static_cast<double>(found.size()));
  found.resize(static_cast<std::size_t>(std::max(1.0, wanted)));
  std::ranges::sort(found);
  return found;
}

std::uint8_t region_named(const std::string& name) {
  Region region = Region::north_america;
  EC_CHECK(parse_region(name, region), "a path from a region that does not exist");
  return static_cast<std::uint8_t>(region);
}

/// Whether routes lead past the PoPs of an outage: only a PoP that is silent is withdrawn.
bool takes_pops_down(const Outage& outage) {
  const auto* trouble = std::get_if<Trouble>(&outage);
  return trouble == nullptr || trouble->effect.down;
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

std::vector<std::uint16_t> pops_in_drawn_order(const Network& network) {
  const auto pops = network.pops();
  std::vector<std::pair<std::uint64_t, std::uint16_t>> order;
  for (std::uint16_t i = 0; i < pops.size(); ++i) {
    std::uint64_t hash = 0;
    for (const char c : pops[i].code) hash = mix(hash, static_cast<unsigned char>(c));
    order.emplace_back(hash, i);
  }
  std::ranges::sort(order);
  std::vector<std::uint16_t> found;
  for (const auto& [hash, pop] : order) found.push_back(pop);
  return found;
}

std::vector<std::uint16_t> pops_in(const Outage& outage, const Network& network) {
  std::vector<std::uint16_t> found;
  const auto* down = std::get_if<PopOutage>(&outage);
  const auto* trouble = std::get_if<Trouble>(&outage);
  if (trouble != nullptr && scope_of(trouble->target) != FaultScope::pops) return found;
  if (trouble != nullptr && trouble->target.pops)
    return share_of_pops(network, *trouble->target.pops);
  const auto named = [](const std::vector<std::string>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
  };
  const auto pops = network.pops();
  for (std::uint16_t i = 0; i < pops.size(); ++i) {
    if (trouble != nullptr && is_named(trouble->target, pops[i])) found.push_back(i);
    if (down != nullptr &&
        (named(down->pops, pops[i].code) || named(down->regions, name_of(pops[i].site.region))))
      found.push_back(i);
  }
  return found;
}

Service service_of(FaultSystem system) {
  if (system == FaultSystem::store) return Service::session_store;
  return system == FaultSystem::introspection ? Service::introspection : Service::identity;
}

ImpairmentPlan impairment_of(const Trouble& trouble, std::vector<std::uint16_t> pops,
                             Instant until) {
  ImpairmentPlan plan{.scope = scope_of(trouble.target),
                      .effect = trouble.effect,
                      .pops = std::move(pops),
                      .until = until};
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

/// Adds the changes with which an outage begins and ends.
class OutageChanges {
 public:
  OutageChanges(FaultPlan& fault, const std::vector<std::uint16_t>& concerned,
                const StoresPlan& stores, TimelinePlan& timeline)
      : fault_(fault), concerned_(concerned), stores_(stores), timeline_(timeline) {}

  void operator()(const PopOutage& outage) const { pops_down(outage.loses_caches); }
  void operator()(const OriginOutage& outage) const {
    each_turn(OriginFails{outage.mode == OriginFailure::refuses}, OriginRecovers{});
  }
  void operator()(const ServiceOutage& outage) const {
    each_turn(ServiceFails{outage.service}, ServiceRecovers{outage.service});
  }
  void operator()(const Trouble& trouble) const {
    const FaultScope scope = scope_of(trouble.target);
    if (trouble.effect.down) {
      if (scope == FaultScope::pops) return pops_down(trouble.loses_caches);
      if (scope == FaultScope::origin)
        return each_turn(OriginFails{trouble.effect.refuses}, OriginRecovers{});
      if (scope == FaultScope::service) {
        const Service service = service_of(*trouble.target.system);
        return each_turn(ServiceFails{service}, ServiceRecovers{service});
      }
      if (scope == FaultScope::control_plane) silence_control();
    }
    const auto which = static_cast<std::uint32_t>(timeline_.impairments.size());
    timeline_.impairments.push_back(impairment_of(trouble, concerned_, fault_.until));
    each_turn(ImpairmentBegins{which}, ImpairmentEnds{which});
  }
  void operator()(const StoreOutage& outage) const {
    for (std::uint16_t i = 0; i < stores_.stores.size(); ++i) {
      if (stores_.stores[i].name != outage.store) continue;
      const std::uint16_t site = site_named(stores_.stores[i], outage.site);
      each_turn(StoreSiteFails{i, site}, StoreSiteRecovers{i, site});
    }
  }
  void operator()(const PartitionOutage& outage) const {
    Region region{};
    if (!parse_region(outage.region, region)) return;  // reported already
    const auto which = static_cast<std::uint8_t>(region);
    each_turn(RegionIsolated{which}, RegionRejoined{which});
  }

 private:
  void silence_control() const {
    fault_.silences_control = true;
    std::vector<Turn>& silent = timeline_.silent_control;
    silent.insert(silent.end(), fault_.turns.begin(), fault_.turns.end());
  }
  void pops_down(bool loses_caches) const {
    for (const Turn& turn : fault_.turns) {
      for (const std::uint16_t pop : fault_.pops) add(turn.from, PopFails{pop});
      for (const std::uint16_t pop : fault_.pops) {
        if (loses_caches) add(turn.until, PopLosesCaches{pop});
        add(turn.until, PopRecovers{pop});
      }
    }
  }
  void each_turn(const Effect& begins, const Effect& ends) const {
    for (const Turn& turn : fault_.turns) {
      add(turn.from, begins);
      add(turn.until, ends);
    }
  }
  void add(Instant at, const Effect& effect) const { fault_.changes.push_back({at, effect}); }

  FaultPlan& fault_;
  const std::vector<std::uint16_t>& concerned_;
  const StoresPlan& stores_;
  TimelinePlan& timeline_;
};

}  // namespace

void Blueprint::plan_faults() {
  for (const FaultSpec& fault : spec.world.faults) {
    const Outage outage = outage_of(fault.kind);
    const std::vector<std::uint16_t> concerned = pops_in(outage, network);
    FaultPlan plan{.name = fault_name(fault, outage, timeline.faults),
                   .from = Instant{fault.at},
                   .until = Instant{fault.at + fault.duration},
                   .turns = turns_of(fault, outage),
                   .delays = delays_of(fault.convergence)};
    if (takes_pops_down(outage)) plan.pops = concerned;
    std::visit(OutageChanges(plan, concerned, stores, timeline), outage);
    timeline.faults.push_back(std::move(plan));
  }
  std::ranges::sort(timeline.silent_control, {}, &Turn::from);
  plan_start();
}

}  // namespace edgecase
