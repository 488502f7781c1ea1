#pragma once
// Attacks, and what the design has against them: guards, access gates, quotas, CPU time at the
// edge.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <edgecase/units.hpp>

#include "model/access/quota.hpp"
#include "model/access/spec.hpp"
#include "model/attack/plan.hpp"
#include "model/attack/sample.hpp"
#include "model/guard/guard.hpp"

namespace edgecase {

/// One attack: its plan, and how its requests are sampled.
struct AttackRun {
  std::string name;
  std::string kind;
  AttackPlan plan;
  std::optional<Weighting> weighting = {};  ///< of one that sends requests
  int route = -1;                           ///< that it requests; -1: as people do
};

/// A period in which at least one attack lasts.
struct AttackPeriod {
  Instant from, until;
};

struct AttacksPlan {
  std::vector<AttackRun> runs;
  std::vector<AttackPeriod> periods;  ///< in the order of time, without overlap
};

/// One access gate of the design, and each PoP's round trips to what it depends on.
struct GatePlan {
  const AccessGateSpec* spec = nullptr;
  std::vector<std::int64_t> to_identity_ns = {};  ///< round trips, by PoP
  std::vector<std::int64_t> to_introspection_ns = {};
};

struct ProtectionPlan {
  std::vector<const GuardSpec*> guards;
  GuardWorld guard_world;
  std::vector<GatePlan> gates;
  std::vector<const QuotaSpec*> quotas;
  std::vector<double> cores;  ///< by PoP; empty: there is always one free
  bool links = false;         ///< whether those of PoPs may be full
};

}  // namespace edgecase
