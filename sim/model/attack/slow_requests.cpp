// Connections that trickle: they hold a place in a table and send almost nothing.
// Not modelled: slow reading of answers.
// Test: tests/unit/attack_kinds.cpp
#include "model/attack/kinds.hpp"

namespace edgecase {

AttackProfile profile(const SlowRequestsSpec& spec) {
  const double rate = spec.rate.per_second;
  // Handshake of 6 packets, then a line of a header every 10 seconds.
  const double packets = 6 + in_seconds(spec.held) / 10;
  return {
      .layer = AttackLayer::connections,
      .peak = {.bits = rate * packets * 100 * 8, .packets = rate * packets, .connections = rate},
      .bots = {},
      .traits = {.held = spec.held}};
}

}  // namespace edgecase
