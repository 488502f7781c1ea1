#pragma once
// Rollouts of changes, ready to run: which PoPs each step reaches, what the change does there, what
// its tools need.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <edgecase/units.hpp>

#include "model/purge/propagation.hpp"
#include "plan/change.hpp"
#include "plan/routing.hpp"
#include "scenario/rollout_spec.hpp"

namespace edgecase {

struct RolloutStepPlan {
  std::vector<std::uint16_t> pops;  ///< that have the change then
  double users = 1;                 ///< share of the users there
  bool log = false;
  Duration soak{};
  std::string name = {};  ///< "10% of PoPs"
};

/// The harm that a change does where it is.
struct ReleaseHarm {
  FaultScope scope = FaultScope::pops;
  Impairment effect = {};
  std::vector<bool> pops = {};  ///< by PoP: in its target
  bool loses_caches = false;
  Duration fails_for = Duration::max();
  Duration works_for{};
  std::vector<Effect> begins = {};  ///< of a target other than PoPs
  std::vector<Effect> ends = {};

  /// Whether it takes PoPs down, so that routes follow.
  bool takes_down() const { return scope == FaultScope::pops && effect.down; }
  /// Whether single requests in PoPs suffer.
  bool by_request() const { return scope == FaultScope::pops && !effect.down; }
};

struct RolloutPlan {
  std::string name;
  const ReleaseSpec* release;
  const RolloutSpec* spec;
  std::vector<RolloutStepPlan> steps = {};
  double false_alarms = 0;              ///< of each step's test
  std::vector<double> bounds = {};      ///< of the looks of a step
  std::size_t tool = 0, undo_tool = 0;  ///< of RolloutsPlan::tools
  std::optional<ReleaseHarm> harm = {};
  int route = -1;                ///< -1: all
  int with = -1;                 ///< another rollout; -1: none
  std::uint16_t first_unit = 0;  ///< of its steps, if it takes PoPs down

  bool is_good() const { return !harm; }
};

/// What a tool needs beside a network.
enum class ToolNeed : std::uint8_t {
  origin,
  third_party,
  dns,
  control_plane,
  identity,
  store,
  introspection,
  edge
};
constexpr std::size_t tool_needs = 8;
std::optional<ToolNeed> tool_need(const std::string& name);

struct ToolPlan {
  std::vector<ToolNeed> needs;
  std::optional<Distribution> propagation;  ///< absent: like purges
  std::optional<Duration> break_glass;
};

struct AlertsPlan {
  double objective;
  Duration every;
  Distribution paging;
  std::vector<AlertRuleSpec> rules;
};

struct RolloutsPlan {
  std::vector<RolloutPlan> rollouts;
  std::vector<ToolPlan> tools;  ///< the last one: of rollouts that name none
  std::optional<AlertsPlan> alerts;
  PurgeSpec purge = {};                  ///< how tools without a propagation distribute
  std::optional<PurgePaths> paths = {};  ///< for them
  std::vector<double> users;             ///< at the start, by metro
  ConvergenceDelays leave{}, return_{};  ///< of routes, if changes take PoPs down
  bool do_harm = false;                  ///< at least one of them

  bool any() const { return !rollouts.empty() || alerts.has_value(); }
};

}  // namespace edgecase
