// SYN packets: each opens a connection that is never finished.
// Not modelled: SYN-ACK reflection, retransmitted SYN-ACKs.
// Test: tests/unit/attack_kinds.cpp
#include "model/attack/kinds.hpp"

namespace edgecase {

AttackProfile profile(const SynFloodSpec& spec) {
  const double rate = spec.rate.per_second;
  return {.layer = AttackLayer::connections,
          .peak = {.bits = rate * 8 * static_cast<double>(spec.packet.count),
                   .packets = rate,
                   .connections = rate},
          .bots = {},
          .traits = {.spoofed = spec.spoofed.value}};
}

}  // namespace edgecase
