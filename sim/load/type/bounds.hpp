#pragma once
// The range of a scalar: set by the field, else implied by its unit (no negative durations, shares
// up to 100%).

#include <string>
#include <vector>

#include "load/type/type.hpp"

namespace edgecase {

std::vector<Bound> effective_bounds(const ScalarType& scalar, const Field* field);

/// "at least 1MB, at most 10TB"; empty: any.
std::string range_text(const ScalarType& scalar, const Field* field);

/// "must be at least 1MB" if the value is outside; empty if it is inside.
std::string outside(const ScalarType& scalar, const Field* field, const void* value);

}  // namespace edgecase
