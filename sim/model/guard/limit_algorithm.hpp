#pragma once
// The counting algorithm of a rate limit: the interface of the menu in limit_kinds.hpp.
//
// A request may represent several of one key (a weighted sample of a flood): they arrive together,
// and some of them may pass. With one at a time every algorithm is exact, in integers.
// Assumes: a key's requests in order of time, from the start of the run.

#include <cstdint>
#include <memory>

#include <edgecase/units.hpp>

namespace edgecase {

/// The state of one key; all zero: never seen. The meaning of the words depends on the algorithm.
struct LimitState {
  std::int64_t at = 0;
  std::int64_t count = 0;
  std::int64_t rest = 0;
};

struct LimitTaken {
  std::int64_t passed = 0;
  Duration delay{};  ///< mean wait of passed requests, if they are queued
};

class LimitAlgorithm {
 public:
  virtual ~LimitAlgorithm() = default;
  /// How many of `asked` requests at `now` are within the limit. Counts them.
  virtual LimitTaken take(LimitState& state, Instant now, std::int64_t asked) const = 0;
  /// Counts requests admitted by another place at `at` and reported at `now`; at <= now.
  virtual void learn(LimitState& state, Instant at, Instant now, std::int64_t passed) const = 0;
  /// How many more requests would pass at `now`.
  virtual std::int64_t left(const LimitState& state, Instant now) const = 0;
  /// Counts of one span may be reported together: the number of the span that contains `at`.
  virtual std::int64_t span(Instant at) const = 0;
  /// A key without requests for this long is as if never seen.
  virtual Duration memory() const = 0;
};
using LimitAlgorithmPtr = std::unique_ptr<const LimitAlgorithm>;

}  // namespace edgecase
