#pragma once
// What happens to a world at a time, other than requests: one change, with what it concerns named
// in it. Faults and planned routes are changes of the plan; purges, releases of firewall rules,
// floods and withdrawals add theirs in each run (world/changes.hpp schedules and delivers all).
//
// To add a kind: one alternative of Effect, and one `apply` of what owns the thing; what belongs to
// a model is declared beside it. World::apply finds the owner.

#include <cstdint>
#include <variant>

#include <edgecase/units.hpp>

#include "model/fault/spec.hpp"
#include "model/guard/guard.hpp"
#include "model/origin/changes.hpp"
#include "model/store/changes.hpp"

namespace edgecase {

struct PopFails {
  std::uint16_t pop;
};
/// One of its outages is over; it is up once all of them are.
struct PopRecovers {
  std::uint16_t pop;
};
struct PopLosesCaches {
  std::uint16_t pop;
};
struct ServiceFails {
  Service service;
};
struct ServiceRecovers {
  Service service;
};
/// The impairment of this number of the plan begins, or is over.
struct ImpairmentBegins {
  std::uint32_t which;
  Instant until = {};
};
struct ImpairmentEnds {
  std::uint32_t which;
};
/// Routes of one group of cities have followed a fault: the PoPs of one of its units are no longer
/// announced to them, or by this fault no longer withdrawn.
struct RoutesLeave {
  std::uint32_t fault;
  std::uint16_t unit;
  std::uint8_t group;
};
struct RoutesReturn {
  std::uint32_t fault;
  std::uint16_t unit;
  std::uint8_t group;
};
/// Routes follow a PoP that withdrew by itself, or announced itself again.
struct PopWithdraws {
  std::uint16_t pop;
};
struct PopAnnounces {
  std::uint16_t pop;
};
/// Rates, filters or tables of floods change: see FloodState.
struct FloodsAdvance {};
/// A purge of the run takes effect in a PoP.
struct PurgeArrives {
  std::uint32_t purge;
  std::uint16_t pop;
};
/// Somebody, or a machine, goes on with a rollout: the next look, the next step, the decision.
struct RolloutAdvances {
  std::uint32_t which;
  std::uint32_t turn;  ///< void once another has been scheduled
};
/// A change reaches a PoP, by a step of its rollout, or is gone from there.
struct RolloutArrives {
  std::uint16_t which;
  std::uint16_t pop;
  std::int16_t step;   ///< -1: it is undone
  std::uint16_t turn;  ///< void once it is being undone
};
/// The harm of a change begins or ends by itself: what is latent, what alternates.
struct ReleaseTurns {
  std::uint32_t which;
};
/// The rules of alerts are evaluated.
struct AlertsEvaluate {};

using Effect =
    std::variant<PopFails, PopRecovers, PopLosesCaches, OriginFails, OriginRecovers, ServiceFails,
                 ServiceRecovers, RoutesLeave, RoutesReturn, PopWithdraws, PopAnnounces,
                 FloodsAdvance, PurgeArrives, RuleActivates, RuleDeactivates, StoreSiteFails,
                 StoreSiteRecovers, RegionIsolated, RegionRejoined, ImpairmentBegins,
                 ImpairmentEnds, RolloutAdvances, RolloutArrives, ReleaseTurns, AlertsEvaluate>;

struct Change {
  Instant at;
  Effect effect;
};

}  // namespace edgecase
