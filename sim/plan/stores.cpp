// From `design.stores` to sites and ways.

#include "plan/stores.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "core/check.hpp"
#include "model/net/jurisdictions.hpp"
#include "model/store/kinds.hpp"
#include "plan/blueprint.hpp"

namespace edgecase {
namespace {

struct NamedSite {
  std::string name;
  Site site;
  std::optional<std::uint16_t> pop = {};
};

NamedSite named_site(const Network& network, const std::string& name) {
  const std::optional<Site> site = network.find(name);
  EC_CHECK(site.has_value(), "a store in a place that the network does not know");
  return {name, *site, {}};
}

/// Its home first.
std::vector<NamedSite> sites_of(const Blueprint& plan, const StoreSpec& spec) {
  const Network& network = plan.network;
  std::vector<NamedSite> all{named_site(network, spec.at.empty() ? plan.origin.at : spec.at)};
  for (const std::string& name : places_of(spec.kind)) all.push_back(named_site(network, name));
  if (traits_of(spec.kind).places != StorePlaces::hubs) return all;
  const auto pops = network.pops();
  const bool any_hub =
      std::ranges::any_of(pops, [](const Pop& pop) { return pop.size == PopSize::hub; });
  for (std::uint16_t i = 0; i < pops.size(); ++i) {
    const bool used = !any_hub || pops[i].size == PopSize::hub;
    if (used && (!spec.jurisdiction || is_in(*spec.jurisdiction, pops[i].country)))
      all.push_back({pops[i].code, pops[i].site, i});
  }
  return all;
}

BilledBy seller_of(const StoreSpec& spec) {
  if (spec.sold_by) return *spec.sold_by == StoreSeller::edge ? BilledBy::edge : BilledBy::cloud;
  const std::string_view kind = spec.kind.name();
  const bool edge = kind == "kv" || kind == "queue" || kind == "single_home" ||
                    (kind == "object" && spec.at.empty());
  return edge ? BilledBy::edge : BilledBy::cloud;
}

/// Every place that asks a store, by its number.
std::vector<Site> asking_places(const Blueprint& plan) {
  std::vector<Site> all;
  for (const Pop& pop : plan.network.pops()) all.push_back(pop.site);
  all.push_back(plan.origin.site);
  all.push_back(plan.origin.site);  // outside of PoPs: a reserve, which stands there
  for (const FunctionGroup& group : plan.compute.groups)
    for (const FunctionPlace& place : group.places)
      if (place.pop == no_pop) all.push_back(*plan.network.find(place.name));
  return all;
}

/// Of those in a cloud, its region.
std::vector<std::string> clouds_of(const Blueprint& plan, std::size_t places) {
  std::vector<std::string> all(plan.network.pops().size() + 2);
  for (const FunctionGroup& group : plan.compute.groups)
    for (const FunctionPlace& place : group.places)
      if (place.pop == no_pop) all.push_back(place.billed_region);
  all.resize(places);
  return all;
}

/// Round trips from every asking place, computed once for stores that stand in the same place.
class Ways {
 public:
  Ways(const Network& network, const std::vector<Site>& asking)
      : network_(network), asking_(asking) {}

  const std::vector<std::int64_t>& to(const Site& site) {
    const auto [at, fresh] = known_.try_emplace({site.at.latitude, site.at.longitude, site.region});
    if (fresh)
      for (const Site& from : asking_)
        at->second.push_back(from_seconds(network_.round_trip(from, site).ms * 1e-3).count());
    return at->second;
  }

 private:
  const Network& network_;
  const std::vector<Site>& asking_;
  std::map<std::tuple<double, double, Region>, std::vector<std::int64_t>> known_;
};

}  // namespace

void Blueprint::plan_stores() {
  std::vector<Site> asking = asking_places(*this);
  std::vector<std::vector<NamedSite>> sites;
  std::vector<std::vector<PlaceId>> places;
  for (const auto& [name, store] : spec.design.stores) {
    stores.stores.push_back({.name = name, .spec = &store, .sold_by = seller_of(store)});
    sites.push_back(sites_of(*this, store));
    places.emplace_back();
    for (const NamedSite& site : sites.back()) {
      const auto next = static_cast<std::uint32_t>(asking.size());
      places.back().push_back(site.pop ? PlaceId{*site.pop} : PlaceId{next});
      if (!site.pop) asking.push_back(site.site);
    }
  }
  Ways ways(network, asking);
  for (std::size_t s = 0; s < stores.stores.size(); ++s) {
    StoreMap& map = stores.stores[s].map;
    map.cloud_of = clouds_of(*this, asking.size());
    for (std::size_t i = 0; i < sites[s].size(); ++i) {
      const NamedSite& at = sites[s][i];
      StoreSite& site = map.sites.emplace_back();
      site.name = at.name;
      site.billed_region = billed_region_of(at.name, at.site);
      site.region = static_cast<std::uint8_t>(at.site.region);
      site.place = places[s][i];
      site.rtt_ns = ways.to(at.site);
      site.rtt_ns[site.place.index] = 0;
    }
    for (std::size_t from = 0; from < asking.size(); ++from) {
      map.regions.push_back(static_cast<std::uint8_t>(asking[from].region));
      const auto nearest = std::ranges::min_element(
          map.sites, {}, [from](const StoreSite& site) { return site.rtt_ns[from]; });
      map.nearest_site.push_back(static_cast<std::uint16_t>(nearest - map.sites.begin()));
    }
  }
}

}  // namespace edgecase
