#pragma once
// What a month is made of: which parts of the measured time come how often. `world.projection`.
//
// Assumes: a phase is alike whenever it comes; what is in no phase is repeated until the month of
// 30 days is full. So 4 flash sales of 5 minutes a month are 20 minutes of flash and 719 h 40 min
// of everything else. Units: times are counted from the start of the run, as those of faults are.
// Errors: phases that overlap, lie outside of the measured time, or make more than a month.
// Not modelled: what one phase leaves behind in the next (each is billed as it was measured, where
// it was measured), chance in how often phases come.

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

/// What is in no phase.
inline constexpr std::string_view rest_of_month = "rest";

/// The measured time cut into phases, and how often each counts.
struct Projection {
  Phases phases;
  std::vector<MonthPhase> month;  ///< by phase; without a projection one, without a name
};

/// Requires: a projection that check_projection found nothing wrong with.
Projection plan_projection(const std::vector<ProjectionPhaseSpec>& spec,
                           const std::vector<PhaseSpec>& demand, Duration warm_up,
                           Duration measure);

/// Reports at `projection[i]` of the checker.
void check_projection(const std::vector<ProjectionPhaseSpec>& spec,
                      const std::vector<PhaseSpec>& demand, Duration warm_up, Duration measure,
                      Checker& checker);

}  // namespace edgecase
