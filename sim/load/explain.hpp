#pragma once
// `edgecase explain`: what a key means, how it is written, its default and where that comes from.

#include <string>
#include <string_view>
#include <vector>

#include "load/type/type.hpp"

namespace edgecase {

struct Explained {
  bool found = false;
  std::string text;
  std::vector<std::string> candidates;  // when the path could mean several things, or nearly one
};

/// `path` may be whole (design.caches.static.ttl, names of your own included), a pattern
/// (design.caches.*.ttl) or the end of one (cache.ttl, ttl); [n] may be left out.
Explained explain(const Type& root, std::string_view path);

/// Every path of the type with `*` for names and items, in the order of the fields.
std::vector<std::string> known_paths(const Type& root);

}  // namespace edgecase
