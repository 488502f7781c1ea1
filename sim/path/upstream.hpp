#pragma once
// Whatever makes an answer that a cache has not: the next cache, a function, the origin. Upstreams
// (all but caches) follow one protocol, in the order of a request's visit:
//
//   place_of(up)                where it stands
//   arrive(r, up)               the request is there now
//   known(r, asker, up)         its reply, if it is known on arrival
//   ask(r, asker, up)           the same after waiting for it (known said nothing)
//   received(r, asker, up, x)   the content, when the reply is back at the asker
//
// To add a source (a store): a kind here, a class with these five functions, a line in Upstreams.

#include <cstdint>

#include <edgecase/units.hpp>

#include "measure/stage.hpp"
#include "plan/functions.hpp"
#include "plan/upstream_kind.hpp"
#include "world/flights.hpp"
#include "world/world.hpp"

namespace edgecase {

/// The next step up.
struct Upstream {
  UpstreamKind kind = UpstreamKind::origin;
  CacheLevel level = CacheLevel::edge;  ///< of a cache
  std::uint8_t next = 0;                ///< of a cache: index of the level above it
  std::uint32_t place = 0;              ///< of a function: its place; of a store: the asking place
  std::uint8_t store = 0;               ///< of a store: its index
  CacheSite* site = nullptr;            ///< of a cache
  const FunctionHome* function = nullptr;
  std::int64_t rtt_ns = 0;
  std::int64_t work_ns = 0;  ///< of a reserve: reading
  Duration connect_timeout{};
  Instant deadline = Instant::max();  ///< when a call under a policy gives up
  bool cut = false;                   ///< no path leads there: it costs the connect timeout
};

/// What a source says to a request that stands there.
struct Reply {
  Content content{};
  Duration stay{};              ///< from now until it leaves
  Instant ready{};              ///< at the origin: when its work on it ends
  std::uint32_t epoch = 0;      ///< of the origin, when the request came
  std::uint32_t operation = 0;  ///< of a store: its number in the recorded history
};

constexpr Duration half(std::int64_t round_trip_ns) { return Duration{round_trip_ns / 2}; }
constexpr Duration other_half(std::int64_t round_trip_ns) {
  return Duration{round_trip_ns - round_trip_ns / 2};
}

}  // namespace edgecase
