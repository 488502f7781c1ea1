// Questions to name servers over UDP; random names cannot be answered from a cache.
// Not modelled: resolvers in between, which answer repeated names themselves.
// Test: tests/unit/attack_kinds.cpp
#include "model/attack/kinds.hpp"

namespace edgecase {

AttackProfile profile(const DnsFloodSpec& spec) {
  const double rate = spec.rate.per_second;
  return {.layer = AttackLayer::packets,
          .peak = {.bits = rate * 8 * static_cast<double>(spec.packet.count), .packets = rate},
          .bots = {},
          .traits = {.misses = spec.random_names.value, .spoofed = 1}};
}

}  // namespace edgecase
