#include "practice/score/calibration.hpp"

#include <cmath>
#include <map>
#include <vector>

#include "core/distribution.hpp"
#include "core/special.hpp"

namespace edgecase {

Interval wilson_interval(std::size_t hits, std::size_t count, double confidence) {
  Interval rate;
  rate.count = count;
  if (count == 0) return rate;
  const auto n = static_cast<double>(count);
  const double z = normal_quantile((1 + confidence) / 2);
  const double share = static_cast<double>(hits) / n;
  const double middle = (share + z * z / (2 * n)) / (1 + z * z / n);
  const double half =
      z / (1 + z * z / n) * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
  rate.mean = share;
  rate.lo = hits == 0 ? 0 : middle - half;
  rate.hi = hits == count ? 1 : middle + half;
  return rate;
}

double binomial_at_most(std::size_t hits, std::size_t count, double p) {
  if (hits >= count) return 1;
  // P(X <= k) = I(1 - p; n - k, k + 1).
  return beta_probability(static_cast<double>(count - hits), static_cast<double>(hits) + 1, 1 - p);
}

std::int64_t most_hits_of_overconfident(std::size_t count, double level, double error) {
  std::int64_t most = -1;
  for (std::size_t hits = 0; hits < count && binomial_at_most(hits, count, level) <= error; ++hits)
    most = static_cast<std::int64_t>(hits);
  return most;
}

Calibration calibration_of(std::span<const ScoredForecast> forecasts, double level) {
  constexpr double error = 0.05;
  Calibration result;
  std::vector<double> errors;
  for (const ScoredForecast& f : forecasts) {
    if (std::isnan(interval_score(f.scale, f.forecast, f.outcome))) continue;
    ++result.count;
    if (f.forecast.lo <= f.outcome && f.outcome <= f.forecast.hi) ++result.hits;
    errors.push_back(error_in_half_widths(f.scale, f.forecast, f.outcome));
  }
  if (result.count < least_forecasts) return result;
  result.hit_rate = wilson_interval(result.hits, result.count);
  result.bias = mean_interval(errors);
  const std::size_t misses = result.count - result.hits;
  if (binomial_at_most(result.hits, result.count, level) <= error) {
    result.finding = Calibrated::overconfident;
  } else if (binomial_at_most(misses, result.count, 1 - level) <= error) {
    result.finding = Calibrated::underconfident;
  }
  return result;
}

BrierScore brier_score(std::span<const BinaryForecast> forecasts) {
  struct Group {
    double count = 0;
    double true_ones = 0;
  };
  std::map<double, Group> groups;
  const auto n = static_cast<double>(forecasts.size());
  double squares = 0;
  double true_ones = 0;
  for (const BinaryForecast& f : forecasts) {
    const double outcome = f.came_true ? 1 : 0;
    squares += (f.probability - outcome) * (f.probability - outcome);
    true_ones += outcome;
    Group& group = groups[f.probability];
    group.count += 1;
    group.true_ones += outcome;
  }
  const double base = true_ones / n;
  BrierScore result{squares / n, 0 / n, 0 / n, base * (1 - base)};
  for (const auto& [probability, group] : groups) {
    const double rate = group.true_ones / group.count;
    result.reliability += group.count / n * (probability - rate) * (probability - rate);
    result.resolution += group.count / n * (rate - base) * (rate - base);
  }
  return result;
}

}  // namespace edgecase
