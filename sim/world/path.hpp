#pragma once
// One request, from the user to the answer: the stages, in order. `Path::arrive` tries them without
// a frame (an edge hit ends there); whoever must wait goes on as a traveller through the same
// stages.

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
  std::uint16_t metro;
  std::uint16_t pop;
  std::uint16_t moment;
  std::uint8_t route;
  std::uint8_t region;
  std::uint8_t connection;
  std::uint8_t line;  ///< of access
  std::uint8_t attempt = 1;
  bool measured;
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

  /// A request reaches its PoP now. Arrivals come in the order of time.
  void arrive(const Arrival& arrival);

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
  Request open(const Arrival& arrival);
  std::int64_t resolve(const Arrival& arrival, std::int64_t access_ns, const Request& r);
  bool answer_at_edge(const Request& r);
  Traveller serve(Request r);
  std::optional<Content> find_in_tier(const Upward& up, Request& r);
  Content end_of(const OriginAnswer& answered, std::uint32_t era, Request& r);
  void keep_in_tier(const Upward& up, const Request& r, const Content& content);
  void finish(const Request& r, const Content& content);
  void answer(const Request& r, Bytes size, bool edge_hit);
  void refuse(const Request& r, Failure failure);
  void route_again(Request& r);

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
  Instant moment_end_;
  std::uint16_t moment_ = 0;
};

}  // namespace edgecase
