#pragma once
// Traffic of a request flood on the wire: shared by the kinds that send requests.

#include <edgecase/units.hpp>

#include "model/attack/profile.hpp"

namespace edgecase {

/// Assumes: 600 bytes per request with its share of handshakes, in separate packets; connections
/// with `per_connection` requests. (Measured GETs of browsers are 400 to 800 bytes.)
inline AttackFlow request_flow(Rate rate, double per_connection) {
  const double packets = rate.per_second * (1 + 6 / per_connection);
  return {.bits = (rate.per_second * 600 + (packets - rate.per_second) * 100) * 8,
          .packets = packets,
          .connections = rate.per_second / per_connection,
          .requests = rate.per_second};
}

/// Requests of a bot per connection: flooding scripts keep connections open.
constexpr double flood_per_connection = 100;

}  // namespace edgecase
