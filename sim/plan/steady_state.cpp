#include "plan/steady_state.hpp"

#include <algorithm>
#include <cmath>

#include "plan/blueprint.hpp"
#include "plan/keys.hpp"

namespace edgecase {
namespace {

constexpr double same_popularity = 0.05;

bool follows_theory(const PolicyChoice& policy, const AdmissionChoice& admission) {
  return (policy.name() == "lru" || policy.name() == "unbounded") && admission.name() == "all";
}

/// Whether more than one in a thousand objects is too large to be kept.
bool has_larger_objects(const RoutePlan& route, const CacheSpec& cache) {
  constexpr auto nearly_all = static_cast<std::uint64_t>(0.999 * 0x1p64);
  return (*route.size)(nearly_all) > static_cast<double>(cache.largest_object.count);
}

bool follows_theory(const Blueprint& plan, std::size_t design) {
  const CachePlan& cache = plan.caching.caches[design];
  const CacheSpec& spec = *cache.spec;
  if (spec.peers || spec.reserve || !follows_theory(spec.policy, spec.admission)) return false;
  if (spec.ttl_reset_on_hit && !cache.above.empty()) return false;
  if (spec.ttl_jitter > Share{0}) return false;
  const bool tiers = std::ranges::all_of(cache.above, [](const LevelPlan& level) {
    return follows_theory(level.policy, level.admission);
  });
  return tiers && std::ranges::none_of(plan.routes, [&](const RoutePlan& route) {
           return route.cache == static_cast<int>(design) &&
                  (route.trace != nullptr || has_larger_objects(route, spec));
         });
}

}  // namespace

SteadyState::SteadyState(const Blueprint& plan, StopFlag stop) : plan_(plan) {
  for (std::size_t route = 0; route < plan.routes.size(); ++route) {
    stop.check();
    groups_.emplace_back();
    bytes_.push_back(0);
    if (plan.routes[route].cache < 0 || plan.routes[route].trace != nullptr) continue;
    for (const KeyGroup& keys : key_groups(plan, route, same_popularity))
      groups_.back().push_back({keys.count, keys.share});
    bytes_.back() = mean_object_bytes(plan, plan.routes[route]);
  }
  const std::vector<double> by_pop = plan.requests_by_pop();
  for (std::size_t design = 0; design < plan.caching.caches.size(); ++design)
    add_cache(design, by_pop, stop);
}

void SteadyState::add_cache(std::size_t design, const std::vector<double>& by_pop, StopFlag stop) {
  const CachePlan& cache = plan_.caching.caches[design];
  const bool known = follows_theory(plan_, design);
  const auto first = static_cast<std::uint32_t>(sites_.size());
  first_edges_.push_back(first);
  std::vector<std::uint32_t> level_begins;
  const auto add = [&](std::size_t level) {
    sites_.push_back({.design = static_cast<std::uint16_t>(design),
                      .level = static_cast<std::uint8_t>(level),
                      .known = known,
                      .demand = std::vector<double>(plan_.routes.size(), 0)});
  };
  for (std::size_t pop = 0; pop < plan_.pops(); ++pop) add(0);
  for (std::size_t level = 0; level < cache.above.size(); ++level) {
    level_begins.push_back(static_cast<std::uint32_t>(sites_.size()));
    for (std::size_t i = 0; i < cache.above[level].sites.size(); ++i) add(level + 1);
  }
  if (!known) return;
  for (std::uint32_t pop = 0; pop < plan_.pops(); ++pop) {
    std::uint32_t at = first + pop;
    std::uint16_t stands = static_cast<std::uint16_t>(pop);
    for (std::size_t level = 0;; ++level) {
      for (std::size_t route = 0; route < plan_.routes.size(); ++route) {
        const RoutePlan& of = plan_.routes[route];
        if (of.cache != static_cast<int>(design)) continue;
        sites_[at].demand[route] += by_pop[pop] * plan_.traffic.by_route[route].share *
                                    of.cacheable() * (1 - of.unique_queries);
      }
      if (level == cache.above.size()) break;
      const std::uint16_t next = cache.above[level].below[stands].site;
      sites_[at].above = level_begins[level] + next;
      stands = cache.above[level].sites[next].pop;
      std::vector<std::uint32_t>& below = sites_[sites_[at].above].below;
      if (std::ranges::find(below, at) == below.end()) below.push_back(at);
      at = sites_[at].above;
    }
  }
  for (std::uint32_t at = first; at < sites_.size(); ++at) {
    stop.check();
    solve(sites_[at]);
  }
}

SteadyState::Key SteadyState::whole_route(std::size_t route) const {
  const RoutePlan& of = plan_.routes[route];
  const std::vector<LevelPlan>& above =
      plan_.caching.caches[static_cast<std::size_t>(of.cache)].above;
  Key key{.route = route, .history = in_seconds(plan_.spec.world.horizon.history)};
  key.ttl[0] = in_seconds(of.ttl[static_cast<std::size_t>(CacheLevel::edge)]);
  for (std::size_t i = 0; i < std::min(above.size(), most_above); ++i)
    key.ttl[i + 1] = in_seconds(of.ttl[static_cast<std::size_t>(above[i].level)]);
  // All first copies of caches that were empty a TTL ago would expire together, in this run: a wave
  // that no long-running service sees. So the history lasts for at least a TTL.
  const double until_the_end = key.history + in_seconds(plan_.end() - Instant{});
  for (const double ttl : key.ttl)
    if (ttl <= until_the_end) key.history = std::max(key.history, ttl);
  return key;
}

SteadyState::Key SteadyState::key_of(std::size_t route, std::uint32_t key) const {
  Key one = whole_route(route);
  one.key = key;
  one.share = share_of_key(plan_, route, key);
  return one;
}

/// The characteristic time; that of all below must be known.
void SteadyState::solve(Site& site) {
  const CachePlan& cache = plan_.caching.caches[site.design];
  const CacheSpec& spec = *cache.spec;
  const CacheLimits limits = site.level == 0 ? limits_under(spec.policy, cache.limits)
                                             : limits_under(cache.above[site.level - 1U].policy,
                                                            cache.above[site.level - 1U].limits);
  std::vector<AskedKeys> keys;
  double once = 0;
  double once_bytes = 0;
  if (site.level > 0) site.asked.resize(plan_.routes.size());
  for (std::size_t route = 0; route < plan_.routes.size(); ++route) {
    if (!(site.demand[route] > 0)) continue;
    Key key = whole_route(route);
    for (const Group& group : groups_[route]) {
      key.share = group.share;
      const double rate = site.level == 0 ? asked(site, key) : asked_by_all_below(site, key);
      if (site.level > 0) site.asked[route].push_back(rate);
      keys.push_back({group.count, rate, bytes_[route]});
    }
    const double unique = plan_.routes[route].unique_queries;
    const double asked_once = site.demand[route] * unique / std::max(1 - unique, 1e-9);
    once += asked_once;
    once_bytes += asked_once * bytes_[route];
  }
  site.characteristic = characteristic_time(keys, once, once > 0 ? once_bytes / once : 0, limits);
  if (plan_.spec.world.horizon.history > Duration{0})
    site.kept_until = Instant{from_seconds(std::min(site.characteristic, 1e9))};
}

double SteadyState::untouched_bytes(std::uint32_t cache, Duration elapsed) const {
  const Site& site = sites_[cache];
  const double past = std::min(site.characteristic - in_seconds(elapsed),
                               in_seconds(plan_.spec.world.horizon.history));
  if (!knows(cache) || !(past > 0)) return 0;
  double bytes = 0;
  for (std::size_t route = 0; route < plan_.routes.size(); ++route) {
    if (!(site.demand[route] > 0)) continue;
    Key key = whole_route(route);
    for (const Group& group : groups_[route]) {
      key.share = group.share;
      const double rate = asked(site, key);
      const double untouched = std::exp(-rate * in_seconds(elapsed));
      bytes += group.count * bytes_[route] * untouched * -std::expm1(-rate * past);
    }
  }
  return bytes;
}

std::span<const double> SteadyState::demand(std::uint32_t cache) const {
  return sites_[cache].demand;
}

bool SteadyState::inherits(const Site& site) const {
  return plan_.caching.caches[site.design].spec->age_inherited;
}

const SteadyState::Site& SteadyState::top_of(const Site& site) const {
  const Site* top = &site;
  while (top->above != none) top = &sites_[top->above];
  return *top;
}

/// Whether the copies here expire with the one in that tier, which keeps it long enough.
bool SteadyState::belongs_to(const Site& top, const Site& site, const Key& key) const {
  if (&top == &site || !inherits(site)) return false;
  const double ttl_above = key.ttl[top.level];
  return key.ttl[site.level] <= ttl_above && top.characteristic >= ttl_above;
}

KeyPast SteadyState::past(const Site& site, const Key& key, double rate) const {
  return {.rate = rate,
          .ttl = key.ttl[site.level],
          .characteristic = site.characteristic,
          .history = key.history,
          .ttl_reset = plan_.caching.caches[site.design].spec->ttl_reset_on_hit};
}

double SteadyState::fresh_at(const Site& site, const Key& key, double rate) const {
  const Site& top = top_of(site);
  if (!belongs_to(top, site, key)) return fresh_share(past(site, key, rate));
  return fresh_share_below(past(site, key, site.demand[key.route] * key.share),
                           top.demand[key.route] * key.share, key.ttl[top.level]);
}

double SteadyState::asked_by_all_below(const Site& site, const Key& key) const {
  double sum = 0;
  for (const std::uint32_t below : site.below) {
    const Site& child = sites_[below];
    if (!(child.demand[key.route] > 0)) continue;
    const bool together = belongs_to(top_of(child), child, key);
    const double rate = together ? child.demand[key.route] * key.share : asked(child, key);
    sum += rate * (1 - fresh_at(child, key, rate));
  }
  return sum;
}

double SteadyState::asked(const Site& site, const Key& key) const {
  if (site.level == 0) return site.demand[key.route] * key.share;
  const std::vector<Group>& groups = groups_[key.route];
  const std::vector<double>& rates = site.asked[key.route];
  if (rates.empty()) return 0;  // no demand at the start
  const auto above = std::ranges::lower_bound(groups, key.share, {}, &Group::share);
  const auto at = static_cast<std::size_t>(above - groups.begin());
  if (at == 0) return rates.front() * key.share / groups.front().share;
  if (at == groups.size()) return rates.back();
  const double way = (key.share - groups[at - 1].share) / (groups[at].share - groups[at - 1].share);
  return rates[at - 1] + way * (rates[at] - rates[at - 1]);
}

double SteadyState::fresh_share_of(std::uint32_t cache, std::size_t route) const {
  const Site& site = sites_[cache];
  if (!(site.demand[route] > 0)) return 0;
  const RoutePlan& of = plan_.routes[route];
  Key known = whole_route(route);
  Key missing = known;
  const CacheSpec& spec = *plan_.caching.caches[site.design].spec;
  missing.ttl.fill(in_seconds(spec.negative_ttl));
  double fresh = 0;
  for (const Group& group : groups_[route]) {
    known.share = missing.share = group.share;
    fresh += group.count * group.share *
             ((1 - of.missing) * fresh_at(site, known, asked(site, known)) +
              of.missing * fresh_at(site, missing, asked(site, missing)));
  }
  return fresh;
}

// The first request after the copy here has expired makes it fetch, because all below have expired
// too.
PastUse SteadyState::generation(const Site& top, const Key& key, Draws& dice) const {
  KeyPast all = past(top, key, top.demand[key.route] * key.share);
  all.characteristic = INFINITY;
  return past_use(all, dice);
}

PastUse SteadyState::past_of(std::uint32_t cache, const Key& key, const Stream& dice) const {
  const Site& site = sites_[cache];
  if (!(site.demand[key.route] > 0)) return {};  // never requested
  const Site& top = top_of(site);
  Draws own(dice.of(cache), key.key);
  if (belongs_to(top, site, key)) {
    Draws of_top(dice.of(static_cast<std::uint64_t>(&top - sites_.data())), key.key);
    const PastUse above = generation(top, key, of_top);
    if (!above.kept) return above;  // never requested
    return past_use_below(past(site, key, site.demand[key.route] * key.share),
                          top.demand[key.route] * key.share, above.age, key.ttl[top.level], own);
  }
  const bool is_top = &top == &site && site.level > 0 && inherits(site);
  if (!is_top || site.characteristic < key.ttl[site.level])
    return past_use(past(site, key, asked(site, key)), own);
  PastUse use = generation(site, key, own);
  if (std::isinf(site.characteristic)) return use;
  use.idle = std::min(use.age, -std::log(own.unit()) / asked(site, key));
  use.kept = use.kept && use.idle < site.characteristic;
  return use;
}

}  // namespace edgecase
