#pragma once
// What a request finds in caches, leaves in them, and which cache it asks next.

#include <optional>

#include "path/recorder.hpp"
#include "path/request.hpp"
#include "path/tier_stack.hpp"
#include "path/upstream.hpp"
#include "world/world.hpp"

namespace edgecase {

/// What a cache says to a request.
enum class LookupVerdict : std::uint8_t {
  content,    ///< here it is
  stale,      ///< here is an expired copy, as the design allows: refresh it
  wait,       ///< a fetch of it is in flight
  ask_above,  ///< it is for this request to fetch it
};

class Caching {
 public:
  Caching(World& world, Recorder& recorder)
      : world_(world), plan_(world.plan), recorder_(recorder) {}

  /// The cache of its PoP, for a request that this cache did not answer.
  Level edge_level(const Request& r, CacheSite& site) const;
  /// A request comes to a cache above the edge.
  LookupVerdict ask(Request& r, Level& here, Content& content);
  /// What the cache has not: it may remember that there is none, or have sent for it already.
  LookupVerdict ask_for(const Request& r, Level& here, Content& content);
  /// Writes down the next cache above; each is asked at most once. False: only the source is left.
  bool next_above(const Request& r, Level& here, Upstream& up);
  /// What the cache passes on of what came from above: that, or its old copy where the design
  /// prefers it to a failure. It keeps what the design says.
  Content keep(Request& r, const Level& here, const Content& content);

  /// One lookup. What a purge has reached meanwhile is gone, or not fresh any more.
  Cache::Found find_at(const Request& r, CacheSite& site, CacheLevel level);
  Copy copy_at(const Request& r, CacheLevel level, const Cache::Found& found) const;
  bool may_be_stale(const Copy& copy, Duration grace) const {
    return copy.state == CacheState::expired && world_.engine.now() < copy.expiry + grace;
  }
  Duration ttl_of(const Request& r, CacheLevel level) const;
  /// Of the requests that a bot's stands for most find what the others of the attack have fetched;
  /// those are answered here. False: none are left.
  bool answers_most(Request& r);

  /// When content that leaves the source at `left` counts as having entered the caches.
  Instant born(const Request& r, CacheLevel top, Instant left) const;
  /// Bytes that this content costs on the way to a cache that has this copy.
  std::uint64_t bytes_for(const Request& r, const Copy& old, const Content& content) const;
  void count_tier(const Request& r, CacheLevel level, const Copy& old, const Content& content);

  FlightKey flight_of(const Request& r, const Level& here) const {
    return {here.site->number, r.key};
  }
  PlaceId place_of(const Request& r, const Level& here) const {
    return here.site == nullptr ? world_.place_of_pop(r.pop) : here.site->place;
  }
  /// Memory that an answer which comes back to this cache will touch.
  const void* line_of(const Request& r, const Level& here) const {
    return here.site == nullptr ? nullptr : here.site->cache.line(r.key);
  }
  /// Whether caches keep it.
  bool fits(const Request& r, const Content& content) const {
    return content.failure == Failure::none && content.size <= cache_of(r).largest_object;
  }
  bool is_up(const CacheSite& site) const { return site.pop == no_pop || world_.pops[site.pop].up; }
  std::uint32_t life_of(const CacheSite& site) const {
    return site.pop == no_pop ? 0 : world_.pops[site.pop].life;
  }

 private:
  const CacheSpec& cache_of(const Request& r) const { return plan_.cache_of(r.route); }
  std::optional<Upstream> peer_of(const Request& r, const CacheSite& site) const;
  Cache::Found look_up(const Request& r, CacheSite& site);
  void over_backbone(const Request& r, std::uint16_t pop, Upstream& up) const;
  Duration jittered_ttl(const Request& r, CacheLevel level) const;
  void remember(const Request& r, CacheSite& site, CacheLevel level);
  Bytes room_of(const Request& r, Bytes size) const;
  /// Whether a validator would find that this copy is what the content is.
  bool is_unchanged(const Copy& old, const Content& content) const {
    return old.state == CacheState::expired && content.failure == Failure::none &&
           old.content.version == content.version && old.content.outdated > content.fetched;
  }

  World& world_;
  const Blueprint& plan_;
  Recorder& recorder_;
};

}  // namespace edgecase
