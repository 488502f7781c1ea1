#pragma once
// Which inputs a number hangs on, over the ranges in which they may lie: `edgecase sensitivity`.
// Tornado: each input at the ends of its range, all others as they are. Morris: trajectories
// through the cube of all ranges. Sobol: shares of the variance over the cube, with the seed's own.
// Assumes: independent inputs, uniform over their range (on a logarithmic one: over its logarithm).

#include <optional>
#include <string>
#include <vector>

#include "measure/sensitivity.hpp"
#include "report/layout.hpp"
#include "study/parameters.hpp"
#include "study/points.hpp"

namespace edgecase {

enum class SensitivityMethod { tornado, morris, sobol };

struct SensitivityOptions {
  PointsOptions points = {};  ///< one measure first; then one for each promise, in their order
  SensitivityMethod method = SensitivityMethod::tornado;
  std::size_t samples = 0;  ///< trajectories (Morris), points of A and of B (Sobol)
};

/// An input at one end of its range.
struct TornadoEnd {
  std::string value;
  Estimate change;  ///< of the measure from the scenario as it is, paired
  std::string problem;
  std::string flips;  ///< the first objective whose verdict differs there: "fast: pass → fail"
};

struct SensitivityRow {
  std::size_t input = 0;
  TornadoEnd low, high;
  ElementaryEffects effects;  ///< Morris, over the whole range of the input
  double first_order = 0;     ///< Sobol
  double total_effect = 0;
};

struct Sensitivity {
  StudyMeasure measure;
  SensitivityMethod method = SensitivityMethod::tornado;
  Estimate base;                     ///< tornado: the scenario as it is
  std::vector<SensitivityRow> rows;  ///< the input that matters most first
  VarianceShares variance;           ///< Sobol: of one replication at a random point
  std::size_t failed = 0;            ///< points that could not be simulated
  std::string first_problem;
  bool interrupted = false;
  PointsResult points;
};

Sensitivity find_sensitivity(const std::vector<Parameter>& inputs, const OpenPoint& open,
                             const SensitivityOptions& options);

std::vector<Section> sensitivity_sections(const Sensitivity& found,
                                          const std::vector<Parameter>& inputs);
std::string sensitivity_csv(const Sensitivity& found, const std::vector<Parameter>& inputs);

}  // namespace edgecase
