#pragma once
// JSON as the product writes it: keys in the order in which they were added; numbers that are not
// finite are null; what is not UTF-8 is replaced, as file names may be anything. And JSON as others
// write it.

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace edgecase {

using Json = nlohmann::ordered_json;

/// indent < 0: on one line.
inline std::string dumped(const Json& json, int indent = 2) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

/// JSON from outside: `is_discarded()` unless it is JSON in UTF-8 of at most `deepest_json` levels.
/// Copying, printing and comparing a value recurse into it, so millions of brackets would exhaust
/// the stack.
inline constexpr int deepest_json = 100;
Json parsed_json(std::string_view text);

}  // namespace edgecase
