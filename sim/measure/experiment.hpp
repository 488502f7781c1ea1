#pragma once
// Where to look: points in the unit cube [0, 1)^d, or indices of a grid.
// Assumes: the caller maps each coordinate to its parameter's range.
// Source: Sobol points by Boost.Random (Joe and Kuo's direction numbers); Latin hypercube: McKay,
//   Beckman and Conover 1979; trajectories: Morris 1991; A, B and mixed points: Saltelli 2010.
// Errors: EC_CHECK on no points or no dimensions.

#include <cstddef>
#include <vector>

#include "core/random.hpp"

namespace edgecase {

using UnitPoint = std::vector<double>;

/// The first points of the Sobol sequence without its origin: (.5, .5, …), (.75, .25, …), ...
/// Requires: dimensions <= most_sobol_dimensions.
std::vector<UnitPoint> sobol_points(std::size_t points, std::size_t dimensions);
inline constexpr std::size_t most_sobol_dimensions = 1000;

/// The same, shifted by one random vector modulo 1: unbiased, with the even spread kept.
std::vector<UnitPoint> shifted_sobol_points(std::size_t points, std::size_t dimensions,
                                            const Stream& stream);

/// In each dimension every n-th of the range holds exactly one of the n points.
std::vector<UnitPoint> latin_hypercube(std::size_t points, std::size_t dimensions,
                                       const Stream& stream);

/// All combinations of indices below `sizes`, the last one changing fastest.
std::vector<std::vector<std::size_t>> full_factorial(const std::vector<std::size_t>& sizes);
/// The number of those; SIZE_MAX for more than that.
std::size_t factorial_size(const std::vector<std::size_t>& sizes);

}  // namespace edgecase
