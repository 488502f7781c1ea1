#include "model/net/catchment.hpp"

#include <algorithm>
#include <cmath>

namespace edgecase {

namespace {

/// Adds share x attraction e^(-rtt/spread), normalised, to each site that is up.
void add_split(std::vector<double>& shares, std::span<const float> rtt_ms,
               std::span<const double> attraction, std::span<const PopIndex> up, double spread_ms,
               double share) {
  float nearest = rtt_ms[up.front()];  // exponents relative to it: no underflow to nothing
  for (const PopIndex p : up) nearest = std::min(nearest, rtt_ms[p]);
  double sum = 0;
  std::vector<double> pull(up.size());
  for (std::size_t i = 0; i < up.size(); ++i) {
    const double further = static_cast<double>(rtt_ms[up[i]] - nearest);
    pull[i] = attraction[up[i]] * std::exp(-further / spread_ms);
    sum += pull[i];
  }
  for (std::size_t i = 0; i < up.size(); ++i) shares[up[i]] += share * pull[i] / sum;
}

}  // namespace

Catchment split_users(std::span<const float> rtt_ms, std::span<const double> attraction,
                      const CatchmentParameters& parameters, const std::vector<bool>& down) {
  std::vector<PopIndex> up;
  up.reserve(rtt_ms.size());
  for (PopIndex p = 0; p < rtt_ms.size(); ++p)
    if (down.empty() || !down[p]) up.push_back(p);
  if (up.empty()) return {};

  std::vector<double> shares(rtt_ms.size(), 0.0);
  add_split(shares, rtt_ms, attraction, up, parameters.spread_ms, 1 - parameters.misrouted);
  add_split(shares, rtt_ms, attraction, up, parameters.misrouted_spread_ms, parameters.misrouted);

  const auto kept = up.begin() + static_cast<std::ptrdiff_t>(std::min(most_serving, up.size()));
  std::partial_sort(up.begin(), kept, up.end(), [&](PopIndex a, PopIndex b) {
    return shares[a] != shares[b] ? shares[a] > shares[b] : a < b;
  });
  double sum = 0;
  for (auto p = up.begin(); p != kept; ++p) sum += shares[*p];
  Catchment catchment;
  catchment.reserve(most_serving);
  for (auto p = up.begin(); p != kept; ++p) catchment.push_back({*p, shares[*p] / sum});
  return catchment;
}

}  // namespace edgecase
