#pragma once
// "Did you mean": the nearest of the valid words.

#include <span>
#include <string>
#include <string_view>

namespace edgecase {

/// Edit distance: letters changed, added, dropped or swapped with their neighbour. Case is ignored,
/// and `-` equals `_`.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate that is the same word, else a synonym (synonyms.hpp), else the first of the
/// nearest within a third of the word's length; empty if none.
std::string_view closest(std::string_view word, std::span<const std::string_view> candidates);

/// "did you mean `ttl`?", or empty.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

/// "a, b, c"; after `most` names "… and 12 more".
std::string enumerate(std::span<const std::string_view> words, std::size_t most = 24);

}  // namespace edgecase
