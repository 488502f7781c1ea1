#pragma once
// A sweep as a table, CSV, JSON lines and pictures. Pure functions: the same sweep gives the same
// bytes, whatever part of it was simulated now and what was stored.

#include <cstdint>
#include <string>
#include <vector>

#include <edgecase/report.hpp>

#include "report/layout.hpp"

namespace edgecase {

struct SweepMeasure {
  std::string name;
  std::string unit;  ///< ms, s, 1 (a share), $, …; empty: of a formula
  bool more_is_better = false;
};

struct SweepPoint {
  std::size_t number = 0;           ///< from 1, in the order of the plan
  std::vector<std::string> values;  ///< by parameter, as written; empty: the scenario's own
  std::string problem;              ///< why there are no numbers; empty: there are
  std::vector<Estimate> estimates;  ///< by measure
  std::vector<std::vector<double>> replications;  ///< by measure
};

struct SweepResult {
  std::string scenario;
  std::string tool_version;
  std::uint64_t seed = 0;
  std::vector<std::string> parameters;  ///< their paths
  std::vector<SweepMeasure> measures;
  std::vector<SweepPoint> points;
  std::size_t planned =
      0;  ///< points of the whole plan; more than there are: a shard, or interrupted
};

/// The heading, one row a point, then which parameter moves each measure most.
std::vector<Section> sweep_sections(const SweepResult& sweep);
/// One line a point: parameters, then mean, lo, hi and n of each measure, and the problem.
std::string sweep_csv(const SweepResult& sweep);
/// One JSON object a line and point, with the value of each replication.
std::string sweep_json_lines(const SweepResult& sweep);

/// Lines over the first parameter that has more than one value, one line for each combination of
/// the others, one panel a measure. The axis is numeric where all its values are quantities.
std::string sweep_lines_svg(const SweepResult& sweep);
/// A field for each pair of values of the first two parameters, one panel a measure; the value in
/// words too. Further parameters are averaged over. Requires: two parameters.
std::string sweep_heat_map_svg(const SweepResult& sweep);

/// By measure: how far the mean over all other parameters moves with each value of a parameter.
struct MainEffect {
  std::size_t parameter = 0;
  std::string at_least;  ///< the value of the parameter with the least mean
  std::string at_most;
  double least = 0;
  double most = 0;
};
/// The largest, if any parameter has two values with numbers.
std::vector<MainEffect> main_effects(const SweepResult& sweep, std::size_t measure);

}  // namespace edgecase
