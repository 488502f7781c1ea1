#include "model/net/transport.hpp"

#include <algorithm>
#include <array>

#include "core/check.hpp"

namespace edgecase {

namespace {

struct TransportEntry {
  std::string_view name;
  HandshakeRoundTrips round_trips;
};

constexpr std::array<TransportEntry, 8> connections = {{
    {"reused", {.transport = 0, .tls = 0}},
    {"tcp", {.transport = 1, .tls = 0}},
    {"tcp_tls12", {.transport = 1, .tls = 2}},
    {"tcp_tls12_resumed", {.transport = 1, .tls = 1}},
    {"tcp_tls13", {.transport = 1, .tls = 1}},
    {"tcp_tls13_early_data", {.transport = 1, .tls = 0}},
    {"quic", {.transport = 1, .tls = 0}},  // both handshakes in the same round trip
    {"quic_early_data", {.transport = 0, .tls = 0}},
}};

const TransportEntry& entry(Connection c) { return connections[static_cast<std::size_t>(c)]; }

}  // namespace

std::string_view name_of(Connection connection) { return entry(connection).name; }

HandshakeRoundTrips handshake(Connection connection) { return entry(connection).round_trips; }

int flights(Bytes size, int window_segments) {
  EC_CHECK(window_segments > 0, "the window must have at least one segment");
  std::int64_t window = std::int64_t{window_segments} * segment_bytes;
  int count = 0;
  for (std::int64_t left = size.count; left > 0; ++count) {
    left -= window;
    window = std::min(window * 2, INT64_MAX / 4);
  }
  return count;
}

Duration transfer_time(Bytes size, Duration round_trip, std::optional<Bandwidth> bandwidth,
                       int window_segments) {
  const Download download(bandwidth, window_segments);
  return Duration{download.ns(size.count, round_trip.count())};
}

double resolver_hit_ratio(Rate rate, Duration ttl) {
  const double asked_per_ttl = rate.per_second * in_seconds(ttl);
  return asked_per_ttl / (1 + asked_per_ttl);
}

}  // namespace edgecase
