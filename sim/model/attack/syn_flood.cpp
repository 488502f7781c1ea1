// SYN packets: each opens a connection that is never completed.
// Not modelled: SYN-ACK reflection, retransmitted SYN-ACKs.
// Test: tests/unit/attack_kinds.cpp
#include "model/attack/kinds.hpp"

namespace edgecase {

std::vector<Field> fields(Of<SynFloodSpec>) {
  return list<SynFloodSpec>(
      field("rate", &SynFloodSpec::rate, "peak SYN packets per second", required(),
            more_than(Rate{0}), at_most(Rate{1e13})),
      field("spoofed", &SynFloodSpec::spoofed,
            "share with a spoofed source address, which never completes the handshake",
            at_least(Share{0}), at_most(Share{1}), assumed("SYN floods rely on spoofing")),
      field("packet", &SynFloodSpec::packet, "size of a packet on the wire", at_least(40_B),
            at_most(1500_B), assumed("a SYN with its options, no data")));
}

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
