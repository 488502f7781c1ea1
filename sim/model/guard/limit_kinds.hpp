#pragma once
// The menu of rate-limit algorithms. To add one: a file with its class and `make_limit`, its spec
// here, and a line in limit_kinds.cpp.

#include <optional>

#include "load/type/fields.hpp"
#include "model/guard/limit_algorithm.hpp"

namespace edgecase {

struct LimitMenu {};
using LimitChoice = Choice<LimitMenu>;
Menu menu(Of<LimitMenu>);

enum class LimitCounts : std::uint8_t { passed, all };
inline auto names(Of<LimitCounts>) {
  return enumerators<LimitCounts>(
      {{"passed", LimitCounts::passed, "admitted requests: throttles at the limit"},
       {"all", LimitCounts::all, "refused requests too: blocks clients until they slow down"}});
}

/// Clock-aligned windows: across a boundary up to twice the limit may pass. A full window refuses
/// until its end, whether refused requests are counted or not.
struct FixedWindowSpec {};
std::vector<Field> fields(Of<FixedWindowSpec>);

/// The previous window, weighted by its overlap with the last `window`.
struct SlidingWindowSpec {
  LimitCounts counts = LimitCounts::passed;
};
std::vector<Field> fields(Of<SlidingWindowSpec>);

/// Tokens are refilled at limit / window; the bucket size is the allowed burst.
struct LimitTokensSpec {
  std::optional<Count> burst;
};
std::vector<Field> fields(Of<LimitTokensSpec>);

/// A queue that drains at limit / window: bursts are delayed, and refused only when it is full.
struct LimitQueueSpec {
  Count queue{10};
};
std::vector<Field> fields(Of<LimitQueueSpec>);

/// `limit` >= 1 requests in `window` > 0.
LimitAlgorithmPtr make_limit(const FixedWindowSpec& spec, Count limit, Duration window);
LimitAlgorithmPtr make_limit(const SlidingWindowSpec& spec, Count limit, Duration window);
LimitAlgorithmPtr make_limit(const LimitTokensSpec& spec, Count limit, Duration window);
LimitAlgorithmPtr make_limit(const LimitQueueSpec& spec, Count limit, Duration window);

/// The algorithm chosen by the design.
LimitAlgorithmPtr make_limit(const LimitChoice& choice, Count limit, Duration window);

}  // namespace edgecase
