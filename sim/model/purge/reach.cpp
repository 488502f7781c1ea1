#include "model/purge/reach.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"

namespace edgecase {

void PurgeReach::add(std::span<const Duration> delays) {
  EC_CHECK(!delays.empty(), "a purge without PoPs");
  sorted_.assign(delays.begin(), delays.end());
  std::sort(sorted_.begin(), sorted_.end());
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const double needed = std::ceil(shares[i] * static_cast<double>(sorted_.size()));
    reached_[i].add(sorted_[static_cast<std::size_t>(needed) - 1].count());
  }
}

void PurgeReach::merge(const PurgeReach& other) {
  for (std::size_t i = 0; i < shares.size(); ++i) reached_[i].merge(other.reached_[i]);
}

Duration PurgeReach::quantile(Reached reached, double q) const {
  return Duration{std::llround(times(reached).quantile(q))};
}

}  // namespace edgecase
