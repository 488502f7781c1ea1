// Questions to name servers over UDP, from made-up senders: packets, as far as the edge is
// concerned. Not modelled: name servers, and which names their caches know. Test:
// tests/unit/attack_kinds.cpp
#include "model/attack/kinds.hpp"

namespace edgecase {

AttackProfile profile(const DnsFloodSpec& spec) {
  const double rate = spec.rate.per_second;
  return {.layer = AttackLayer::packets,
          .peak = {.bits = rate * 8 * static_cast<double>(spec.packet.count), .packets = rate},
          .bots = {},
          .traits = {.spoofed = 1}};
}

}  // namespace edgecase
