#pragma once
// Synonyms: words of other tools, other fields and everyday language, and the terms used here.

#include <span>
#include <string_view>

namespace edgecase {

/// The candidate that the word means; empty: none of them. Case, `-`, `_` and blanks do not matter.
std::string_view synonym_of(std::string_view word, std::span<const std::string_view> candidates);

/// Whether two words differ in case, blanks, `-` and `_` at most: `maxAge`, `max-age`, `max_age`.
bool same_word(std::string_view a, std::string_view b);

}  // namespace edgecase
