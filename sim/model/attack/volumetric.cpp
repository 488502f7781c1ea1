// Bandwidth floods: reflected responses or plain UDP, as a fluid.
// Not modelled: ports, fragments, exhausted amplifiers.
// Test: tests/unit/attack_kinds.cpp
#include "model/attack/kinds.hpp"

namespace edgecase {

std::vector<Field> fields(Of<VolumetricSpec>) {
  return list<VolumetricSpec>(
      field("bandwidth", &VolumetricSpec::bandwidth, "peak bandwidth, total of all places",
            required(), more_than(Bandwidth{0}), at_most(Bandwidth{1e16})),
      field("packet", &VolumetricSpec::packet, "size of a packet on the wire", at_least(64_B),
            at_most(9000_B),
            assumed("reflected responses fill packets, plain UDP floods use a few hundred bytes")));
}

AttackProfile profile(const VolumetricSpec& spec) {
  const double bits = spec.bandwidth.bits_per_second;
  const double packets = bits / (8 * static_cast<double>(spec.packet.count));
  return {.layer = AttackLayer::packets,
          .peak = {.bits = bits, .packets = packets},
          .bots = {},
          .traits = {.spoofed = 1}};
}

}  // namespace edgecase
