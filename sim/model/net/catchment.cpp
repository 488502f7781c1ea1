#include "model/net/catchment.hpp"

#include <algorithm>

#include <Eigen/Core>

namespace edgecase {

namespace {

/// share x attraction e^(-further/spread), normalised.
Eigen::ArrayXd split_shares(const Eigen::ArrayXd& further_ms, const Eigen::ArrayXd& attraction,
                            double spread_ms, double share) {
  const Eigen::ArrayXd pull = attraction * (further_ms / -spread_ms).exp();
  return share * pull / pull.sum();
}

}  // namespace

Catchment split_users(std::span<const float> rtt_ms, std::span<const double> attraction,
                      const CatchmentParameters& parameters, const std::vector<bool>& down) {
  std::vector<PopIndex> up;
  up.reserve(rtt_ms.size());
  for (PopIndex p = 0; p < rtt_ms.size(); ++p)
    if (down.empty() || !down[p]) up.push_back(p);
  if (up.empty()) return {};

  const auto count = static_cast<Eigen::Index>(up.size());
  Eigen::ArrayXd further(count), pull(count);
  for (Eigen::Index i = 0; i < count; ++i) {
    const PopIndex p = up[static_cast<std::size_t>(i)];
    further[i] = static_cast<double>(rtt_ms[p]);
    pull[i] = attraction[p];
  }
  further -= further.minCoeff();  // relative to the nearest: not all zero
  const Eigen::ArrayXd split_by_site =
      split_shares(further, pull, parameters.spread_ms, 1 - parameters.misrouted) +
      split_shares(further, pull, parameters.misrouted_spread_ms, parameters.misrouted);
  std::vector<double> shares(rtt_ms.size(), 0.0);
  for (Eigen::Index i = 0; i < count; ++i)
    shares[up[static_cast<std::size_t>(i)]] = split_by_site[i];

  const auto kept = up.begin() + static_cast<std::ptrdiff_t>(std::min(most_serving, up.size()));
  std::partial_sort(up.begin(), kept, up.end(), [&](PopIndex a, PopIndex b) {
    return shares[a] > shares[b] || (!(shares[b] > shares[a]) && a < b);
  });
  double sum = 0;
  for (auto p = up.begin(); p != kept; ++p) sum += shares[*p];
  Catchment catchment;
  catchment.reserve(most_serving);
  for (auto p = up.begin(); p != kept; ++p) catchment.push_back({*p, shares[*p] / sum});
  return catchment;
}

}  // namespace edgecase
