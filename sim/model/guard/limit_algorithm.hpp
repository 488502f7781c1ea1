#pragma once
// How a rate limit counts: the interface of the menu in limit_kinds.hpp.
//
// A request may stand for several of one key (a weighted sample of a flood): they ask together, and
// part of them may pass. With one at a time every algorithm is exact, in integers.
// Assumes: a key's requests come in the order of time, from the start of the run on.

#include <cstdint>
#include <memory>

#include <edgecase/units.hpp>

namespace edgecase {

/// What is remembered of one key; all zero: never seen. What the words hold is the algorithm's own.
struct LimitState {
  std::int64_t at = 0;
  std::int64_t count = 0;
  std::int64_t rest = 0;
};

struct LimitTaken {
  std::int64_t passed = 0;
  Duration delay{};  ///< mean wait of those that pass: only where a queue smooths them
};

class LimitAlgorithm {
 public:
  virtual ~LimitAlgorithm() = default;
  /// Of `asked` requests at `now`, how many are within the limit. Counts them.
  virtual LimitTaken take(LimitState& state, Instant now, std::int64_t asked) const = 0;
  /// Counts what another place let through at `at` and tells only `now`; at <= now.
  virtual void learn(LimitState& state, Instant at, Instant now, std::int64_t passed) const = 0;
  /// How many more would pass at `now`.
  virtual std::int64_t left(const LimitState& state, Instant now) const = 0;
  /// Counts of one span may be told together: the number of the span that `at` lies in.
  virtual std::int64_t span(Instant at) const = 0;
  /// A key without requests for so long is as if never seen.
  virtual Duration memory() const = 0;
};
using LimitAlgorithmPtr = std::unique_ptr<const LimitAlgorithm>;

}  // namespace edgecase
