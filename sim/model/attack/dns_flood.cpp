// DNS queries over UDP from spoofed addresses, modelled as packets.
// Not modelled: name servers and their caches.
// Test: tests/unit/attack_kinds.cpp
#include "model/attack/kinds.hpp"

namespace edgecase {

std::vector<Field> fields(Of<DnsFloodSpec>) {
  return list<DnsFloodSpec>(
      field("rate", &DnsFloodSpec::rate, "peak queries per second", required(), more_than(Rate{0}),
            at_most(Rate{1e13})),
      field("packet", &DnsFloodSpec::packet, "size of a query on the wire", at_least(40_B),
            at_most(1500_B), assumed("a name of about 30 characters")));
}

AttackProfile profile(const DnsFloodSpec& spec) {
  const double rate = spec.rate.per_second;
  return {.layer = AttackLayer::packets,
          .peak = {.bits = rate * 8 * static_cast<double>(spec.packet.count), .packets = rate},
          .bots = {},
          .traits = {.spoofed = 1}};
}

}  // namespace edgecase
