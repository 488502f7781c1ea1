// Round trips and flights beyond the oracle N03.
#include <doctest/doctest.h>

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
          doctest::Approx(0.080 + 0.06832 + 0.05664));
    CHECK(transfer_time(0_kB, 80ms, Bandwidth{1e6}) == 0ms);
  }

  TEST_CASE("net: a resolver asked once per ttl on average has the name every other time") {
    CHECK(resolver_hit_ratio(Rate{1.0 / 300}, 300s) == doctest::Approx(0.5));
    CHECK(resolver_hit_ratio(Rate{0}, 300s) == doctest::Approx(0.0));
    CHECK(resolver_hit_ratio(Rate{1}, 0s) == doctest::Approx(0.0));
  }
}
