#pragma once
// Words of other tools, of other fields and of everyday language, and what they are called here.

#include <span>
#include <string_view>

namespace edgecase {

/// The candidate that the word means; empty: none of them. Case, `-`, `_` and blanks do not matter.
std::string_view synonym_of(std::string_view word, std::span<const std::string_view> candidates);

/// Whether two words differ in case, blanks, `-` and `_` at most: `maxAge`, `max-age`, `max_age`.
bool same_word(std::string_view a, std::string_view b);

}  // namespace edgecase
