#pragma once
// Which inputs matter: Morris's screening and Sobol's indices of variance, over the unit cube.
// Assumes: independent inputs, uniform over their range (on the scale that the caller chose).
// Errors: EC_CHECK on plans without inputs; indices of a constant output are NaN.
// Source: Morris 1991; Campolongo, Cariboni and Saltelli 2007 (mean of absolute effects); Saltelli
//   et al., "Variance based sensitivity analysis of model output", 2010 (estimator of S by
//   Saltelli, of T by Jansen).
// Not modelled: dependent inputs; intervals of the indices.

#include <cstddef>
#include <span>
#include <vector>

#include "measure/experiment.hpp"

namespace edgecase {

/// A walk through the cube that changes one input at a time.
struct MorrisPlan {
  std::size_t inputs = 0;
  std::vector<UnitPoint> points;     ///< trajectory by trajectory, inputs + 1 points each
  std::vector<std::size_t> changed;  ///< between two consecutive points of a trajectory
};
/// Requires: inputs > 0, an even number of levels. The step is levels / (2 (levels - 1)).
MorrisPlan morris_plan(std::size_t inputs, std::size_t trajectories, std::size_t levels,
                       const Stream& stream);

/// Per unit of the input's range.
struct ElementaryEffects {
  double mean = 0;           ///< mu
  double mean_absolute = 0;  ///< mu*: how much the input matters
  double deviation = 0;      ///< sigma: whether its effect depends on the others, or is curved
  std::size_t count = 0;
};
ElementaryEffects summary_of_effects(std::span<const double> effects);
/// By input. An output that is NaN leaves out the effects that it takes part in.
std::vector<ElementaryEffects> morris_effects(const MorrisPlan& plan,
                                              std::span<const double> outputs);

/// The points of two samples A and B of n points each and, by input, of A with that input from B.
struct SobolPlan {
  std::size_t inputs = 0;
  std::size_t samples = 0;
  std::vector<UnitPoint> points;  ///< A, B, then n of the first input, n of the second, …
};
SobolPlan sobol_plan(std::size_t inputs, std::size_t samples, const Stream& stream);

struct SobolIndices {
  double variance = 0;               ///< of the output
  std::vector<double> first_order;   ///< S: the share of the variance due to the input alone
  std::vector<double> total_effect;  ///< T: due to the input and all its interactions
};
SobolIndices sobol_indices(const SobolPlan& plan, std::span<const double> outputs);

/// What of the variance of one replication at a random point is due to the inputs, and what to the
/// seed: two-way analysis of variance, since replication j has the same random numbers at every
/// point. Requires: at least two points, each with the same number of values, at least two.
struct VarianceShares {
  double inputs = 0;
  double seed = 0;
};
VarianceShares shares_of_variance(const std::vector<std::vector<double>>& values_by_point);

}  // namespace edgecase
