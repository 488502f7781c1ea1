#pragma once
// The stream of requests: one superposed Poisson stream whose n-th arrival draws its metro, route
// and object from numbers that belong to n alone, so every design meets the same n-th request.
//
// Assumes: independent references (each request picks its object anew by the route's popularity),
// but for routes that replay a trace: their n-th request asks for the trace's n-th object.
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
#include "model/traffic/demand.hpp"
#include "model/traffic/trace_content.hpp"

namespace edgecase {

/// One request before anything happened to it. The `..._bits` are its own dice, cast here so that
/// no design can shift them.
struct Arrival {
  Instant at;
  std::uint64_t number;  ///< n: the key of every further draw of this request
  std::uint32_t object;  ///< dense number over all routes
  std::uint16_t metro;
  std::uint8_t route;
  std::uint32_t pop_bits;         ///< which of the metro's catchments
  std::uint32_t line_bits;        ///< which kind of access line
  std::uint32_t access_bits;      ///< how slow it is
  std::uint32_t jitter_bits;      ///< queueing on the way
  std::uint32_t connection_bits;  ///< new or used, which protocols
  std::uint32_t resolver_bits;    ///< which resolver, and whether it is asked
};

/// What the stream needs to know of a route.
struct RouteTraffic {
  double share = 1;
  std::uint32_t first_object = 0;  ///< its objects are first_object … first_object + objects - 1
  Popularity popularity;           ///< unless it replays a trace
  const TraceContent* trace = nullptr;
};

class Arrivals {
 public:
  static constexpr std::size_t block = 32;

  /// Keeps references: both outlive the stream.
  Arrivals(const Demand& demand, std::span<const RouteTraffic> routes, std::uint64_t seed,
           std::uint64_t replication, Instant end);

  /// The next arrivals in the order of time, at most a block; fewer where rates change, none at the
  /// end. The span is valid until the next call.
  std::span<const Arrival> next();

 private:
  bool enter_slice(Instant at);
  void cast_dice();
  std::size_t pass_time();
  std::size_t draw(std::size_t count);
  bool pick_object(std::size_t i, std::uint8_t route, std::uint32_t& object);

  const Demand* demand_;
  std::span<const RouteTraffic> routes_;
  Stream main_;
  Stream objects_;
  Instant end_;

  struct Who {
    std::uint16_t metro;
    std::uint8_t route;
  };
  std::vector<Who> who_;  // in the order of metro_route_

  Demand::Slice slice_{};
  AliasTable metro_route_;
  double mean_gap_ns_ = 0;  // 0: nobody comes
  double clock_ = 0;    // ns from the start of the slice to the last arrival in it (0: none yet)
  double to_come_ = 0;  // mean gaps until arrival number_, counted from clock_

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
