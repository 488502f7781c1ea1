#pragma once
// The state in which the caches of a run begin: as if the demand of the first instant had lasted
// for `history` already. Nothing is filled beforehand; when a key is first requested, its history
// in that cache is drawn (model/cache/long_past.hpp), always the same for the same cache and key.
//
// Assumes: the rates and routes of the first instant held for all of that time; the requests that
// reach a tier are Poisson for each key.
// Where age is inherited, all copies below a tier belong to the tier's fetch and expire with it:
// that is kept, through all levels.
// Implemented for: lru and unbounded at all levels, admission `all`, routes that replay no trace,
// no peers, no reserve. Other caches begin empty. Not modelled: failures before the run.

#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include <edgecase/units.hpp>

#include "core/random.hpp"
#include "core/stop.hpp"
#include "model/cache/long_past.hpp"

namespace edgecase {

struct Blueprint;

class SteadyState {
 public:
  /// Requires: the plan's routes, routings and caches are complete.
  /// Throws Interrupted.
  explicit SteadyState(const Blueprint& plan, StopFlag stop = {});

  /// Until when a key that has not been requested in the run may still be in this cache; 0: it
  /// begins empty. Caches are numbered as in a World: by the design's caches, edges first, then
  /// tiers.
  Instant kept_until(std::uint32_t cache) const { return sites_[cache].kept_until; }
  bool knows(std::uint32_t cache) const { return kept_until(cache) > Instant{}; }
  /// The highest level of caches that one cache may have, the edge not counted.
  static constexpr std::size_t most_above = 2;

  /// A key of a route, with its part of the route's requests and its ttl at each level.
  struct Key {
    std::size_t route = 0;
    std::uint32_t key = 0;
    double share = 0;
    double history = 0;  ///< how long before the run no cache had it
    std::array<double, 1 + most_above> ttl{};
  };
  /// The key of this number of a route.
  Key key_of(std::size_t route, std::uint32_t key) const;
  PastUse past_of(std::uint32_t cache, const Key& key, const Stream& dice) const;
  /// Expected bytes that it still holds after this time of the run, of keys that have not been
  /// requested in it.
  double untouched_bytes(std::uint32_t cache, Duration elapsed) const;
  /// Share of the requests for a route's keys at this cache that find a fresh copy, in the long
  /// run.
  double fresh_share_of(std::uint32_t cache, std::size_t route) const;
  /// The number of a design's cache in the first PoP; the other PoPs' follow.
  std::uint32_t first_edge(int design) const {
    return first_edges_[static_cast<std::size_t>(design)];
  }

  /// Requests per second of the users below this cache, for keys of each route.
  std::span<const double> demand(std::uint32_t cache) const;
  /// Seconds; infinite if everything fits.
  double characteristic(std::uint32_t cache) const { return sites_[cache].characteristic; }

 private:
  static constexpr std::uint32_t none = UINT32_MAX;

  struct Site {
    std::uint16_t design = 0;  // index of the cache in the design
    std::uint8_t level = 0;    // 0: the edge
    bool known = false;
    std::uint32_t above = none;
    std::vector<std::uint32_t> below = {};
    std::vector<double> demand = {};              // by route
    std::vector<std::vector<double>> asked = {};  // of a tier: by route and group, per second
    double characteristic = INFINITY;             // until it is known
    Instant kept_until{};
  };
  struct Group {
    double count, share;
  };

  void add_cache(std::size_t design, const std::vector<double>& by_pop, StopFlag stop);
  void solve(Site& site);
  Key whole_route(std::size_t route) const;
  bool inherits(const Site& site) const;
  const Site& top_of(const Site& site) const;
  bool belongs_to(const Site& top, const Site& site, const Key& key) const;
  KeyPast past(const Site& site, const Key& key, double rate) const;
  /// When a tier fetched what its own copies and all below belong to.
  PastUse generation(const Site& top, const Key& key, Draws& dice) const;
  /// How often the key is requested at this cache: at a tier, by caches below that lack it.
  double asked(const Site& site, const Key& key) const;
  double asked_by_all_below(const Site& site, const Key& key) const;
  double fresh_at(const Site& site, const Key& key, double rate) const;

  const Blueprint& plan_;
  std::vector<std::vector<Group>> groups_;  // by route; empty: unknown
  std::vector<double> bytes_;               // mean size, by route
  std::vector<Site> sites_;
  std::vector<std::uint32_t> first_edges_;  // by design
};

}  // namespace edgecase
