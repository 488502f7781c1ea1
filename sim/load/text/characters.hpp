#pragma once
// Characters that look like those of YAML and are not: what word processors, web pages and
// keyboards of other languages put in place of quotes, dashes, spaces and signs.

#include <cstddef>
#include <string>
#include <string_view>

namespace edgecase {

struct Lookalike {
  std::string_view character;  // UTF-8
  std::string_view name;       // "a typographic quote"
  std::string_view write;      // what YAML and this program understand
};

/// The look-alike that the text begins with; null: another character.
const Lookalike* lookalike_at(std::string_view text);

/// The first look-alike of a text and its offset; null: there is none.
const Lookalike* first_lookalike(std::string_view text, std::size_t& at);

/// The text with every look-alike replaced.
std::string in_ascii(std::string_view text);

/// "replace the typographic quote `“` by `"`"
std::string replace_it(const Lookalike& found);

}  // namespace edgecase
