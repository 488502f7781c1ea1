#pragma once
// Whether two variants of a case are equally hard: two one-sided tests (TOST). Not finding a
// difference proves nothing; equivalence must be shown like any other claim.
// Assumes: the same designs run on both variants; their score differences are near normal.
// Source: Schuirmann, "A comparison of the two one-sided tests procedure...", 1987.

#include <cstddef>
#include <span>

#include "measure/statistics.hpp"

namespace edgecase {

struct Equivalence {
  /// Mean difference with its interval of confidence 1 - 2 * error (90% for an error of 5%).
  Interval difference;
  /// That interval lies strictly within the margins; false where it is unknown.
  bool shown = false;
};

/// Of other - base, pair by pair. A pair with a NaN is left out. Requires: margin > 0.
Equivalence equivalence_of(std::span<const double> base, std::span<const double> other,
                           double margin, double error = 0.05);

/// The probability of showing the equivalence of two variants without any difference, if the
/// standard deviation of a pair's difference were known. Student's test, which has to estimate it,
/// shows less: 21% for 7 pairs where this says 27%, 74% for 15 (79%), 98% for 30 (99%); standard
/// deviation 4, margin 3.
double equivalence_power(std::size_t pairs, double deviation, double margin, double error = 0.05);

}  // namespace edgecase
