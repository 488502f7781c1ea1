#pragma once
// The arrival process: one superposed Poisson stream whose n-th arrival draws its metro, route and
// object from random numbers keyed by n, so every design faces the same n-th request.
//
// Assumes: independent references (each request picks its object anew by the route's popularity),
// except for routes that replay a trace: their n-th request is for the trace's n-th object.
// The gap to the next arrival has 32 random bits: gaps above 22.2 mean gaps (2 in 10^10) are cut.
// Not modelled: sessions, object popularity that changes over time.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include <edgecase/units.hpp>

#include "core/alias.hpp"
#include "core/popularity.hpp"
#include "core/random.hpp"
#include "core/stop.hpp"
#include "model/traffic/demand.hpp"
#include "model/traffic/trace_content.hpp"

namespace edgecase {

/// A new request. The `..._bits` are its random bits, drawn here so that they are the same for
/// every design.
struct Arrival {
  Instant at;
  std::uint64_t number;  ///< n: the key of every further draw of this request
  std::uint32_t object;  ///< dense number over all routes
  std::uint16_t metro;
  std::uint16_t home;  ///< metro of the object's owner; `metro` if the object has no owner
  std::uint8_t route;
  std::uint32_t pop_bits;         ///< the metro's catchment
  std::uint32_t line_bits;        ///< the kind of access line
  std::uint32_t access_bits;      ///< its latency
  std::uint32_t jitter_bits;      ///< queueing on the path
  std::uint32_t connection_bits;  ///< new or reused connection, protocols
  std::uint32_t resolver_bits;    ///< the resolver, and whether it is queried
};

/// The properties of a route that the stream needs.
struct RouteTraffic {
  double share = 1;
  std::uint32_t first_object = 0;  ///< its objects are first_object … first_object + objects - 1
  Popularity popularity;           ///< unless it replays a trace
  const TraceContent* trace = nullptr;
  bool owned = false;  ///< each object belongs to one metro, drawn once by demand …
  double roaming = 0;  ///< … except for this share of the requests for it
};

class Arrivals {
 public:
  static constexpr std::size_t block = 32;

  /// Keeps references: both outlive the stream.
  Arrivals(const Demand& demand, std::span<const RouteTraffic> routes, std::uint64_t seed,
           std::uint64_t replication, Instant end, StopFlag stop = {});

  /// The next arrivals in order of time, at most a block; fewer at rate changes, none at the end.
  /// The span is valid until the next call. Throws Interrupted when told to stop.
  std::span<const Arrival> next();

 private:
  bool enter_slice(Instant at);
  void cast_dice();
  std::size_t pass_time();
  std::size_t draw(std::size_t count);
  void send_home(Arrival& arrival) const;
  bool pick_object(std::size_t i, std::uint8_t route, std::uint32_t& object);

  const Demand* demand_;
  std::span<const RouteTraffic> routes_;
  Stream main_;
  Stream objects_;
  Stream owner_draws_;
  Instant end_;
  StopFlag stop_;

  struct MetroRoute {
    std::uint16_t metro;
    std::uint8_t route;
  };
  std::vector<MetroRoute> pairs_;  // in the order of metro_route_

  Demand::Slice slice_{};
  AliasTable metro_route_;
  AliasTable owners_;  // metros and routes, as demand is when it begins; empty: nothing is owned
  bool owned_ = false;
  double mean_gap_ns_ = 0;  // 0: no arrivals
  double clock_ = 0;        // ns from the start of the slice to its last arrival (0: none yet)
  double to_come_ = 0;      // mean gaps until arrival number_, counted from clock_

  std::uint64_t number_ = 0;  // of the next arrival
  std::size_t die_ = 0;       // its place in the dice
  std::array<RandomBlock, block> dice_{};
  std::array<RandomBlock, block> object_dice_{};
  std::array<double, block> gaps_{};  // in mean gaps
  std::array<Instant, block> times_{};
  std::array<Arrival, block> out_{};
  std::vector<std::uint64_t> replayed_;  // by route: place in its trace
};

}  // namespace edgecase
