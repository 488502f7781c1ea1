#pragma once
// Whether the numbers of a result are possible: shares between 0 and 1, nothing negative that
// counts or lasts, intervals around their means, parts that add up to their wholes, nothing unknown
// without a reason. What the audit finds is a bug in edgecase: it judges no design.
//
// Not audited: whether possible numbers are right; validate and the tests do that.

#include <string>
#include <vector>

#include <edgecase/result.hpp>

namespace edgecase {

/// What cannot be, one sentence each; empty: all numbers are possible.
std::vector<std::string> audit(const Result& result);

}  // namespace edgecase
