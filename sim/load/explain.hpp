#pragma once
// `edgecase explain`: the meaning, format, range, default and source of a key.

#include <string>
#include <string_view>
#include <vector>

#include "load/type/type.hpp"

namespace edgecase {

struct Explained {
  bool found = false;
  std::string text;
  std::vector<std::string> candidates;  // if the path is ambiguous or a near match
};

/// `path` may be complete (design.caches.static.ttl, with user-defined names), a pattern
/// (design.caches.*.ttl) or the end of one (cache.ttl, ttl); [n] may be left out.
Explained explain(const Type& root, std::string_view path);

/// Every path of the type with `*` for names and items, in the order of the fields.
std::vector<std::string> known_paths(const Type& root);

}  // namespace edgecase
