#pragma once
// Knock-outs: further runs of each replication that differ in one thing, to measure what that thing
// causes. The same requests come at the same times. Each is one row of the table in knock_outs.cpp;
// metrics read what it leaves behind by its name (Reading::without).

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "plan/blueprint.hpp"
#include "world/left_out.hpp"

namespace edgecase {

struct KnockOut {
  std::string_view name;
  /// Whether there is anything to knock out.
  bool (*applies)(const Blueprint& plan);
  /// How the run differs: in parts of the world that it leaves out ...
  LeftOut leaves_out = {};
  /// ... or in its plan; null: the same plan.
  std::shared_ptr<const Blueprint> (*other_plan)(const Blueprint& plan, StopFlag stop) = nullptr;
  bool billed = false;  ///< whether metrics ask for its bill
};
std::span<const KnockOut> knock_outs();

/// A knock-out that applies to a plan, ready to run.
struct KnockOutRun {
  const KnockOut* knock_out = nullptr;
  std::shared_ptr<const Blueprint> plan;
};
// All that make plans throw Interrupted once `stop` says so.
std::vector<KnockOutRun> knock_outs_of(const std::shared_ptr<const Blueprint>& plan,
                                       StopFlag stop = {});

/// The plan of a run without events, which is what the rest of the month is like
/// (scenario/once.hpp). Null: the bill of this plan needs none.
std::shared_ptr<const Blueprint> without_events(const Blueprint& plan, StopFlag stop = {});
/// Whether the knock-out of attacks is such a run.
bool only_attacks_happen(const Blueprint& plan);
/// Of how many faults the effect is measured by a run of each replication without that fault: all;
/// none if it is the only one, nothing else happens and demand is constant, because the time before
/// it is the baseline then.
std::size_t faults_left_out(const Blueprint& plan);

/// The run without this fault: of the same plan, unless routes have followed the fault when the run
/// begins, because caches begin as if it had always been so.
struct WithoutFault {
  std::shared_ptr<const Blueprint> plan;
  LeftOut left_out = {};
};
WithoutFault without_fault(const std::shared_ptr<const Blueprint>& plan, std::size_t fault,
                           StopFlag stop = {});

}  // namespace edgecase
