// Streams opened and immediately reset (CVE-2023-44487): the server works without responding.
// Not modelled: header compression within a connection.
// Test: tests/unit/attack_kinds.cpp
#include "model/attack/kinds.hpp"
#include "model/attack/request_flow.hpp"

namespace edgecase {

std::vector<Field> fields(Of<RapidResetSpec>) {
  return list<RapidResetSpec>(
      attack_fields::rate<RapidResetSpec>(), attack_fields::bots<RapidResetSpec>(),
      field("streams", &RapidResetSpec::streams, "streams per connection",
            at_least(std::int64_t{1}), at_most(std::int64_t{1'000'000'000}),
            source("cancelled streams do not count against MAX_CONCURRENT_STREAMS, usually 100 "
                   "(CVE-2023-44487)",
                   "2026-11")));
}

AttackProfile profile(const RapidResetSpec& spec) {
  return {.layer = AttackLayer::requests,
          .peak = request_flow(spec.rate, static_cast<double>(spec.streams.value)),
          .bots = spec.bots,
          .traits = {.cancelled = true}};
}

}  // namespace edgecase
