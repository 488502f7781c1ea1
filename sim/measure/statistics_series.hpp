#pragma once
// What one long run says: where its warm-up ends and how wide its mean is.
// Assumes: values in the order of time from one run (delay of the n-th customer, one minute's
// mean). Errors: what cannot be known is NaN or not `reliable`. Source: Schmeiser 1982 (batch
// means); White 1997, White and Spratt 2000 (MSER-5). Not modelled: non-overlapping batches only;
// no correction for correlation between batches, so a
//   short run covers the truth less often than it claims (tests/oracles/statistics.cpp measures
//   it).

#include <cstddef>
#include <span>
#include <vector>

#include "measure/statistics.hpp"

namespace edgecase {

/// The means of `batches` equal consecutive parts; the remainder at the end is left out.
std::vector<double> batch_means(std::span<const double> series, std::size_t batches);

/// Mean and interval of one run by treating its batch means as independent values.
Interval batch_means_interval(std::span<const double> series, std::size_t batches,
                              double confidence = default_confidence);

struct Truncation {
  std::size_t keep_from = 0;  // index of the first value to keep
  /// False when the best point lies at the end of the searched first half: the run is too short or
  /// never settles, and no truncation mends that.
  bool reliable = false;
};

/// MSER-5: the truncation that minimises the standard error of the mean of what remains, over means
/// of five.
Truncation mser5(std::span<const double> series);

}  // namespace edgecase
