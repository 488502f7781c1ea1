#pragma once
// The metrics of two designs, replication by replication.

#include <vector>

#include <edgecase/result.hpp>

namespace edgecase {

/// Requires: both met the same random numbers. What the comparison's table is about is significant
/// only after Holm's correction over all of it, so that of a table without any effect a row is
/// called significant in 5% of the comparisons, not each twentieth row. Other metrics are judged
/// each by itself.
std::vector<Difference> differences_of(const Result& base, const Result& alternative);

}  // namespace edgecase
