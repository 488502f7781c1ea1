#pragma once
// What one firewall rule costs in CPU time, by the bytes that it looks at.
//
// `backtracking` is a regular expression with `stars` wildcards before a character that is not
// there: a matcher that backtracks tries every way to share n bytes among k stars and a rest, which
// are C(n + k, k) ways. Doubling the input costs 2^k times as much: two stars took a whole network
// to 100% CPU (2019-07-02). An engine that runs in linear time does not do this: use `linear`.
// Units: time; sizes in bytes. Not modelled: bytes of multi-byte characters, early matches.

#include <edgecase/units.hpp>

#include "load/fields.hpp"

namespace edgecase {

struct WafCostMenu {};
using WafCostChoice = Choice<WafCostMenu>;
Menu menu(Of<WafCostMenu>);

struct ConstantCostSpec {
  Duration time = std::chrono::microseconds(5);
};
inline auto fields(Of<ConstantCostSpec>) {
  return list<ConstantCostSpec>(
      field("time", &ConstantCostSpec::time, "of one request, whatever its size", shorthand(),
            at_least(Duration{0}), assumed("a few comparisons and table look-ups")));
}

struct LinearCostSpec {
  Duration time = std::chrono::microseconds(2);
  Duration per_kB = std::chrono::microseconds(2);
};
inline auto fields(Of<LinearCostSpec>) {
  return list<LinearCostSpec>(
      field("time", &LinearCostSpec::time, "of an empty request", at_least(Duration{0}),
            assumed("setting up a scan")),
      field("per_kB", &LinearCostSpec::per_kB, "for each 1,000 bytes looked at",
            at_least(Duration{0}), assumed("automata scan some hundreds of MB a second")));
}

struct BacktrackingCostSpec {
  Duration time = std::chrono::microseconds(2);
  Count stars{2};
  Duration step = std::chrono::nanoseconds(5);
};
inline auto fields(Of<BacktrackingCostSpec>) {
  return list<BacktrackingCostSpec>(
      field("time", &BacktrackingCostSpec::time, "of an empty request", at_least(Duration{0}),
            assumed("setting up a match")),
      field("stars", &BacktrackingCostSpec::stars, "wildcards that can share the input in all ways",
            at_least(std::int64_t{1}), at_most(std::int64_t{4}),
            source(".*(?:.*=.*) has two before the character (Cloudflare blog, Details of the "
                   "outage on July 2, 2019)",
                   "2026-11")),
      field("step", &BacktrackingCostSpec::step, "of one way tried", more_than(Duration{0}),
            assumed("some ten to twenty instructions")));
}

/// CPU time to look at so many bytes; never above an hour.
Duration waf_cost(const WafCostChoice& cost, Bytes looked_at);

/// In how many ways k stars and a rest can share n bytes: C(n + k, k).
double backtracking_ways(double bytes, std::int64_t stars);

}  // namespace edgecase
