#include "measure/sequential.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/check.hpp"
#include "core/distribution.hpp"
#include "core/special.hpp"

namespace edgecase {
namespace {

constexpr double far = 8;  // standard deviations beyond which nothing is left: 1e-15

double density(double z) { return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi); }
double above(double z) { return std::erfc(z / std::numbers::sqrt2) / 2; }

/// The sum of the increments so far, of variance 1 each, as long as no look has passed its bound:
/// its density at the points of Simpson's rule between the bounds.
struct SumSoFar {
  double from = 0;
  double step = 0;
  std::vector<double> mass;  // density times the weight of the point

  double at(std::size_t i) const { return from + step * static_cast<double>(i); }
};

SumSoFar between(double from, double to) {
  SumSoFar sum;
  sum.from = from;
  const auto half = static_cast<std::size_t>(std::ceil((to - from) / 0.4));
  sum.mass.assign(2 * std::max<std::size_t>(half, 8) + 1, 0);
  sum.step = (to - from) / static_cast<double>(sum.mass.size() - 1);
  return sum;
}

double simpson_weight(const SumSoFar& sum, std::size_t i) {
  const bool end = i == 0 || i + 1 == sum.mass.size();
  return sum.step / 3 * (end ? 1 : i % 2 == 1 ? 4 : 2);
}

}  // namespace

std::int64_t sample_size(double base, double other, double alpha, double power) {
  EC_CHECK(base > 0 && base < 1 && other > 0 && other < 1 && base != other);
  const double mean = (base + other) / 2;
  const double spread = normal_quantile(1 - alpha / 2) * std::sqrt(2 * mean * (1 - mean)) +
                        normal_quantile(power) * std::sqrt(base * (1 - base) + other * (1 - other));
  const double difference = other - base;
  return static_cast<std::int64_t>(std::ceil(spread * spread / (difference * difference)));
}

double false_alarms(std::span<const double> bounds, Sides sides) {
  EC_CHECK(!bounds.empty());
  double alarms = 0;
  SumSoFar before{.from = 0, .step = 0, .mass = {1}};
  for (std::size_t k = 0; k < bounds.size(); ++k) {
    const double root = std::sqrt(static_cast<double>(k + 1));
    const double upper = bounds[k] * root;
    const double lower = sides == Sides::two ? -upper : -far * root;
    SumSoFar now = between(lower, upper);
    for (std::size_t i = 0; i < before.mass.size(); ++i) {
      if (before.mass[i] <= 0) continue;
      const double at = before.at(i);
      alarms += before.mass[i] * above(upper - at);
      if (sides == Sides::two) alarms += before.mass[i] * above(at - lower);
      const double first = std::max(0.0, (at - far - lower) / now.step);
      const double last = (at + far - lower) / now.step;
      for (auto j = static_cast<std::size_t>(first);
           j < now.mass.size() && static_cast<double>(j) <= last; ++j)
        now.mass[j] += before.mass[i] * density(now.at(j) - at);
    }
    for (std::size_t j = 0; j < now.mass.size(); ++j) now.mass[j] *= simpson_weight(now, j);
    before = std::move(now);
  }
  return alarms;
}

std::vector<double> obrien_fleming(std::size_t looks, double alpha, Sides sides) {
  EC_CHECK(looks > 0 && alpha > 0 && alpha < 1);
  const auto bounds_of = [&](double c) {
    std::vector<double> bounds;
    for (std::size_t k = 1; k <= looks; ++k)
      bounds.push_back(c * std::sqrt(static_cast<double>(looks) / static_cast<double>(k)));
    return bounds;
  };
  // One look needs the normal quantile, and no number of looks more than all of them separately.
  const double split = alpha / (sides == Sides::two ? 2 : 1);
  double low = std::max(0.1, normal_quantile(1 - split)) - 0.1;
  double high = std::max(0.2, normal_quantile(1 - split / static_cast<double>(looks)) + 0.1);
  for (int i = 0; i < 24; ++i) {
    const double middle = (low + high) / 2;
    (false_alarms(bounds_of(middle), sides) > alpha ? low : high) = middle;
  }
  return bounds_of(high);
}

double excess(const FailureCount& canary, const FailureCount& control) {
  const double failures = canary.failures + control.failures;
  if (failures <= 0 || canary.requests <= 0 || control.requests <= 0) return 0;
  const double expected = canary.requests / (canary.requests + control.requests);
  const double tail =
      canary.failures <= 0 ? 1 : beta_probability(canary.failures, control.failures + 1, expected);
  if (tail <= 1e-300) return 37;  // what a double can still tell from nothing
  return tail >= 1 ? -37 : -normal_quantile(tail);
}

RatioBounds wald_bounds(double alpha, double beta) {
  return {std::log((1 - beta) / alpha), std::log(beta / (1 - alpha))};
}

double log_likelihood_ratio(const FailureCount& canary, const FailureCount& control, double ratio) {
  if (canary.requests <= 0 || control.requests <= 0) return 0;
  const double all = canary.requests + control.requests;
  const double scaled = ratio * canary.requests + control.requests;
  return canary.failures * std::log(ratio * all / scaled) +
         control.failures * std::log(all / scaled);
}

}  // namespace edgecase
