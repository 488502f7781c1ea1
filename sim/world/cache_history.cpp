// What caches still hold from before the run: their history.

#include "plan/steady_state.hpp"
#include "world/world.hpp"

namespace edgecase {

void World::clear(CacheSite& site) {
  site.cache.clear();
  recalls_until_[site.number] = Instant{};
}

std::optional<PastUse> World::recall(const CacheSite& site, std::uint8_t route,
                                     std::uint32_t object, std::uint32_t key) const {
  // What has not been requested yet is the least recently used: it is evicted before anything else.
  if (site.cache.evictions() > 0 || key > plan.traffic.dense_keys) return std::nullopt;
  for (const Purge* purge : history_purges_[site.number]) {
    if (purge->route == route && purge->target.matches(object)) return std::nullopt;
  }
  SteadyState::Key asked = plan.caching.steady->key_of(route, key);
  if (is_missing(route, object)) {
    const CacheSpec& spec =
        *plan.caching.caches[static_cast<std::size_t>(plan.routes[route].cache)].spec;
    asked.ttl.fill(in_seconds(spec.negative_ttl));
  }
  if (plan.purging.on_change && truth.changes(route)) {
    const Instant changed = truth.last_change_before_start(route, object);
    asked.history = std::min(asked.history, -in_seconds(changed.time_since_epoch()));
  }
  const PastUse use = plan.caching.steady->past_of(site.number, asked, history_draws_);
  const double idle = use.idle + in_seconds(engine.now().time_since_epoch());
  if (!use.kept || idle >= plan.caching.steady->characteristic(site.number)) return std::nullopt;
  return use;
}

}  // namespace edgecase
