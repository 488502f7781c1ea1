#pragma once
// Capacity of PoPs (`world.edge`), and protection against floods (`design.protection`).

#include <optional>

#include <edgecase/units.hpp>

#include "load/type/fields.hpp"
#include "model/attack/connection_table.hpp"
#include "model/attack/edge_cpu.hpp"
#include "model/attack/link.hpp"
#include "model/attack/withdrawal.hpp"
#include "model/guard/origin_guard.hpp"
#include "model/guard/scrubbing.hpp"

namespace edgecase {

/// Capacity of a PoP. Only simulated with attacks, or with guards that cost CPU time.
struct EdgeSpec {
  LinkSpec links;
  EdgeCpuSpec cpu;
  ConnectionTableSpec half_open;
  Count connections{10'000'000};
};
std::vector<Field> fields(Of<EdgeSpec>);

struct ProtectionSpec {
  std::optional<ScrubbingSpec> scrubbing;
  OverloadSpec overload;
  Duration convergence = std::chrono::seconds(20);
  Duration slow_requests = std::chrono::seconds(60);
  OriginGuardSpec origin;
};
std::vector<Field> fields(Of<ProtectionSpec>);

}  // namespace edgecase
