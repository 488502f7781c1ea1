#pragma once
// Where each metro's requests go, and what changes that: faults of the plan.

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <edgecase/units.hpp>

#include "core/distribution.hpp"
#include "core/random.hpp"
#include "model/net/catchment.hpp"
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

std::size_t convergence_group(MetroIndex metro);

/// What fails as one, and with which changes it does; then routes follow.
struct FaultUnit {
  std::vector<std::uint16_t> pops = {};  ///< that it takes down
  std::vector<Effect> begins = {}, ends = {};
};

/// Of a fault whose times each run draws.
struct RandomTimes {
  double mtbf_s = 0;
  Distribution mttr_s;
};

/// One fault of the scenario.
struct FaultPlan {
  std::string name;
  Instant from, until;
  std::vector<Turn> turns = {};  ///< in which it lasts; one, unless it flaps
  std::optional<RandomTimes> random = {};
  ConvergenceDelays delays{};     ///< until routes have followed, rising
  bool silences_control = false;  ///< see TimelinePlan::silent_control
  std::vector<FaultUnit> units = {};

  bool takes_pops_down() const { return !units.empty() && !units.front().pops.empty(); }
  /// When routes of the first cities follow.
  Instant routes_leave() const { return turns.front().from + delays.front(); }
  /// When a unit fails in a run: the turns, or times between `from` and `until` that are drawn.
  std::vector<Turn> turns_of(std::size_t unit, const Stream& draws) const;
};

/// Something that does not work as usual while a fault lasts, and how badly.
struct ImpairmentPlan {
  FaultScope scope = FaultScope::pops;
  Impairment effect = {};
  std::vector<std::uint16_t> pops = {};
  std::uint8_t one_end = 0, other_end = 0;  ///< of a path: regions
};

/// Where requests go while these PoPs are not announced.
struct Routing {
  std::vector<bool> withdrawn;            ///< by PoP
  std::vector<CatchmentLine> catchments;  ///< by metro
};

/// For each group of cities, the routing that it follows.
using RoutingsByGroup = std::array<std::shared_ptr<const Routing>, convergence_groups>;

/// Each city's line from the routing of its group; withdrawn is what it is to the median group,
/// which the network's own ways between PoPs go by.
std::shared_ptr<const Routing> merged(const RoutingsByGroup& by_group);

/// Routings that runs of a plan have needed so far. Each takes milliseconds to compute, and a plan
/// with many faults passes through many, most of which its other runs need too.
class Routings {
 public:
  using Compute = std::function<std::vector<CatchmentLine>(const std::vector<bool>& withdrawn)>;
  /// For several threads at once.
  std::shared_ptr<const Routing> of(std::vector<bool> withdrawn, const Compute& compute);

 private:
  static constexpr std::size_t most = 512;  // 40 MB; then it begins anew

  std::mutex guard_;
  std::map<std::vector<bool>, std::shared_ptr<const Routing>> known_;
};

/// What the plan itself does to a world over time.
struct TimelinePlan {
  std::vector<FaultPlan> faults;
  std::shared_ptr<const Routing> start;  ///< where requests go at first
  std::vector<ImpairmentPlan> impairments = {};
  /// PoPs that changes take down: units of a fault behind the others.
  std::vector<FaultUnit> down_by_change = {};
  std::vector<Turn> silent_control = {};  ///< when the control plane is down, by time

  /// What routes leave and return to.
  const FaultUnit& unit_of(std::uint32_t fault, std::uint16_t unit) const {
    return fault < faults.size() ? faults[fault].units[unit] : down_by_change[unit];
  }
  /// When something that the control plane would send at this time is sent.
  Instant sent(Instant at) const {
    for (const Turn& turn : silent_control)
      if (at >= turn.from && at < turn.until) at = turn.until;
    return at;
  }
};

}  // namespace edgecase
