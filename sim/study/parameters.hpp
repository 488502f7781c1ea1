#pragma once
// Which designs a study looks at: parameters with their values or ranges, and the points of a plan.
//   design.caches.static.ttl=[1min, 10min, 1h]     a list; any value that --set takes
//   world.demand.rate=1k rps..20k rps:5            five values, ends included
//   design.caches.static.capacity=1GB..1TB:4:log   in equal ratios
//   world.demand.rate=1k rps..20k rps              a range, for plans that choose points within it
// Errors: all in `problem`; a plan of more points than `most_points` is refused with their number.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "load/quantity_range.hpp"
#include "measure/experiment.hpp"

namespace edgecase {

struct Parameter {
  std::string path;
  std::vector<std::string> values;     ///< of a list, or of a range with a number of values
  std::optional<QuantityRange> range;  ///< absent: a list

  /// The value at a position from 0 to 1: of the range, or the list's entry there.
  std::string at(double position) const;
};

std::optional<Parameter> parameter_of(const std::string& text, std::string& problem);

enum class PlanKind { factorial, one_at_a_time, latin_hypercube, sobol };

inline constexpr std::size_t most_points = 1'000'000;
/// Values of a range that states no number of them, in plans that need one.
inline constexpr std::size_t usual_values = 5;

/// A value for each parameter; empty: the scenario's own.
using PointValues = std::vector<std::string>;

/// `points`: of a Latin hypercube or a Sobol sequence. Of one at a time, the first point is the
/// scenario as it is.
std::optional<std::vector<PointValues>> points_of(const std::vector<Parameter>& parameters,
                                                  PlanKind plan, std::size_t points,
                                                  std::uint64_t seed, std::string& problem);

/// "path=value" of each value that is set.
std::vector<std::string> overrides_of(const std::vector<Parameter>& parameters,
                                      const PointValues& values);

}  // namespace edgecase
