#include "measure/statistics_series.hpp"

#include <limits>
#include <numeric>

namespace edgecase {

std::vector<double> batch_means(std::span<const double> series, std::size_t batches) {
  std::vector<double> means;
  if (batches == 0) return means;
  const std::size_t size = series.size() / batches;
  if (size == 0) return means;
  means.reserve(batches);
  for (std::size_t b = 0; b < batches; ++b) {
    const auto part = series.subspan(b * size, size);
    means.push_back(std::accumulate(part.begin(), part.end(), 0.0) / static_cast<double>(size));
  }
  return means;
}

Interval batch_means_interval(std::span<const double> series, std::size_t batches,
                              double confidence) {
  return mean_interval(batch_means(series, batches), confidence);
}

Truncation mser5(std::span<const double> series) {
  constexpr std::size_t group = 5;
  const std::size_t n = series.size() / group;
  if (n < 4) return {};
  const std::vector<double> means = batch_means(series.first(n * group), n);
  // From the end: running mean and sum of squared deviations (Welford) of means[d..n).
  double mean = 0;
  double squares = 0;
  double best = std::numeric_limits<double>::infinity();
  std::size_t best_at = 0;
  const std::size_t last_searched = n / 2;
  for (std::size_t d = n; d-- > 0;) {
    const auto kept = static_cast<double>(n - d);
    const double step = means[d] - mean;
    mean += step / kept;
    squares += step * (means[d] - mean);
    if (d > last_searched) continue;
    const double error = squares / (kept * kept);
    if (error <= best) {  // ties keep more of the run
      best = error;
      best_at = d;
    }
  }
  return {best_at * group, best_at < last_searched};
}

}  // namespace edgecase
