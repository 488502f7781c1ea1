// N03: round trips of handshakes and of slow start, through the front door and by arithmetic.
#include "model/net/transport.hpp"

#include <doctest/doctest.h>

#include "support/oracle_rows.hpp"
#include "validate/closed_forms.hpp"

using namespace edgecase;
using namespace edgecase::testing;
namespace theory = edgecase::closed_form;

namespace {

double mean_ms(const std::string& metric, const Overrides& overrides) {
  return read_metric(run(open_shipped("lab/handshakes.yaml", overrides)), metric);
}

}  // namespace

TEST_SUITE("oracles") {
  TEST_CASE("round trips before the first byte are those of the RFCs") {
    CHECK(theory::round_trips_to_first_byte(theory::Protocol::tcp_tls12) == 4);
    CHECK(theory::round_trips_to_first_byte(theory::Protocol::tcp_tls13) == 3);
    CHECK(theory::round_trips_to_first_byte(theory::Protocol::quic) == 2);
    CHECK(theory::round_trips_to_first_byte(theory::Protocol::quic_early) == 1);
    CHECK(theory::round_trips_of_body(100'000) + 1 == 3);
  }

  TEST_CASE("N03: the shipped handshakes take their round trips to the nanosecond") {
    check_shipped({"N03"});
  }

  TEST_CASE("slow start doubles from ten segments: the last byte of a full flight and the next") {
    constexpr std::int64_t window = 14'600;
    for (int flights_in_full = 1; flights_in_full <= 12; ++flights_in_full) {
      const std::int64_t bytes = window * ((std::int64_t{1} << flights_in_full) - 1);
      CHECK(flights(Bytes{bytes}) == flights_in_full);
      CHECK(flights(Bytes{bytes + 1}) == flights_in_full + 1);
      CHECK(theory::round_trips_of_body(bytes) == flights_in_full - 1);
      CHECK(theory::round_trips_of_body(bytes + 1) == flights_in_full);
    }
    CHECK(flights(Bytes{0}) == 0);
    CHECK(theory::round_trips_of_body(0) == 0);
  }

  TEST_CASE("a reused connection costs the request's own round trip only") {
    const double ms = mean_ms("ttfb.mean", {"world.clients.requests_per_connection=10000"});
    CHECK(ms > 100 - 1e-6);
    CHECK(ms < 100.5);
  }

  TEST_CASE("a line without delay costs nothing but the bytes at its bandwidth") {
    const double ms = mean_ms("latency.mean", {"world.clients.access={rtt: 0s, bandwidth: 8Mbps}"});
    CHECK(ms == doctest::Approx(100).scale(0).epsilon(1e-6));  // 100 kB at 1 MB/s
  }

  TEST_CASE("a mix of protocols costs the mean of their round trips") {
    const double ms = mean_ms("ttfb.mean", {"world.clients.http3=50%", "world.demand.rate=5k rps",
                                            "world.clients.tls12=0%"});
    CHECK(ms ==
          doctest::Approx(250).scale(0).epsilon(0.01));  // half 2, half 3 round trips of 100 ms
  }

  TEST_CASE("a name that nobody has yet costs a round trip to the resolver") {
    const double ms = mean_ms("ttfb.mean", {"world.clients.dns.asked=100%"});
    CHECK(ms ==
          doctest::Approx(400).scale(0).epsilon(1e-6));  // the way on to the PoP has no length here
  }
}
