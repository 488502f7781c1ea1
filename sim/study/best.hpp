#pragma once
// The cheapest design of a plan that meets every objective.
// Objectives are judged as in a run: met, missed, or open while an interval straddles its limit; an
// open design gets more replications, and if it stays open it is reported, never dropped. Among
// those that meet all, Kim and Nelson's procedure on paired differences (measure/selection.hpp)
// selects the least cost with 95% confidence, if the least is below all others by the indifference.
// Assumes: replications of a metric are near normal.
// Not modelled: the chance that an objective is judged wrongly adds to that of the selection.

#include <optional>
#include <string>
#include <vector>

#include "report/layout.hpp"
#include "study/points.hpp"
#include "study/sweep.hpp"

namespace edgecase {

struct BestOptions {
  PointsOptions points = {};  ///< one measure: the cost; replications: before the first comparison
  double indifference = 0;    ///< in the measure's unit; 0: 1% of the least mean
  std::size_t most = 400;     ///< replications of a design
};

enum class DesignPlace { selected, dearer, misses, open, failed };

struct BestRow {
  std::size_t point = 0;
  DesignPlace place = DesignPlace::open;
  std::string objective;  ///< that it misses, or of which it is not known
  Estimate cost;
  Estimate extra;  ///< over the selected design, paired
  std::size_t replications = 0;
  std::string problem;
};

struct Best {
  StudyMeasure cost;
  std::vector<BestRow> rows;  ///< selected, open, dearer, misses, failed; each by cost
  double indifference = 0;
  bool interrupted = false;
  /// Of the selected design: the objective with the least distance to its limit.
  std::string tightest;
  PointsResult points;  ///< the first stage; counts of all
};

Best find_best(const std::vector<std::vector<std::string>>& points, const OpenPoint& open,
               const BestOptions& options);

/// `values`: of each point, by parameter.
std::vector<Section> best_sections(const std::string& scenario, const Best& best,
                                   const std::vector<Parameter>& parameters,
                                   const std::vector<PointValues>& values);

}  // namespace edgecase
