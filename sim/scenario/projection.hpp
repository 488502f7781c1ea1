#pragma once
// Projection to a month: the frequency of each part of the measured time. `world.projection`.
//
// Assumes: all occurrences of a phase are alike; the time outside of phases is repeated until the
// month of 30 days is full. So 4 flash sales of 5 minutes per month are 20 minutes of flash and
// 719 h 40 min of the rest. Units: times count from the start of the run, like those of faults.
// Errors: phases that overlap, are outside of the measured time, or exceed a month.
// Not modelled: effects of a phase on the next (each is billed as measured), random frequencies.

#include <optional>
#include <string>
#include <vector>

#include <edgecase/units.hpp>

#include "cost/month.hpp"
#include "load/checker.hpp"
#include "load/type/fields.hpp"
#include "measure/phases.hpp"
#include "model/traffic/spec.hpp"

namespace edgecase {

struct ProjectionPhaseSpec {
  std::string name;
  std::optional<Duration> from;
  std::optional<Duration> to;
  std::optional<Frequency> times;
  std::optional<Share> share;
};
std::vector<Field> fields(Of<ProjectionPhaseSpec>);

/// The time outside of all phases.
inline constexpr std::string_view rest_of_month = "rest";
/// Of that, what was measured, if something happens in it: it is billed once (scenario/once.hpp).
inline constexpr std::string_view once_in_month = "as_measured";

/// The measured time divided into phases, and their factors.
struct Projection {
  Phases phases;
  std::vector<MonthPhase> month;  ///< by phase; without a projection one, without a name
};

/// Requires: a projection that passed check_projection.
Projection plan_projection(const std::vector<ProjectionPhaseSpec>& spec,
                           const std::vector<PhaseSpec>& demand, Duration warm_up,
                           Duration measure);

/// Reports at `projection[i]` of the checker.
void check_projection(const std::vector<ProjectionPhaseSpec>& spec,
                      const std::vector<PhaseSpec>& demand, Duration warm_up, Duration measure,
                      Checker& checker);

}  // namespace edgecase
