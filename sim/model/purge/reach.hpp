#pragma once
// How fast purges reached the network: for each purge, the time until half, 99% and all of the PoPs
// had carried it out; over many purges, the distribution of each.
//
// Assumes: every PoP counts the same. Units: nanoseconds; quantiles off by at most 1.6%
// (core/histogram.hpp), merges exact in any order. Errors: EC_CHECK on a purge that reached nobody.

#include <array>
#include <span>
#include <vector>

#include <edgecase/units.hpp>

#include "core/histogram.hpp"

namespace edgecase {

enum class Reached : std::uint8_t { half, nearly_all, all };  ///< 50%, 99%, 100% of the PoPs

class PurgeReach {
 public:
  static constexpr std::array<double, 3> shares{0.5, 0.99, 1};

  /// One purge: how long after it was asked for it took effect, PoP by PoP.
  void add(std::span<const Duration> delays);
  void merge(const PurgeReach& other);

  std::uint64_t purges() const { return reached_[0].count(); }
  /// Over purges: the time until so many PoPs had carried it out that a share q of purges needed at
  /// most; 0 when there were none.
  Duration quantile(Reached reached, double q) const;
  const CountHistogram& times(Reached reached) const {
    return reached_[static_cast<std::size_t>(reached)];
  }

 private:
  std::array<CountHistogram, 3> reached_;
  std::vector<Duration> sorted_;  // reused
};

}  // namespace edgecase
