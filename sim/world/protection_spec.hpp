#pragma once
// What PoPs carry (`world.edge`), and what a design does against floods (`design.protection`).

#include <optional>

#include <edgecase/units.hpp>

#include "load/fields.hpp"
#include "model/attack/connection_table.hpp"
#include "model/attack/edge_cpu.hpp"
#include "model/attack/link.hpp"
#include "model/attack/withdrawal.hpp"
#include "model/guard/origin_guard.hpp"
#include "model/guard/scrubbing.hpp"

namespace edgecase {

/// What a PoP carries. It binds only where something presses: attacks, or guards that cost CPU
/// time.
struct EdgeSpec {
  LinkSpec links;
  EdgeCpuSpec cpu;
  ConnectionTableSpec half_open;
  Count connections{10'000'000};
};
inline auto fields(Of<EdgeSpec>) {
  return list<EdgeSpec>(
      field("links", &EdgeSpec::links, "what the links of a PoP carry"),
      field("cpu", &EdgeSpec::cpu, "what its servers compute"),
      field("half_open", &EdgeSpec::half_open, "connections whose handshake is not finished"),
      field("connections", &EdgeSpec::connections, "open connections that a PoP can hold",
            at_least(std::int64_t{1}), at_most(std::int64_t{1'000'000'000'000}),
            assumed("some ten thousand on each of a thousand servers")));
}

struct ProtectionSpec {
  std::optional<ScrubbingSpec> scrubbing;
  OverloadSpec overload;
  Duration convergence = std::chrono::seconds(20);
  Duration slow_requests = std::chrono::seconds(60);
  OriginGuardSpec origin;
};
inline auto fields(Of<ProtectionSpec>) {
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
