#pragma once
// Designs on the Pareto front: those than which no other is better in one respect and no worse in
// any. All metrics are to be small; negate those that should be large.
// Assumes: replication j of every design has the same random numbers, so differences are paired.
// Errors: a design with an unknown value (NaN) in every replication of a metric is undecided.
// Not modelled: corrections for the number of pairs: each difference is judged at `confidence`.

#include <cstddef>
#include <optional>
#include <vector>

#include "measure/statistics.hpp"

namespace edgecase {

/// The values of one design: by metric, then by replication.
using DesignValues = std::vector<std::vector<double>>;

enum class Standing { on_front, dominated, undecided };

struct FrontPlace {
  Standing standing = Standing::undecided;
  /// Of one that is dominated: the design that dominates it; of one that is undecided: a design
  /// that may. Of several, the one that is itself on the front if there is such.
  std::optional<std::size_t> by;
};

/// In every metric either surely better or exactly equal; in at least one surely better.
bool surely_dominates(const DesignValues& one, const DesignValues& other,
                      double confidence = default_confidence);
/// Surely worse in at least one metric, or exactly equal in all.
bool surely_does_not_dominate(const DesignValues& one, const DesignValues& other,
                              double confidence = default_confidence);

std::vector<FrontPlace> front_of(const std::vector<DesignValues>& designs,
                                 double confidence = default_confidence);

/// Of points by rising x and falling y: the one farthest below the straight line between the ends,
/// with both axes scaled to the front's range. None with fewer than three points.
struct FrontPoint {
  double x = 0;
  double y = 0;
};
std::optional<std::size_t> knee_of(const std::vector<FrontPoint>& front);

}  // namespace edgecase
