#include "load/json.hpp"

#include <algorithm>

namespace edgecase {
namespace {

/// How deep brackets nest, outside of strings; of what is no JSON, anything.
int depth_of(std::string_view text) {
  int depth = 0;
  int deepest = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size() && deepest <= deepest_json; ++i) {
    const char c = text[i];
    if (c == '"') quoted = !quoted;
    if (quoted && c == '\\') ++i;
    if (quoted) continue;
    if (c == '[' || c == '{') deepest = std::max(deepest, ++depth);
    if (c == ']' || c == '}') --depth;
  }
  return deepest;
}

}  // namespace

Json parsed_json(std::string_view text) {
  if (depth_of(text) > deepest_json) return Json(Json::value_t::discarded);
  return Json::parse(text, nullptr, false);
}

}  // namespace edgecase
