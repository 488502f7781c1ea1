#include "measure/experiment.hpp"

#include <cmath>
#include <cstdint>
#include <numeric>
#include <utility>

#include <boost/random/sobol.hpp>

#include "core/check.hpp"

namespace edgecase {

std::vector<UnitPoint> sobol_points(std::size_t points, std::size_t dimensions) {
  EC_CHECK(points > 0 && dimensions > 0 && dimensions <= most_sobol_dimensions);
  boost::random::sobol sequence(dimensions);
  std::vector<UnitPoint> all(points, UnitPoint(dimensions));
  for (UnitPoint& point : all)
    for (double& x : point)
      x = static_cast<double>(static_cast<std::uint64_t>(sequence()) >> 11) * 0x1p-53;
  return all;
}

std::vector<UnitPoint> shifted_sobol_points(std::size_t points, std::size_t dimensions,
                                            const Stream& stream) {
  std::vector<UnitPoint> all = sobol_points(points, dimensions);
  for (UnitPoint& point : all) {
    for (std::size_t d = 0; d < dimensions; ++d) {
      point[d] += stream.unit(d);
      point[d] -= std::floor(point[d]);
    }
  }
  return all;
}

std::vector<UnitPoint> latin_hypercube(std::size_t points, std::size_t dimensions,
                                       const Stream& stream) {
  EC_CHECK(points > 0 && dimensions > 0);
  std::vector<UnitPoint> all(points, UnitPoint(dimensions));
  for (std::size_t d = 0; d < dimensions; ++d) {
    Draws draws(stream.of(d));
    std::vector<std::size_t> stratum(points);
    std::iota(stratum.begin(), stratum.end(), std::size_t{0});
    for (std::size_t i = points - 1; i > 0; --i) std::swap(stratum[i], stratum[draws.below(i + 1)]);
    for (std::size_t i = 0; i < points; ++i)
      all[i][d] = (static_cast<double>(stratum[i]) + draws.unit()) / static_cast<double>(points);
  }
  return all;
}

std::size_t factorial_size(const std::vector<std::size_t>& sizes) {
  std::size_t size = 1;
  for (const std::size_t one : sizes) {
    if (one == 0) return 0;
    if (size > SIZE_MAX / one) return SIZE_MAX;
    size *= one;
  }
  return size;
}

std::vector<std::vector<std::size_t>> full_factorial(const std::vector<std::size_t>& sizes) {
  std::vector<std::vector<std::size_t>> all;
  std::vector<std::size_t> at(sizes.size(), 0);
  for (std::size_t n = factorial_size(sizes); n > 0; --n) {
    all.push_back(at);
    for (std::size_t d = sizes.size(); d-- > 0 && ++at[d] == sizes[d];) at[d] = 0;
  }
  return all;
}

}  // namespace edgecase
