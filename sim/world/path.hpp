#pragma once
// One request, from the user to the answer: the stages, in order. `Path::arrive` tries them without
// a frame (an edge hit ends there); whoever must wait goes on as a traveller through the same
// stages.
//
// Assumes: a 304 takes the origin as long as a full answer; failures of the origin reach all who
// wait for the same fetch. Not modelled: range requests, streaming through a cache while it fills.

#include <cstdint>
#include <optional>

#include <edgecase/units.hpp>

#include "core/engine.hpp"
#include "core/traveller.hpp"
#include "measure/observations.hpp"
#include "model/traffic/arrivals.hpp"
#include "world/request.hpp"
#include "world/world.hpp"

namespace edgecase {

constexpr Duration half(std::int64_t round_trip_ns) { return Duration{round_trip_ns / 2}; }
constexpr Duration other_half(std::int64_t round_trip_ns) {
  return Duration{round_trip_ns - round_trip_ns / 2};
}

class Path {
 public:
  Path(World& world, Observations& seen);

  /// The user's side of a request: catchment, access line, connection, cache key. A pure function
  /// of the arrival and of where routes lead at present.
  void open(const Arrival& arrival, Request& request) const;
  /// The request reaches its PoP now. Requests come in the order of time.
  void arrive(Request& request);

  Engine& engine() { return world_.engine; }

 private:
  /// A cache on the way up, seen by a request that stands before it.
  struct Stop {
    CacheSite* site = nullptr;
    CacheLevel level = CacheLevel::edge;
    std::size_t next = 0;  ///< index of the next level above it in the plan
    bool keeps = true;     ///< what comes back through it
    bool asks_peers = false;
  };
  /// The way from a cache to the next one above; without one, to the origin.
  struct Hop {
    std::optional<Stop> stop = {};
    std::int64_t rtt_ns = 0;
    Duration connect_timeout{};
    Duration work{};  ///< of a store
  };
  /// A copy that is there, or was until it expired.
  struct Copy {
    CacheState state = CacheState::absent;
    Content content{};
    Instant expiry{};
  };
  /// Who waits for the origin, and what it has.
  struct Asker {
    PlaceId place;
    const void* line = nullptr;  ///< memory that the answer will touch
    Copy old{};
    CacheLevel level = CacheLevel::edge;
  };

  // The stages, in the order in which a request meets them.
  std::int64_t resolve(const Request& r);
  bool answer_at_edge(Request& r);
  Traveller serve(Request r);
  Step<Content> obtain(Request& r, Stop here);
  Step<Content> ask_above(Request& r, Stop here, Copy old);
  Step<Content> ask_origin(Request& r, Asker asker, std::int64_t rtt_ns);
  Traveller refresh(Request r, Stop here, Copy old);
  void finish(const Request& r, const Content& content);
  void answer(const Request& r, const Content& content);
  void refuse(const Request& r, Failure failure);

  // What they are made of.
  std::uint32_t key_of(const Arrival& arrival, const RoutePlan& route) const;
  void route_again(Request& r);
  Stop edge_stop(const Request& r);
  Hop hop_above(const Request& r, const Stop& here);
  std::optional<Hop> peer_of(const Request& r, const Stop& here);
  Cache::Found find_at(const Request& r, CacheSite& site);
  Copy look_up(Request& r, const Stop& here);
  Copy copy_at(const Request& r, const Stop& here, const Cache::Found& found) const;
  bool may_be_stale(const Copy& copy, Duration grace) const {
    return copy.state == CacheState::expired && world_.engine.now() < copy.expiry + grace;
  }
  /// Whether a validator would find this copy to be what the content is.
  bool is_unchanged(const Copy& old, const Content& content) const {
    return old.state == CacheState::expired && content.failure == Failure::none &&
           old.content.outdated > content.fetched;
  }
  Content keep(Request& r, const Stop& here, const Copy& old, const Content& content,
               std::uint32_t life);
  /// Bytes that this content costs on the way to who has this copy.
  std::uint64_t bytes_for(const Request& r, const Copy& old, const Content& content) const;
  void count_tier(const Request& r, CacheLevel level, const Copy& old, const Content& content);
  Duration ttl_of(const Request& r, CacheLevel level) const;
  Instant born(const Request& r, CacheLevel top, Instant left) const;
  Content end_of(const OriginAnswer& answered, std::uint32_t era, Request& r, const Asker& asker,
                 std::int64_t rtt_ns);
  Duration stay_at_origin(const OriginAnswer& answered) const;
  std::uint32_t life_of(const CacheSite& site) const {
    return site.pop == no_pop ? 0 : world_.pops[site.pop].life;
  }
  bool is_up(const CacheSite& site) const { return site.pop == no_pop || world_.pops[site.pop].up; }
  /// The state of the PoP where the running code is; nobody else may touch it.
  PopState& pop_here(const Request& r);

  const CacheSpec& cache_of(const Request& r) const {
    return *plan_.caches[static_cast<std::size_t>(plan_.routes[r.route].cache)].spec;
  }
  Cell& cell_of(const Request& r) { return seen_.cell(r.route, r.region); }
  Moment& moment_of(const Request& r) { return seen_.moment(r.moment, r.region); }

  World& world_;
  const Blueprint& plan_;
  Observations& seen_;
  Instant moment_end_;  // of the stretch of the timeline that arrivals are in
  std::uint16_t moment_ = 0;
};

}  // namespace edgecase
