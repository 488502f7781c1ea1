#pragma once
// Where each metro's requests go, and what changes that: faults of the plan.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <edgecase/units.hpp>

#include "plan/change.hpp"

namespace edgecase {

constexpr std::uint16_t no_pop = UINT16_MAX;

/// Where one metro's requests go at present: up to eight PoPs with their shares and the round trip
/// to each. One cache line, because every request reads it.
struct alignas(64) CatchmentLine {
  static constexpr std::size_t most = 8;
  std::array<std::uint16_t, most> pop;   ///< no_pop behind the last
  std::array<std::uint16_t, most> last;  ///< largest dice of each, of 0 … 65535
  std::array<float, most> rtt_ns;

  struct Way {
    std::uint16_t pop;
    std::int64_t rtt_ns;
  };
  Way pick(std::uint32_t bits) const {
    const auto dice = static_cast<std::uint16_t>(bits >> 16);
    // Counted, not searched: no branch to mispredict, and eight 16-bit lanes do it at once.
    std::uint16_t i = 0;
    for (std::size_t k = 0; k < most; ++k) i = static_cast<std::uint16_t>(i + (dice > last[k]));
    return {pop[i], static_cast<std::int64_t>(rtt_ns[i])};
  }
};
static_assert(sizeof(CatchmentLine) == 64);

/// From one instant until (before) another.
struct Turn {
  Instant from, until;
};

/// Routes follow a change city by city: each belongs to one of these groups, which are equally
/// large and have a delay each.
constexpr std::size_t convergence_groups = 20;
using ConvergenceDelays = std::array<Duration, convergence_groups>;

/// One fault of the scenario; what it does when it begins and ends stands in TimelinePlan::changes.
struct FaultPlan {
  std::string name;
  Instant from, until;
  std::vector<Turn> turns = {};  ///< in which it lasts; one, unless it flaps
  ConvergenceDelays delays{};    ///< until routes have followed, rising
  std::vector<std::uint16_t> pops = {};  ///< that it takes down
};

/// Something that does not work as usual while a fault lasts, and how badly.
struct ImpairmentPlan {
  FaultScope scope = FaultScope::pops;
  Impairment effect = {};
  std::vector<std::uint16_t> pops = {};
  std::uint8_t one_end = 0, other_end = 0;  ///< of a path: regions
  Instant until = {};                       ///< of its fault
};

/// Where requests go while these PoPs are not announced.
struct Routing {
  std::vector<bool> withdrawn;            ///< by PoP
  std::vector<CatchmentLine> catchments;  ///< by metro
};

/// What the plan itself does to a world over time.
struct TimelinePlan {
  std::vector<FaultPlan> faults;
  std::vector<Routing> routings;  ///< in the order of time; the first holds from the start
  std::vector<Change> changes;    ///< of faults, fault by fault, then of routes
  std::vector<ImpairmentPlan> impairments = {};
  std::vector<Turn> silent_control = {};  ///< when the control plane is down, by time

  /// When something that the control plane would send at this time is sent.
  Instant sent(Instant at) const {
    for (const Turn& turn : silent_control)
      if (at >= turn.from && at < turn.until) at = turn.until;
    return at;
  }
};

}  // namespace edgecase
