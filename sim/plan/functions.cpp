// From `design.compute` to places with servers.

#include "plan/functions.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <map>

#include "core/check.hpp"
#include "plan/blueprint.hpp"

namespace edgecase {
namespace {

std::int64_t site_distance_ns(const Network& network, const Site& a, const Site& b) {
  return from_seconds(network.round_trip(a, b).ms * 1e-3).count();
}

/// What a function's sub-requests ask, and where that is.
struct DataSource {
  UpstreamKind kind;
  std::string at;
  Site site;
};

/// Requires: it makes sub-requests.
DataSource data_of(const ComputeSpec& spec, const Blueprint& plan) {
  const std::string& to = spec.sub_requests->to;
  if (const auto store = plan.spec.design.stores.find(to); store != plan.spec.design.stores.end()) {
    const std::string& at = store->second.at.empty() ? plan.origin.at : store->second.at;
    return {UpstreamKind::store, at, *plan.network.find(at)};
  }
  if (to == "origin") return {UpstreamKind::origin, plan.origin.at, plan.origin.site};
  return {UpstreamKind::remote, to, *plan.network.find(to)};
}

/// The names of the places outside PoPs in which a function runs; none: in the PoPs.
std::vector<std::string> regions_of(const ComputeSpec& spec, const Blueprint& plan) {
  if (spec.place == ComputePlace::regions) return spec.regions;
  if (spec.place == ComputePlace::near_user) return {};
  return {data_of(spec, plan).at};
}

const std::string& root_of(const std::map<std::string, ComputeSpec>& all, const std::string& name) {
  const std::string* root = &name;
  while (!all.at(*root).with.empty()) root = &all.at(*root).with;
  return *root;
}

Site site_of(const FunctionPlace& place, const Blueprint& plan) {
  if (place.pop != no_pop) return plan.network.pops()[place.pop].site;
  return *plan.network.find(place.name);
}

}  // namespace

void Blueprint::plan_function_places(FunctionGroup& group, const ComputeSpec& function) {
  const std::vector<std::string> regions = regions_of(function, *this);
  const auto pops = network.pops();
  for (std::uint16_t i = 0; regions.empty() && i < pops.size(); ++i) {
    FunctionPlace& place = group.places.emplace_back();
    place.pop = i;
    place.place = {i};
    place.name = pops[i].code;
    place.country = pops[i].country;
    place.region = pops[i].site.region;
    place.servers = static_cast<std::uint32_t>(of_size(function.servers, pops[i].size).value);
    place.to_code_ns = origin.pop_rtt_ns[i];
  }
  for (const std::string& name : regions) {
    const std::optional<Site> site = network.find(name);
    EC_CHECK(site.has_value(), "a function in a place that the network does not know");
    FunctionPlace& place = group.places.emplace_back();
    place.place = {static_cast<std::uint32_t>(pops.size() + 2 + compute.regions++)};
    place.name = name;
    place.billed_region = billed_region_of(name, *site);
    place.region = site->region;
    place.servers = static_cast<std::uint32_t>(of_size(function.servers, PopSize::hub).value);
    place.to_code_ns = site_distance_ns(network, *site, origin.site);
  }
}

void Blueprint::plan_function_ways(FunctionHome& home) const {
  const FunctionGroup& group = compute.groups[home.group];
  for (std::uint16_t pop = 0; pop < pops(); ++pop) {
    FunctionHome::Below nearest{pop, 0};
    if (group.places.front().pop == no_pop) {
      nearest.rtt_ns = std::numeric_limits<std::int64_t>::max();
      for (std::uint32_t i = 0; i < group.places.size(); ++i) {
        const std::int64_t ns =
            site_distance_ns(network, network.pops()[pop].site, site_of(group.places[i], *this));
        if (ns < nearest.rtt_ns) nearest = {i, ns};
      }
    }
    home.below.push_back(nearest);
  }
  if (!home.spec->sub_requests) return;
  const DataSource data = data_of(*home.spec, *this);
  home.data = data.kind;
  if (data.kind == UpstreamKind::store)
    home.store = static_cast<int>(std::distance(
        spec.design.stores.begin(), spec.design.stores.find(home.spec->sub_requests->to)));
  for (const FunctionPlace& place : group.places) {
    const bool there = place.name == data.at;
    home.to_data_ns.push_back(there ? 0
                                    : site_distance_ns(network, site_of(place, *this), data.site));
  }
}

std::optional<std::int64_t> Blueprint::near_data_from(const FunctionHome& home) const {
  const ComputeSpec& wish = *home.spec;
  if (!wish.sub_requests || wish.sub_requests->order == SubRequestOrder::parallel) return {};
  const Site data = data_of(wish, *this).site;
  const std::vector<double> asks = requests_by_pop();
  double all = 0, there = 0, on = 0, straight = 0;
  for (std::size_t pop = 0; pop < asks.size(); ++pop) {
    const auto to_data =
        static_cast<double>(site_distance_ns(network, network.pops()[pop].site, data));
    const FunctionHome::Below& below = home.below[pop];
    const bool near_data = wish.place == ComputePlace::near_data;
    all += asks[pop];
    straight += asks[pop] * to_data;
    if (!near_data) there += asks[pop] * static_cast<double>(below.rtt_ns);
    on += asks[pop] * (near_data ? to_data : static_cast<double>(home.to_data_ns[below.place]));
  }
  if (!(all > 0)) return {};
  const auto mean = [all](double sum) { return Duration{std::llround(sum / all)}; };
  return edgecase::near_data_from(mean(there), mean(on), mean(straight));
}

void Blueprint::plan_functions() {
  const auto& all = spec.design.compute;
  std::map<std::string, std::size_t> groups;
  for (const auto& [name, function] : all) {
    if (!function.with.empty()) continue;
    groups.emplace(name, compute.groups.size());
    FunctionGroup& group = compute.groups.emplace_back();
    group.servers = &function.servers;
    if (const auto& others = function.servers.neighbours) {
      group.neighbours.emplace(*others, function.servers.memory);
    }
    plan_function_places(group, function);
  }
  for (const auto& [name, function] : all) {
    std::optional<DurationChoice> route_cpu;
    for (const auto& [route, of] : spec.design.routes) {
      if (of.compute == name) route_cpu = spec.world.routes.at(route).cpu;
    }
    compute.functions.push_back(
        {.spec = &function,
         .plan = plan_function(name, function, setting.runtimes.at(name), route_cpu),
         .group = groups.at(root_of(all, name))});
  }
  for (FunctionHome& home : compute.functions) {  // addresses are final now
    FunctionGroup& group = compute.groups[home.group];
    home.number = static_cast<std::uint32_t>(group.functions.size());
    group.functions.push_back(&home.plan);
    plan_function_ways(home);
  }
}

}  // namespace edgecase
