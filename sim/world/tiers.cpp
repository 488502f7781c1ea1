// Which PoPs become upper tiers, and how far every PoP is from its own.

#include <algorithm>
#include <limits>

#include "world/blueprint.hpp"

namespace edgecase {
namespace {

constexpr std::int64_t tier_capacity_factor = 8;

std::int64_t ns_between(const Network& network, PopIndex a, PopIndex b) {
  return a == b ? 0 : from_seconds(network.pop_to_pop_ms(a, b) * 1e-3).count();
}

/// Requests per second that each PoP receives at the start.
std::vector<double> demand_by_pop(const Blueprint& plan) {
  std::vector<double> demand(plan.pops(), 0);
  const std::vector<double> rates = plan.demand.rates_at(Instant{});
  for (std::size_t metro = 0; metro < rates.size(); ++metro) {
    const CatchmentLine& line = plan.routings.front().catchments[metro];
    double before = 0;
    for (std::size_t i = 0; i < CatchmentLine::most && line.pop[i] != no_pop; ++i) {
      demand[line.pop[i]] += rates[metro] * (line.last[i] + 1 - before) / 65536;
      before = line.last[i] + 1;
    }
  }
  return demand;
}

/// The largest sites among these: a tier needs disks and peering.
std::vector<PopIndex> candidates(const Network& network, const std::vector<PopIndex>& among) {
  for (std::size_t size = 0; size < pop_size_count; ++size) {
    std::vector<PopIndex> found;
    for (PopIndex pop : among) {
      if (static_cast<std::size_t>(network.pops()[pop].size) <= size) found.push_back(pop);
    }
    if (!found.empty()) return found;
  }
  return {};
}

PopIndex choose(const Blueprint& plan, TierPlacement placement, const std::vector<PopIndex>& group,
                const std::vector<double>& demand) {
  const Network& network = plan.network;
  PopIndex best = group.front();
  double least = std::numeric_limits<double>::infinity();
  for (PopIndex candidate : candidates(network, group)) {
    double distance = static_cast<double>(plan.pop_to_origin_ns[candidate]);
    if (placement == TierPlacement::nearest_users) {
      distance = 0;
      for (PopIndex pop : group) distance += demand[pop] * network.pop_to_pop_ms(candidate, pop);
    }
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

/// The PoPs by whose tier they share: those of a region, or all.
std::vector<std::vector<PopIndex>> groups(const Blueprint& plan, TierScope scope) {
  std::vector<std::vector<PopIndex>> all(scope == TierScope::global ? 1 : plan.region_names.size());
  for (PopIndex pop = 0; pop < plan.pops(); ++pop) {
    const auto region = static_cast<std::size_t>(plan.network.pops()[pop].site.region);
    all[scope == TierScope::global ? 0 : region].push_back(pop);
  }
  std::erase_if(all, [](const auto& group) { return group.empty(); });
  return all;
}

void place_tiers(const Blueprint& plan, const UpperTierSpec& tier, CachePlan& cache) {
  const std::vector<double> demand = demand_by_pop(plan);
  const TierPlacement placement = tier.placement.value_or(
      tier.per == TierScope::global ? TierPlacement::nearest_origin : TierPlacement::nearest_users);
  cache.below.resize(plan.pops());
  for (const std::vector<PopIndex>& group : groups(plan, tier.per)) {
    const PopIndex site = choose(plan, placement, group, demand);
    for (PopIndex pop : group) {
      cache.below[pop] = {static_cast<std::uint16_t>(cache.sites.size()),
                          ns_between(plan.network, pop, site) + plan.processing.count()};
    }
    cache.sites.push_back({static_cast<std::uint16_t>(site), plan.pop_to_origin_ns[site]});
  }
}

}  // namespace

void Blueprint::plan_caches() {
  for (const auto& [name, cache] : spec.design.caches) {
    CachePlan plan{.spec = &cache};
    if (cache.upper_tier) {
      const UpperTierSpec& tier = *cache.upper_tier;
      plan.tiered = true;
      plan.tier_capacity = tier.capacity.value_or(cache.capacity * tier_capacity_factor);
      plan.tier_ttl = tier.ttl.value_or(cache.ttl);
      plan.tier_policy = tier.policy.value_or(cache.policy);
      plan.tier_admission = tier.admission.value_or(cache.admission);
      plan.tier_connect_timeout = tier.connect_timeout;
      place_tiers(*this, tier, plan);
    }
    caches.push_back(std::move(plan));
  }
}

}  // namespace edgecase
