#include "scenario/fault_pops.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>
#include <variant>

#include "core/random.hpp"

namespace edgecase {
namespace {

bool is_named(const FaultTargetSpec& target, const Pop& pop) {
  if (std::ranges::find(target.sites, pop.code) != target.sites.end()) return true;
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

bool takes_pops_down(const Outage& outage) {
  const auto* trouble = std::get_if<Trouble>(&outage);
  return trouble == nullptr || trouble->effect.down;
}

}  // namespace edgecase
