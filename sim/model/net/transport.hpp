#pragma once
// Round trips of connection set-up, and transfer time of responses. Closed-form arithmetic on a
// loss-free path.
// Assumes: one request per connection set-up; TCP slow start doubles its window each round trip
// from the initial ten segments of 1460 bytes (RFC 6928); QUIC starts likewise (RFC 9002).
// Units: round trips, bytes. Convention: the request itself is one round trip (TCP + full TLS 1.2:
// 1 + 2 + 1 = 4), as in RFC 5246, 8446, 9000.
// Not modelled: packet loss, HelloRetryRequest, certificate chains that overflow the server's first
// flight, header bytes.

#include <algorithm>
#include <bit>
#include <cstdint>
#include <optional>
#include <string_view>

#include <edgecase/units.hpp>

namespace edgecase {

enum class Connection : unsigned char {
  reused,                // already open
  tcp,                   // without encryption
  tcp_tls12,             // full handshake
  tcp_tls12_resumed,     // session ticket
  tcp_tls13,             // full or resumed: one round trip either way
  tcp_tls13_early_data,  // 0-RTT
  quic,
  quic_early_data,  // 0-RTT
};
std::string_view name_of(Connection connection);

struct HandshakeRoundTrips {
  int transport = 0;
  int tls = 0;
  int request = 1;
  constexpr int before_first_byte() const { return transport + tls + request; }
};
HandshakeRoundTrips handshake(Connection connection);

inline constexpr int segment_bytes = 1460;
inline constexpr int initial_window_segments = 10;

/// Number of windows of a response if each is twice the previous; 0 for an empty response.
int flights(Bytes size, int window_segments = initial_window_segments);

/// Transfer time of a body over an access line: waits for acknowledgements while the window is
/// smaller than the bandwidth-delay product, plus the bytes at line speed.
class Download {
 public:
  /// No bandwidth: never the bottleneck.
  explicit Download(std::optional<Bandwidth> bandwidth,
                    int window_segments = initial_window_segments)
      : ns_per_byte_(bandwidth ? 8e9 / bandwidth->bits_per_second : 0),
        window_bytes_(static_cast<double>(window_segments) * segment_bytes),
        window_ns_(window_bytes_ * ns_per_byte_),
        windows_per_ns_(1 / window_ns_) {}

  /// From the response's first byte to its last, in ns. With no bandwidth limit it is
  /// (flights - 1) round trips.
  std::int64_t ns(std::int64_t bytes, std::int64_t round_trip_ns) const {
    const double size = static_cast<double>(bytes);
    const auto trip = static_cast<double>(round_trip_ns);
    // The sender waits after each flight but the last, as long as the line transmits a window,
    // which doubles each time, in less than a round trip. In closed form, to avoid the mispredicted
    // branch of a loop.
    const double windows = size / window_bytes_;
    auto whole = static_cast<std::int64_t>(windows);
    whole += static_cast<double>(whole) < windows ? 1 : 0;
    const int flights_but_one =
        static_cast<int>(std::bit_width(static_cast<std::uint64_t>(whole | 1))) - 1;
    const int shorter = exponent(trip * windows_per_ns_) + 1;  // windows shorter than a round trip
    const int waits = std::clamp(shorter, 0, flights_but_one);
    const auto sent =
        static_cast<double>((std::int64_t{1} << waits) - 1);  // windows sent meanwhile
    return static_cast<std::int64_t>(size * ns_per_byte_ + waits * trip - sent * window_ns_ + 0.5);
  }

 private:
  /// The largest power of two in a positive number; above 1000 in an infinite one.
  static int exponent(double number) {
    return static_cast<int>(std::bit_cast<std::uint64_t>(number) >> 52 & 0x7FF) - 1023;
  }

  double ns_per_byte_;
  double window_bytes_;
  double window_ns_;
  double windows_per_ns_;  // infinite without a limit
};

/// The same as a duration, for one response.
Duration transfer_time(Bytes size, Duration round_trip, std::optional<Bandwidth> bandwidth,
                       int window_segments = initial_window_segments);

/// Hit ratio of a resolver that caches for `ttl` with `rate` Poisson queries per second:
/// rate ttl / (1 + rate ttl).
double resolver_hit_ratio(Rate rate, Duration ttl);

}  // namespace edgecase
