// What a run derives from faults before time starts: the changes with which each begins and ends.

#include <algorithm>

#include "plan/blueprint.hpp"

namespace edgecase {
namespace {

/// The names of what an outage takes down, as they stand in the scenario.
std::vector<std::string> names_in(const Outage& outage) {
  if (const auto* pops = std::get_if<PopOutage>(&outage)) {
    std::vector<std::string> all = pops->pops;
    all.insert(all.end(), pops->regions.begin(), pops->regions.end());
    return all;
  }
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

std::vector<std::uint16_t> pops_in(const Outage& outage, const Network& network) {
  std::vector<std::uint16_t> found;
  const auto* down = std::get_if<PopOutage>(&outage);
  if (down == nullptr) return found;
  const auto named = [](const std::vector<std::string>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
  };
  const auto pops = network.pops();
  for (std::uint16_t i = 0; i < pops.size(); ++i) {
    if (named(down->pops, pops[i].code) || named(down->regions, name_of(pops[i].site.region)))
      found.push_back(i);
  }
  return found;
}

/// Adds the changes with which an outage begins and ends.
class OutageChanges {
 public:
  OutageChanges(FaultPlan& fault, const StoresPlan& stores) : fault_(fault), stores_(stores) {}

  void operator()(const PopOutage& outage) {
    for (const std::uint16_t pop : fault_.pops) at_begin(PopFails{pop});
    for (const std::uint16_t pop : fault_.pops) {
      if (outage.loses_caches) at_end(PopLosesCaches{pop});
      at_end(PopRecovers{pop});
    }
  }
  void operator()(const OriginOutage& outage) {
    at_begin(OriginFails{outage.mode == OriginFailure::refuses});
    at_end(OriginRecovers{});
  }
  void operator()(const ServiceOutage& outage) {
    at_begin(ServiceFails{outage.service});
    at_end(ServiceRecovers{outage.service});
  }
  void operator()(const StoreOutage& outage) {
    for (std::uint16_t i = 0; i < stores_.stores.size(); ++i) {
      if (stores_.stores[i].name != outage.store) continue;
      const std::uint16_t site = site_named(stores_.stores[i], outage.site);
      at_begin(StoreSiteFails{i, site});
      at_end(StoreSiteRecovers{i, site});
    }
  }
  void operator()(const PartitionOutage& outage) {
    Region region{};
    if (!parse_region(outage.region, region)) return;  // reported already
    at_begin(RegionIsolated{static_cast<std::uint8_t>(region)});
    at_end(RegionRejoined{static_cast<std::uint8_t>(region)});
  }

 private:
  void at_begin(const Effect& effect) { fault_.changes.push_back({fault_.from, effect}); }
  void at_end(const Effect& effect) { fault_.changes.push_back({fault_.until, effect}); }

  FaultPlan& fault_;
  const StoresPlan& stores_;
};

}  // namespace

void Blueprint::plan_faults() {
  for (const FaultSpec& fault : spec.world.faults) {
    const Outage outage = outage_of(fault.kind);
    timeline.faults.push_back({.name = fault_name(fault, outage, timeline.faults),
                               .from = Instant{fault.at},
                               .until = Instant{fault.at + fault.duration},
                               .convergence = fault.convergence,
                               .pops = pops_in(outage, network)});
    std::visit(OutageChanges(timeline.faults.back(), stores), outage);
  }
  plan_start();
}

}  // namespace edgecase
