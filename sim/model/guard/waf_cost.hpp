#pragma once
// The CPU cost of a firewall rule, as a function of the bytes inspected.
//
// `backtracking` is a regular expression with `stars` wildcards before a character that does not
// occur: a backtracking matcher tries all C(n + k, k) ways to split n bytes among k stars and a
// rest. Doubling the input costs 2^k times as much: two stars took a whole network to 100% CPU
// (2019-07-02). For an engine that runs in linear time use `linear`.
// Units: time; sizes in bytes. Not modelled: bytes of multi-byte characters, early matches.

#include <edgecase/units.hpp>

#include "load/type/fields.hpp"

namespace edgecase {

struct WafCostMenu {};
using WafCostChoice = Choice<WafCostMenu>;
Menu menu(Of<WafCostMenu>);

struct ConstantCostSpec {
  Duration time = std::chrono::microseconds(5);
};
std::vector<Field> fields(Of<ConstantCostSpec>);

struct LinearCostSpec {
  Duration time = std::chrono::microseconds(2);
  Duration per_kB = std::chrono::microseconds(2);
};
std::vector<Field> fields(Of<LinearCostSpec>);

struct BacktrackingCostSpec {
  Duration time = std::chrono::microseconds(2);
  Count stars{2};
  Duration step = std::chrono::nanoseconds(5);
};
std::vector<Field> fields(Of<BacktrackingCostSpec>);

/// CPU time to inspect this many bytes; at most an hour.
Duration waf_cost(const WafCostChoice& cost, Bytes looked_at);

/// The number of ways to split n bytes among k stars and a rest: C(n + k, k).
double backtracking_ways(double bytes, std::int64_t stars);

}  // namespace edgecase
