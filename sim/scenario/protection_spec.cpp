#include "scenario/protection_spec.hpp"

namespace edgecase {

std::vector<Field> fields(Of<EdgeSpec>) {
  return list<EdgeSpec>(
      field("links", &EdgeSpec::links, "what the links of a PoP carry"),
      field("cpu", &EdgeSpec::cpu, "what its servers compute"),
      field("half_open", &EdgeSpec::half_open, "connections whose handshake is not finished"),
      field("connections", &EdgeSpec::connections, "open connections that a PoP can hold",
            at_least(std::int64_t{1}), at_most(std::int64_t{1'000'000'000'000}),
            assumed("some ten thousand on each of a thousand servers")));
}

std::vector<Field> fields(Of<ProtectionSpec>) {
  return list<ProtectionSpec>(
      field("scrubbing", &ProtectionSpec::scrubbing,
            "filters against floods of packets and connections; absent: none"),
      field("overload", &ProtectionSpec::overload, "what a PoP does that gets too much"),
      field("convergence", &ProtectionSpec::convergence,
            "how long routes still lead to a PoP that has withdrawn, or away from one that is back",
            at_least(Duration{0}),
            assumed("withdrawn anycast routes settle within tens of seconds")),
      field("slow_requests", &ProtectionSpec::slow_requests,
            "when a connection is closed whose request is not complete", more_than(Duration{0}),
            source("client_header_timeout: 60 s unless stated (nginx documentation)", "2026-11")),
      field("origin", &ProtectionSpec::origin, "the origin's own door"));
}

}  // namespace edgecase
