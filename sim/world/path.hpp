#pragma once
// One request, from the user to the answer: the stages, in order. `Path::arrive` tries them without
// a frame (an edge hit ends there); whoever must wait goes on as a traveller through the same
// stages.

#include <array>
#include <cstdint>
#include <optional>

#include <edgecase/units.hpp>

#include "core/engine.hpp"
#include "core/traveller.hpp"
#include "measure/observations.hpp"
#include "measure/stage.hpp"
#include "model/traffic/arrivals.hpp"
#include "world/world.hpp"

namespace edgecase {

/// What a traveller carries. Its clock starts when it reaches the PoP; what the user's side takes
/// is added by arithmetic, because nobody else's state decides it.
struct Request {
  Instant arrived;  ///< at the PoP, first attempt
  std::uint64_t number;
  std::int64_t rtt_ns;  ///< user to PoP and back, access line included
  std::int64_t way_ns;  ///< of that, between the metro and the PoP
  std::int64_t dns_ns = 0;
  // Time spent so far on this side of the PoP.
  std::int64_t upper_tier_ns = 0;
  std::int64_t origin_network_ns = 0;
  std::int64_t origin_queue_ns = 0;
  std::int64_t origin_service_ns = 0;
  std::int64_t retry_ns = 0;
  std::uint32_t object;
  std::uint32_t pop_bits;
  std::uint32_t resolver_bits;
  std::uint16_t metro;
  std::uint16_t pop;
  std::uint16_t moment = 0;
  std::uint8_t route;
  std::uint8_t region;
  std::uint8_t connection;
  std::uint8_t line;  ///< of access
  std::uint8_t attempt = 1;
  bool measured;
  bool first_fetch = false;  ///< of this object by this cache, early in the warm-up
};

/// What a tier or the origin had to say.
struct Content {
  Failure failure = Failure::none;
  Bytes size;
  Instant fetched;  ///< when it left the origin: its Age counts from there
};

class Path {
 public:
  Path(World& world, Observations& seen);

  /// The user's side of a request: catchment, access line, connection. A pure function of the
  /// arrival and of where routes lead at present.
  void open(const Arrival& arrival, Request& request) const;
  /// The request reaches its PoP now. Requests come in the order of time.
  void arrive(Request& request);

  Engine& engine() { return world_.engine; }

 private:
  /// The way from a PoP to whoever answers its misses.
  struct Upward {
    TierState* tier = nullptr;  ///< absent: straight to the origin
    Duration tier_ttl{};
    std::int64_t tier_ns = 0;    ///< round trip PoP to tier, its processing included
    std::int64_t origin_ns = 0;  ///< round trip to the origin from there
    Duration waited{};           ///< for a tier that does not answer
  };

  // The stages.
  std::int64_t resolve(const Request& r);
  bool answer_at_edge(Request& r);
  Traveller serve(Request r);
  std::optional<Content> find_in_tier(const Upward& up, Request& r);
  Instant born(const Request& r) const;
  Content end_of(const OriginAnswer& answered, std::uint32_t era, Request& r);
  void keep_in_tier(const Upward& up, const Request& r, const Content& content);
  void finish(const Request& r, const Content& content);
  void answer(const Request& r, Bytes size, bool edge_hit);
  void refuse(const Request& r, Failure failure);
  void route_again(Request& r);

  /// The state of the PoP where the running code is; nobody else may touch it.
  PopState& pop_here(const Request& r);
  Upward way_up(const Request& r);
  Duration stay_at_origin(const OriginAnswer& answered) const;
  const CachePlan* cache_plan_of(const Request& r) const;
  const void* tier_line(const Upward& up, const Request& r) const;
  const void* edge_line(const Request& r) const;
  Cell& cell_of(const Request& r) { return seen_.cell(r.route, r.region); }
  Moment& moment_of(const Request& r) { return seen_.moment(r.moment, r.region); }

  World& world_;
  const Blueprint& plan_;
  Observations& seen_;
  Instant moment_end_;  // of the stretch of the timeline that arrivals are in
  std::uint16_t moment_ = 0;
};

}  // namespace edgecase
