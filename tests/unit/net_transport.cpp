// Round trips and flights beyond the oracle N03.
#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

#include "core/random.hpp"
#include "model/net/transport.hpp"

using namespace edgecase;

TEST_SUITE("unit") {
  TEST_CASE("net: resumption and early data save the round trips that the RFCs say") {
    CHECK(handshake(Connection::reused).before_first_byte() == 1);
    CHECK(handshake(Connection::tcp).before_first_byte() == 2);
    CHECK(handshake(Connection::tcp_tls12_resumed).before_first_byte() == 3);
    CHECK(handshake(Connection::tcp_tls13_early_data).before_first_byte() == 2);
  }

  TEST_CASE("net: a flight is a window; the next is twice as large") {
    CHECK(flights(Bytes{0}) == 0);
    CHECK(flights(Bytes{1}) == 1);
    CHECK(flights(Bytes{14'600}) == 1);
    CHECK(flights(Bytes{14'601}) == 2);
    CHECK(flights(Bytes{43'800}) == 2);
    CHECK(flights(Bytes{43'801}) == 3);
    CHECK(flights(Bytes{INT64_MAX}) < 60);
  }

  TEST_CASE("net: without a limit a transfer costs its flights but one") {
    CHECK(transfer_time(14_kB, 80ms, std::nullopt) == 0ms);
    CHECK(transfer_time(100_kB, 80ms, std::nullopt) == 160ms);
    CHECK(transfer_time(Bytes{0}, 80ms, std::nullopt) == 0ms);
  }

  TEST_CASE("net: a slow line hides the waits for acknowledgements") {
    // 1 Mbps: the first window (14.6 kB) alone lasts 116.8 ms, longer than the round trip.
    CHECK(transfer_time(100_kB, 80ms, Bandwidth{1e6}) == 800ms);
    // 10 Mbps: windows last 11.68 and 23.36 ms, so 68.32 and 56.64 ms are waits, 80 ms are bytes.
    CHECK(in_seconds(transfer_time(100_kB, 80ms, Bandwidth{10e6})) ==
          doctest::Approx(0.080 + 0.06832 + 0.05664).scale(0));
    CHECK(transfer_time(0_kB, 80ms, Bandwidth{1e6}) == 0ms);
  }

  TEST_CASE("net: a transfer is its flights, one after the other") {
    Draws draws(Stream(1, 0, "transfers"));
    for (const double mbps : {0.0, 0.3, 4.0, 37.0, 900.0}) {
      const auto bandwidth = mbps > 0 ? std::optional(Bandwidth{mbps * 1e6}) : std::nullopt;
      const double ns_per_byte = mbps > 0 ? 8e3 / mbps : 0;
      for (int i = 0; i < 4000; ++i) {
        // Every other one is a byte around the end of a flight.
        const auto flight = static_cast<std::int64_t>(1) << draws.below(22);
        const std::int64_t bytes = i % 2 == 0
                                       ? 14'600 * (flight - 1) + 1 - (i / 2) % 3
                                       : static_cast<std::int64_t>(std::exp(24 * draws.unit()));
        const auto round_trip = static_cast<std::int64_t>(1e9 * draws.unit() * draws.unit());
        double left = static_cast<double>(bytes);
        double ns = left * ns_per_byte;
        for (double window = 14'600; left > window; window *= 2) {
          left -= window;
          ns += std::max(0.0, static_cast<double>(round_trip) - window * ns_per_byte);
        }
        const Duration took =
            transfer_time(Bytes{std::max<std::int64_t>(bytes, 0)}, Duration{round_trip}, bandwidth);
        CHECK(std::abs(static_cast<double>(took.count()) - std::max(ns, 0.0)) < 0.51);
      }
    }
  }

  TEST_CASE("net: a resolver asked once per ttl on average has the name every other time") {
    CHECK(resolver_hit_ratio(Rate{1.0 / 300}, 300s) == doctest::Approx(0.5).scale(0));
    CHECK(resolver_hit_ratio(Rate{0}, 300s) == doctest::Approx(0.0));
    CHECK(resolver_hit_ratio(Rate{1}, 0s) == doctest::Approx(0.0));
  }
}
