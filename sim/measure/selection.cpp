#include "measure/selection.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/check.hpp"

namespace edgecase {
namespace {

double normal_probability(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

double variance_of_difference(const std::vector<double>& a, const std::vector<double>& b) {
  const auto n = static_cast<double>(a.size());
  double mean = 0;
  for (std::size_t i = 0; i < a.size(); ++i) mean += (a[i] - b[i]) / n;
  double squares = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double off = a[i] - b[i] - mean;
    squares += off * off;
  }
  return squares / (n - 1);
}

}  // namespace

double correct_selection(std::size_t designs, double tau) {
  // The trapezoidal rule converges faster than any power of the step for such an integrand.
  constexpr double reach = 9;
  constexpr double step = 1.0 / 64;
  const auto others = static_cast<double>(designs - 1);
  double sum = 0;
  for (double z = -reach; z <= reach; z += step)
    sum += std::pow(normal_probability(z + tau), others) * std::exp(-z * z / 2);
  return sum * step / std::sqrt(2 * std::numbers::pi);
}

double bechhofer_constant(std::size_t designs, double confidence) {
  EC_CHECK(designs >= 2 && confidence * static_cast<double>(designs) > 1 && confidence < 1);
  double below = 0;
  double above = 1;
  while (correct_selection(designs, above) < confidence) above *= 2;
  while (above - below > 1e-10) {
    const double middle = (below + above) / 2;
    (correct_selection(designs, middle) < confidence ? below : above) = middle;
  }
  return (below + above) / 2;
}

KimNelsonConstants kim_nelson_constants(std::size_t designs, std::size_t first, double alpha) {
  EC_CHECK(designs >= 2 && first >= 2 && alpha > 0 && alpha < 1);
  const auto degrees = static_cast<double>(first - 1);
  const double base = 2 * alpha / static_cast<double>(designs - 1);
  const double eta = (std::pow(base, -2 / degrees) - 1) / 2;
  return {eta, 2 * eta * degrees};
}

KimNelson::KimNelson(std::size_t designs, std::size_t first, double alpha, double indifference)
    : first_(first),
      indifference_(indifference),
      h2_(kim_nelson_constants(designs, first, alpha).h2),
      in_race_(designs, true),
      begun_(designs),
      sums_(designs, 0) {
  EC_CHECK(indifference > 0);
}

void KimNelson::add(std::span<const double> observations) {
  EC_CHECK(observations.size() == sums_.size());
  ++rounds_;
  for (std::size_t i = 0; i < sums_.size(); ++i) {
    if (!in_race_[i]) continue;
    sums_[i] += observations[i];
    ++samples_;
    if (rounds_ <= first_) begun_[i].push_back(observations[i]);
  }
  if (rounds_ == first_) measure_spreads();
  if (rounds_ >= first_ && !selected()) screen();
}

void KimNelson::measure_spreads() {
  const std::size_t k = sums_.size();
  spread_.assign(k, std::vector<double>(k, 0));
  for (std::size_t i = 0; i < k; ++i)
    for (std::size_t j = 0; j < i; ++j)
      spread_[i][j] = spread_[j][i] = variance_of_difference(begun_[i], begun_[j]);
}

void KimNelson::screen() {
  const auto r = static_cast<double>(rounds_);
  const std::vector<bool> before = in_race_;
  for (std::size_t i = 0; i < sums_.size(); ++i) {
    for (std::size_t j = 0; j < sums_.size() && before[i]; ++j) {
      if (j == i || !before[j]) continue;
      const double reach = h2_ * spread_[i][j] / (indifference_ * indifference_);
      const double width = std::max(0.0, indifference_ / (2 * r) * (reach - r));
      // Two that are equal to the last bit stay: `selected` takes the first of them.
      if (sums_[i] / r > sums_[j] / r + width) in_race_[i] = false;
    }
  }
}

std::size_t KimNelson::left() const {
  return static_cast<std::size_t>(std::ranges::count(in_race_, true));
}

std::optional<std::size_t> KimNelson::selected() const {
  if (rounds_ < first_) return std::nullopt;
  std::size_t best = sums_.size();
  double needed = 0;
  for (std::size_t i = 0; i < sums_.size(); ++i) {
    if (!in_race_[i]) continue;
    if (best == sums_.size() || sums_[i] < sums_[best]) best = i;
    for (std::size_t j = 0; j < i; ++j)
      if (in_race_[j])
        needed = std::max(needed, h2_ * spread_[i][j] / (indifference_ * indifference_));
  }
  const bool enough = static_cast<double>(rounds_) > std::floor(needed);
  return left() == 1 || enough ? std::optional(best) : std::nullopt;
}

std::vector<double> ocba_shares(std::span<const double> means, std::span<const double> variances,
                                double total) {
  EC_CHECK(means.size() >= 2 && means.size() == variances.size());
  const auto best = static_cast<std::size_t>(std::ranges::min_element(means) - means.begin());
  // Of a design whose mean equals the least, the distance is taken as small, not as none.
  double scale = 0;
  for (const double mean : means) scale = std::max(scale, std::abs(mean - means[best]));
  const double least = scale > 0 ? 1e-6 * scale : 1;
  std::vector<double> weights(means.size(), 0);
  double squares = 0;
  for (std::size_t i = 0; i < means.size(); ++i) {
    if (i == best) continue;
    const double distance = std::max(means[i] - means[best], least);
    weights[i] = variances[i] / (distance * distance);
    squares += weights[i] * weights[i] / variances[i];
  }
  weights[best] = std::sqrt(variances[best] * squares);
  double sum = 0;
  for (const double weight : weights) sum += weight;
  for (double& weight : weights) weight *= total / sum;
  return weights;
}

std::vector<std::size_t> ocba_increments(std::span<const double> means,
                                         std::span<const double> variances,
                                         std::span<const std::size_t> counts,
                                         std::size_t increment) {
  double total = static_cast<double>(increment);
  for (const std::size_t count : counts) total += static_cast<double>(count);
  const std::vector<double> wanted = ocba_shares(means, variances, total);
  std::vector<double> missing(counts.size());
  double short_of = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    missing[i] = std::max(0.0, wanted[i] - static_cast<double>(counts[i]));
    short_of += missing[i];
  }
  std::vector<std::size_t> more(counts.size(), 0);
  std::size_t given = 0;
  for (std::size_t i = 0; i < counts.size() && short_of > 0; ++i) {
    const double part = missing[i] / short_of * static_cast<double>(increment);
    more[i] = static_cast<std::size_t>(part);
    missing[i] = part - std::floor(part);
    given += more[i];
  }
  for (; given < increment; ++given) {  // what rounding down left, largest remainder first
    const auto next = std::ranges::max_element(missing);
    ++more[static_cast<std::size_t>(next - missing.begin())];
    *next = -1;
  }
  return more;
}

}  // namespace edgecase
