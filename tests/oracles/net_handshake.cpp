// Oracle N03: round trips before the first response byte, and flights of slow start.
#include <doctest/doctest.h>

#include "model/net/transport.hpp"

using namespace edgecase;

TEST_SUITE("oracles") {
  TEST_CASE("N03: round trips before the first response byte are those of the RFCs") {
    CHECK(handshake(Connection::tcp_tls12).before_first_byte() == 4);
    CHECK(handshake(Connection::tcp_tls13).before_first_byte() == 3);
    CHECK(handshake(Connection::quic).before_first_byte() == 2);
    CHECK(handshake(Connection::quic_early_data).before_first_byte() == 1);
  }

  TEST_CASE("N03: 100 kB need three flights from a window of ten segments of 1460 bytes") {
    CHECK(flights(100_kB) == 3);
  }
}
