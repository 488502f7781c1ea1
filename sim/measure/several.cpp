#include "measure/several.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "core/special.hpp"

namespace edgecase {

double p_value(const Interval& interval, double null, double confidence) {
  if (!interval.known() || interval.count < 2) return Interval::unknown;
  const double off = std::abs(interval.mean - null);
  const double half = interval.half_width();
  if (!(half > 0)) return off > 0 ? 0 : 1;
  const auto degrees = static_cast<double>(interval.count - 1);
  const double t = off / half * student_t_quantile((1 + confidence) / 2, degrees);
  // P(|T| > t) = I(v/(v + t^2); v/2, 1/2).
  return beta_probability(degrees / 2, 0.5, degrees / (degrees + t * t));
}

std::vector<double> holm_adjusted(std::span<const double> p_values) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < p_values.size(); ++i)
    if (!std::isnan(p_values[i])) order.push_back(i);
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return p_values[i]; });
  std::vector<double> adjusted(p_values.begin(), p_values.end());
  double largest = 0;
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    const auto left = static_cast<double>(order.size() - rank);
    largest = std::min(1.0, std::max(largest, left * p_values[order[rank]]));
    adjusted[order[rank]] = largest;
  }
  return adjusted;
}

}  // namespace edgecase
