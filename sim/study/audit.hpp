#pragma once
// Whether the numbers of a result are possible: shares between 0 and 1, no negative counts or
// durations, means within their intervals, parts that add up to their totals, no unknown value
// without a reason. A finding is a bug in edgecase, not a fault of the design.
//
// Not audited: whether possible numbers are right; validate and the tests do that.

#include <string>
#include <vector>

#include <edgecase/result.hpp>

namespace edgecase {

/// The impossible numbers, one sentence each; empty: all numbers are possible.
std::vector<std::string> audit(const Result& result);

}  // namespace edgecase
