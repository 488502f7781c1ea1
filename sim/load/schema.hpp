#pragma once
// The JSON Schema (draft-07) of a specification, for completion and squiggles in editors.
// What a schema cannot say (shares that add up, names that refer) only the reader checks.

#include <string>
#include <string_view>

#include "load/type/type.hpp"

namespace edgecase {

std::string json_schema(const Type& type, std::string_view title);

}  // namespace edgecase
