#pragma once
// Where two designs are equal: the values of an input at which their paired difference changes its
// sign, each with the interval of the input in which the difference is not significant.
// Assumes: the difference is continuous in the input between two points of the scan (the same
// random
//   numbers at every value make it a smooth curve, not a noisy one).
// Error: crossings are located to 1e-4 of the range; two of them between neighbouring points of the
//   scan are missed.
// Source: root by TOMS 748 (Alefeld, Potra and Shi 1995) of Boost.Math.

#include <cstddef>
#include <functional>
#include <vector>

#include "measure/statistics.hpp"

namespace edgecase {

/// The difference between the designs at a value of the input.
using DifferenceAt = std::function<Interval(double at)>;

struct BreakEvenPoint {
  double at = 0;
  /// Where the interval of the difference begins and ceases to include 0.
  double lo = 0;
  double hi = 0;
  bool lo_beyond = false;  ///< it does so beyond the end of the range
  bool hi_beyond = false;
};

struct CrossingScan {
  std::vector<double> at;  ///< rising
  std::vector<Interval> difference;
  std::vector<BreakEvenPoint> crossings;
  std::size_t evaluations = 0;
};

/// `points` >= 2 of the scan, ends included; `logarithmic`: in equal ratios. Requires: lo < hi, and
/// lo > 0 if logarithmic. Values with an unknown difference are passed over.
CrossingScan find_crossings(const DifferenceAt& difference, double lo, double hi,
                            std::size_t points, bool logarithmic);

}  // namespace edgecase
