#pragma once
// JSON as the product writes it: keys in the order in which they were added; numbers that are not
// finite are null; what is not UTF-8 is replaced, as file names may be anything.

#include <string>

#include <nlohmann/json.hpp>

namespace edgecase {

using Json = nlohmann::ordered_json;

/// indent < 0: on one line.
inline std::string dumped(const Json& json, int indent = 2) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace edgecase
