// Streams opened and reset in one breath (CVE-2023-44487): the server works, nobody waits.
// Not modelled: headers compressed to almost nothing by the connection they come on.
// Test: tests/unit/attack_kinds.cpp
#include "model/attack/kinds.hpp"
#include "model/attack/request_flow.hpp"

namespace edgecase {

AttackProfile profile(const RapidResetSpec& spec) {
  return {.layer = AttackLayer::requests,
          .peak = request_flow(spec.rate, static_cast<double>(spec.streams.value)),
          .bots = spec.bots,
          .traits = {.cancelled = true}};
}

}  // namespace edgecase
