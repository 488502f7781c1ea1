#pragma once
// The menu of rate-limit algorithms. To add one: a file with its class and `make_limit`, its spec
// here, and a line in limit_kinds.cpp.

#include <optional>

#include "load/fields.hpp"
#include "model/guard/limit_algorithm.hpp"

namespace edgecase {

struct LimitMenu {};
using LimitChoice = Choice<LimitMenu>;
Menu menu(Of<LimitMenu>);

enum class LimitCounts : std::uint8_t { passed, all };
inline auto names(Of<LimitCounts>) {
  return enumerators<LimitCounts>(
      {{"passed", LimitCounts::passed, "what is let through: a throttle at the limit"},
       {"all", LimitCounts::all, "refused requests too: who never stops stays out"}});
}

/// Counts by the clock: at the boundary of two windows twice the limit may pass at once. A full
/// window refuses to its end, whether what it refuses is counted or not.
struct FixedWindowSpec {};
inline auto fields(Of<FixedWindowSpec>) { return list<FixedWindowSpec>(); }

/// The window before, weighted by how much of it still lies inside the last `window`.
struct SlidingWindowSpec {
  LimitCounts counts = LimitCounts::passed;
};
inline auto fields(Of<SlidingWindowSpec>) {
  return list<SlidingWindowSpec>(field("counts", &SlidingWindowSpec::counts,
                                       "which requests are counted", shorthand(),
                                       assumed("a throttle, the weaker of the two")));
}

/// Tokens come back at limit / window; a bucket of them lets a burst through.
struct LimitTokensSpec {
  std::optional<Count> burst;
};
inline auto fields(Of<LimitTokensSpec>) {
  return list<LimitTokensSpec>(field(
      "burst", &LimitTokensSpec::burst, "requests at once from a full bucket; if absent: the limit",
      shorthand(), at_least(std::int64_t{1}), at_most(std::int64_t{1'000'000'000})));
}

/// A queue that leaves at limit / window: bursts are delayed, and refused only when it is full.
struct LimitQueueSpec {
  Count queue{10};
};
inline auto fields(Of<LimitQueueSpec>) {
  return list<LimitQueueSpec>(field("queue", &LimitQueueSpec::queue, "requests that may wait",
                                    shorthand(), at_least(std::int64_t{0}),
                                    at_most(std::int64_t{1'000'000'000}),
                                    assumed("a page's worth of requests")));
}

/// `limit` >= 1 requests in `window` > 0.
LimitAlgorithmPtr make_limit(const FixedWindowSpec& spec, Count limit, Duration window);
LimitAlgorithmPtr make_limit(const SlidingWindowSpec& spec, Count limit, Duration window);
LimitAlgorithmPtr make_limit(const LimitTokensSpec& spec, Count limit, Duration window);
LimitAlgorithmPtr make_limit(const LimitQueueSpec& spec, Count limit, Duration window);

/// The one that the design chose.
LimitAlgorithmPtr make_limit(const LimitChoice& choice, Count limit, Duration window);

}  // namespace edgecase
