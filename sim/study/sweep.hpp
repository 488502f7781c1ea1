#pragma once
// A sweep: one scenario at every point of a plan of parameters.
// The points of one shard are every n-th of the plan, so that cheap and dear ones are mixed.

#include <string>
#include <vector>

#include "report/sweep.hpp"
#include "study/parameters.hpp"
#include "study/points.hpp"

namespace edgecase {

struct Shard {
  std::size_t number = 1;  ///< from 1
  std::size_t of = 1;
  bool has(std::size_t point) const { return point % of == number - 1; }
};

struct SweepOptions {
  PointsOptions points = {};  ///< without measures: usual_measures of the scenario
  Shard shard = {};
};

struct SweepOutcome {
  SweepResult result;
  PointsResult points;
};

/// Throws Error if no point can be opened, with what is wrong with the first.
SweepOutcome sweep(const std::vector<Parameter>& parameters, const std::vector<PointValues>& plan,
                   const OpenPoint& open, const SweepOptions& options);

SweepMeasure sweep_measure(const StudyMeasure& measure);

}  // namespace edgecase
