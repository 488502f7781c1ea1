#pragma once
// The designs of a sweep worth considering: those on the Pareto front of the chosen measures.
// Assumes: what measure/pareto.hpp does; designs that surely miss an objective are left out.

#include <optional>
#include <string>
#include <vector>

#include "measure/pareto.hpp"
#include "report/layout.hpp"
#include "study/sweep.hpp"

namespace edgecase {

struct FrontierRow {
  std::size_t point = 0;    ///< of the sweep's points
  FrontPlace place = {};    ///< `by`: a row
  std::string missed = {};  ///< an objective that it surely misses; then it has no place
};

struct Frontier {
  std::vector<FrontierRow> rows;    ///< those on the front first, each group by the first measure
  std::optional<std::size_t> knee;  ///< a row; of two measures only
  std::size_t compared = 0;         ///< how many designs were compared
};

/// Requires: at least two measures first in the sweep, then one for each promise, in their order.
Frontier frontier_of(const SweepOutcome& outcome, std::size_t measures);

std::vector<Section> frontier_sections(const SweepResult& sweep, const Frontier& frontier,
                                       std::size_t measures);
/// "on front", "dominated by point 3", "undecided: point 3 may be better".
std::string standing_text(const SweepResult& sweep, const Frontier& frontier, std::size_t row);

}  // namespace edgecase
