#pragma once
// At which value of an input the better of two designs changes: `edgecase break-even`.
// Assumes: what measure/crossing.hpp does. Both designs have the same random numbers at every
// value.

#include <string>
#include <vector>

#include "measure/crossing.hpp"
#include "report/layout.hpp"
#include "study/parameters.hpp"
#include "study/points.hpp"

namespace edgecase {

struct FlipOptions {
  PointsOptions points = {};  ///< one measure
  std::size_t scan = 9;       ///< values of the input that are always looked at
};

struct Flip {
  StudyMeasure measure;
  CrossingScan scan;               ///< of alternative - base
  std::vector<Interval> relative;  ///< of the same, at each value of the scan
  std::vector<std::string> problems;
  bool interrupted = false;
  PointsResult points;  ///< counts of all
};

/// `base` and `alternative` open a design with overrides. Requires: the parameter has a range.
Flip find_flip(const Parameter& input, const OpenPoint& base, const OpenPoint& alternative,
               const FlipOptions& options);

/// `names`: what the two designs are called.
std::vector<Section> flip_sections(const Flip& flip, const Parameter& input,
                                   const std::string& base, const std::string& alternative);
/// One line a value of the scan.
std::string flip_csv(const Flip& flip, const Parameter& input);

}  // namespace edgecase
