#pragma once
// Purge latency: for each purge, the time until half, 99% and all of the PoPs have applied it; over
// many purges, the distribution of each.
//
// Assumes: PoPs have equal weight. Units: nanoseconds; quantiles off by at most 1.6%
// (core/histogram.hpp), merges exact in any order. Errors: EC_CHECK on a purge without PoPs.

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

  /// One purge: the delay from its request until it took effect, by PoP.
  void add(std::span<const Duration> delays);
  void merge(const PurgeReach& other);

  std::uint64_t purges() const { return reached_[0].count(); }
  /// The q-quantile over purges of the time until this share of PoPs had applied it; 0 without
  /// purges.
  Duration quantile(Reached reached, double q) const;
  const CountHistogram& times(Reached reached) const {
    return reached_[static_cast<std::size_t>(reached)];
  }

 private:
  std::array<CountHistogram, 3> reached_;
  std::vector<Duration> sorted_;  // reused
};

}  // namespace edgecase
