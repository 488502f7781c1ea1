#include "practice/score/equivalence.hpp"

#include <algorithm>
#include <cmath>

#include "core/distribution.hpp"

namespace edgecase {

Equivalence equivalence_of(std::span<const double> base, std::span<const double> other,
                           double margin, double error) {
  Equivalence result;
  result.difference = paired_difference(base, other, 1 - 2 * error);
  const Interval& d = result.difference;
  result.shown = d.known() && d.lo > -margin && d.hi < margin;
  return result;
}

double equivalence_power(std::size_t pairs, double deviation, double margin, double error) {
  const double margin_in_errors = margin / deviation * std::sqrt(static_cast<double>(pairs));
  const double reach = margin_in_errors - normal_quantile(1 - error);
  return std::max(0.0, std::erf(reach / std::sqrt(2.0)));
}

}  // namespace edgecase
