#include "model/net/jurisdictions.hpp"
#include "plan/blueprint.hpp"

namespace edgecase {

void Blueprint::plan_residency() {
  for (const auto& [name, route] : spec.world.routes) {
    const auto& jurisdiction = route.keys.jurisdiction;
    residency.by_route.push_back(jurisdiction ? bit_of(*jurisdiction) : JurisdictionBits{0});
    residency.any |= jurisdiction.has_value();
  }
  if (!residency.any) return;
  const auto at = [&](const std::string& name) {
    return jurisdictions_of(network.country_of(name));
  };
  for (const Metro& metro : network.metros())
    residency.by_metro.push_back(jurisdictions_of(metro.country));
  for (const Pop& pop : network.pops()) residency.by_place.push_back(jurisdictions_of(pop.country));
  const auto put = [&](PlaceId place, JurisdictionBits bits) {
    if (residency.by_place.size() <= place.index) residency.by_place.resize(place.index + 1);
    residency.by_place[place.index] = bits;
  };
  const auto origin_place = static_cast<std::uint32_t>(pops());
  put({origin_place}, at(origin.at));
  put({origin_place + 1}, at(origin.at));
  for (const FunctionGroup& group : compute.groups)
    for (const FunctionPlace& place : group.places)
      if (place.pop == no_pop) put(place.place, at(place.name));
  for (const StorePlan& store : stores.stores)
    for (const StoreSite& site : store.map.sites)
      if (site.place.index >= pops()) put(site.place, at(site.name));
  for (const auto& [name, cache] : spec.design.caches) {
    const bool placed = cache.reserve && !cache.reserve->at.empty();
    residency.by_reserve.push_back(at(placed ? cache.reserve->at : origin.at));
  }
  for (const FunctionHome& home : compute.functions) {
    const bool asks = home.spec->sub_requests && home.data == UpstreamKind::remote;
    residency.by_function.push_back(asks ? at(home.spec->sub_requests->to) : JurisdictionBits{0});
  }
}

}  // namespace edgecase
