#pragma once
// Words that reports print and users look for, beyond keys, kinds, metrics and codes: stages of a
// request, ways in which it fails, cache statuses, terms of the field, products.

#include <string>
#include <string_view>
#include <vector>

namespace edgecase::cli {

/// What a word means, each meaning a line or more; empty: it is not a word of the glossary. Case,
/// `-`, `_` and blanks do not matter.
std::string glossary_text(std::string_view word);

/// All words, for "did you mean".
std::vector<std::string_view> glossary_words();

}  // namespace edgecase::cli
