// Slow connections: they hold an entry in a connection table and send almost nothing.
// Not modelled: slow reading of responses.
// Test: tests/unit/attack_kinds.cpp
#include "model/attack/kinds.hpp"

namespace edgecase {

std::vector<Field> fields(Of<SlowRequestsSpec>) {
  return list<SlowRequestsSpec>(
      field("rate", &SlowRequestsSpec::rate, "peak new connections per second of all bots",
            required(), more_than(Rate{0}), at_most(Rate{1e12})),
      field("held", &SlowRequestsSpec::held,
            "how long each is kept open, unless the server closes it", more_than(Duration{0}),
            at_most(Duration{std::chrono::hours(24)}),
            assumed("an occasional header line resets usual timeouts")));
}

AttackProfile profile(const SlowRequestsSpec& spec) {
  const double rate = spec.rate.per_second;
  // Handshake of 6 packets, then one header line every 10 seconds.
  const double packets = 6 + in_seconds(spec.held) / 10;
  return {
      .layer = AttackLayer::connections,
      .peak = {.bits = rate * packets * 100 * 8, .packets = rate * packets, .connections = rate},
      .bots = {},
      .traits = {.held = spec.held}};
}

}  // namespace edgecase
