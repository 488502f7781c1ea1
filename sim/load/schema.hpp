#pragma once
// The JSON Schema (draft-07) of a specification, for completion and validation in editors. Rules
// that a schema cannot express (sums of shares, references) are checked only by the reader.

#include <string>
#include <string_view>

#include "load/type/type.hpp"

namespace edgecase {

std::string json_schema(const Type& type, std::string_view title);

}  // namespace edgecase
