// Which PoPs become tiers, which share their capacity, and each PoP's round trip to its tier.

#include <algorithm>
#include <limits>
#include <numeric>

#include "core/check.hpp"
#include "plan/blueprint.hpp"
#include "scenario/sampling.hpp"

namespace edgecase {
namespace {

constexpr std::int64_t tier_capacity_factor = 8;

std::int64_t ns_between(const Network& network, PopIndex a, PopIndex b) {
  return a == b ? 0 : from_seconds(network.pop_to_pop_ms(a, b) * 1e-3).count();
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
    double distance = static_cast<double>(plan.origin.pop_rtt_ns[candidate]);
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

/// The PoPs, grouped by the tier that they share: those of a region, or all.
std::vector<std::vector<PopIndex>> groups(const Blueprint& plan, TierScope scope) {
  std::vector<std::vector<PopIndex>> all(scope == TierScope::global ? 1 : plan.region_names.size());
  for (PopIndex pop = 0; pop < plan.pops(); ++pop) {
    const auto region = static_cast<std::size_t>(plan.network.pops()[pop].site.region);
    all[scope == TierScope::global ? 0 : region].push_back(pop);
  }
  std::erase_if(all, [](const auto& group) { return group.empty(); });
  return all;
}

LevelPlan tier_level(const Blueprint& plan, CacheLevel level, const UpperTierSpec& tier,
                     const CacheSpec& cache) {
  LevelPlan out{.level = level,
                .limits = sampled_limits(
                    {tier.capacity.value_or(cache.capacity * tier_capacity_factor)}, plan.one_in),
                .policy = tier.policy.value_or(cache.policy),
                .admission = tier.admission.value_or(cache.admission),
                .ttl = tier.ttl,
                .connect_timeout = tier.connect_timeout};
  const std::vector<double> demand = plan.requests_by_pop();
  const TierPlacement placement = tier.placement.value_or(
      tier.per == TierScope::global ? TierPlacement::nearest_origin : TierPlacement::nearest_users);
  out.below.resize(plan.pops());
  for (const std::vector<PopIndex>& group : groups(plan, tier.per)) {
    const PopIndex site = choose(plan, placement, group, demand);
    for (PopIndex pop : group) {
      out.below[pop] = {static_cast<std::uint16_t>(out.sites.size()),
                        ns_between(plan.network, pop, site) + plan.processing.count()};
    }
    out.sites.push_back({static_cast<std::uint16_t>(site), plan.origin.pop_rtt_ns[site]});
  }
  return out;
}

LevelPlan reserve_level(const Blueprint& plan, const ReserveSpec& reserve) {
  LevelPlan out{.level = CacheLevel::reserve,
                .limits = limits_under(PolicyChoice("unbounded"), {{INT64_MAX}}),
                .policy = PolicyChoice("unbounded"),
                .admission = AdmissionChoice("all"),
                .ttl = reserve.retention,
                .read_ns = QuantileTable(distribution_of(reserve.read).scaled(1e9))};
  const std::optional<Site> named =
      reserve.at.empty() ? plan.origin.site : plan.network.find(reserve.at);
  EC_CHECK(named.has_value(), "a reserve at a place that the network does not know");
  const auto ns = [&](const Site& from) {
    return from_seconds(plan.network.round_trip(from, *named).ms * 1e-3).count();
  };
  out.sites.push_back({no_pop, reserve.at.empty() ? 0 : ns(plan.origin.site)});
  for (const Pop& pop : plan.network.pops()) out.below.push_back({0, ns(pop.site)});
  return out;
}

/// Greedily, large sites first: a PoP joins the first group whose every member is near enough.
PeerPlan peers_of(const Blueprint& plan, Duration within) {
  const auto pops = plan.network.pops();
  std::vector<PopIndex> order(pops.size());
  std::iota(order.begin(), order.end(), PopIndex{0});
  std::stable_sort(order.begin(), order.end(), [&](PopIndex a, PopIndex b) {
    return static_cast<int>(pops[a].size) < static_cast<int>(pops[b].size);
  });
  PeerPlan peers;
  peers.members.resize(pops.size());
  for (PopIndex pop : order) {
    const auto near = [&](const PeerPlan::Group& group) {
      return std::ranges::all_of(group.pops, [&](std::uint16_t other) {
        return ns_between(plan.network, pop, other) <= within.count();
      });
    };
    auto at = std::ranges::find_if(peers.groups, near);
    if (at == peers.groups.end()) at = peers.groups.insert(at, PeerPlan::Group{});
    peers.members[pop] = {static_cast<std::uint16_t>(at - peers.groups.begin()),
                          static_cast<std::uint16_t>(at->pops.size())};
    at->pops.push_back(static_cast<std::uint16_t>(pop));
  }
  for (PeerPlan::Group& group : peers.groups) {
    for (std::uint16_t a : group.pops) {
      for (std::uint16_t b : group.pops) {
        group.rtt_ns.push_back(ns_between(plan.network, a, b) + plan.processing.count());
      }
    }
  }
  return peers;
}

}  // namespace

std::vector<double> Blueprint::requests_by_pop(Instant at,
                                               std::span<const CatchmentLine> catchments) const {
  std::vector<double> received(pops(), 0);
  const std::vector<double> rates = traffic.demand.rates_at(at);
  for (std::size_t metro = 0; metro < rates.size(); ++metro) {
    const CatchmentLine& line = catchments[metro];
    double before = 0;
    for (std::size_t i = 0; i < CatchmentLine::most && line.pop[i] != no_pop; ++i) {
      received[line.pop[i]] += rates[metro] * (line.last[i] + 1 - before) / 65536;
      before = line.last[i] + 1;
    }
  }
  return received;
}

double Blueprint::request_bits() const {
  double bits = 0;
  for (std::size_t route = 0; route < routes.size(); ++route)
    bits += traffic.by_route[route].share * 8 * static_cast<double>(routes[route].request.count);
  return bits;
}

void Blueprint::plan_caches() {
  for (const auto& [name, cache] : spec.design.caches) {
    CachePlan plan{.spec = &cache,
                   .limits = sampled_limits({cache.capacity, cache.objects}, one_in)};
    if (cache.peers) plan.peers = peers_of(*this, cache.peers->within);
    if (cache.regional_tier) {
      plan.above.push_back(tier_level(*this, CacheLevel::regional, *cache.regional_tier, cache));
    }
    if (cache.upper_tier) {
      plan.above.push_back(tier_level(*this, CacheLevel::upper, *cache.upper_tier, cache));
    }
    if (cache.reserve) plan.above.push_back(reserve_level(*this, *cache.reserve));
    caching.caches.push_back(std::move(plan));
  }
  for (RoutePlan& route : routes) {
    if (route.cache < 0) continue;
    const CachePlan& cache = caching.caches[static_cast<std::size_t>(route.cache)];
    const auto design = spec.design.routes.find(route.name);
    route.ttl.fill(design->second.ttl.value_or(cache.spec->ttl));
    for (const LevelPlan& level : cache.above) {
      if (level.ttl) route.ttl[static_cast<std::size_t>(level.level)] = *level.ttl;
    }
  }
}

}  // namespace edgecase
