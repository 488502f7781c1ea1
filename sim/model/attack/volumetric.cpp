// Packets for their bytes: reflected answers or plain UDP, as a fluid.
// Not modelled: ports, fragments, amplifiers that run dry.
// Test: tests/unit/attack_kinds.cpp
#include "model/attack/kinds.hpp"

namespace edgecase {

AttackProfile profile(const VolumetricSpec& spec) {
  const double bits = spec.bandwidth.bits_per_second;
  const double packets = bits / (8 * static_cast<double>(spec.packet.count));
  return {.layer = AttackLayer::packets,
          .peak = {.bits = bits, .packets = packets},
          .bots = {},
          .traits = {.spoofed = 1}};
}

}  // namespace edgecase
