#pragma once
// The user's side of a request before it reaches its PoP: catchment, access line, connection, DNS,
// cache key.

#include <cstdint>
#include <span>

#include "model/traffic/arrivals.hpp"
#include "path/recorder.hpp"
#include "path/request.hpp"
#include "world/bots.hpp"
#include "world/world.hpp"

namespace edgecase {

constexpr std::uint32_t unique_keys = std::uint32_t{1} << 28;  ///< then they come again

class UserSide {
 public:
  UserSide(World& world, Recorder& recorder)
      : world_(world), plan_(world.plan), recorder_(recorder) {}

  /// Requests as they stand before their PoPs. A pure function of the arrivals and of where routes
  /// lead at present. Requires: as many requests as arrivals.
  void open(std::span<const Arrival> arrivals, std::span<Request> requests) const;
  Request open(const BotArrival& bot) const;

  /// The resolver's share of a new connection.
  void resolve(Request& r);
  /// Another attempt: the catchment may have moved since; it opens a connection of its own.
  void route_again(Request& r);

 private:
  void begin_way(const Arrival& arrival, Request& request) const;
  void add_access(const Arrival& arrival, Request& request) const;
  Operation operation_of(const Arrival& arrival, const RoutePlan& route) const;
  std::uint32_t key_of(const Arrival& arrival, const RoutePlan& route) const;
  bool resolver_knows(const MetroPlan& metro, std::uint32_t dice, Instant now);
  CacheSite* edge_of(const Request& r) const {
    const int which = plan_.routes[r.route].cache;
    return which < 0 ? nullptr : &world_.edge_cache(static_cast<std::size_t>(which), r.pop);
  }

  World& world_;
  const Blueprint& plan_;
  Recorder& recorder_;
};

}  // namespace edgecase
