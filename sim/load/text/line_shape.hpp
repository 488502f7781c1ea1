#pragma once
// The shape of single lines of a YAML text: a key without a space after its colon, `key = value`,
// signs that YAML reads differently, indentation that fits no line above.

#include <optional>
#include <string_view>

#include "load/text/syntax.hpp"

namespace edgecase {

/// Whether a text starts a block scalar: `|` or `>`, then at most digits and signs, then nothing.
bool is_block_header(std::string_view text);

/// "ttl:10min" -> 3, the offset of the colon; npos: it has no such shape.
std::size_t colon_without_space(std::string_view text);

/// What is wrong with the lines around the one (from 0) where a parser gave up.
std::optional<SyntaxCause> cause_near(std::string_view text, int line);

}  // namespace edgecase
