#pragma once
// Why a text is not valid YAML, in terms of what its author wrote. A parser stops where it can no
// longer go on; the mistake (an open bracket, a typographic quote, a missing space) is often
// elsewhere.

#include <optional>
#include <string>
#include <string_view>

#include "load/text/diagnostics.hpp"

namespace edgecase {

struct SyntaxCause {
  int line = 0;    // from 0
  int column = 0;  // from 0, in bytes
  int length = 1;
  Finding finding;
};

/// The likely cause of an error that a parser noticed at this line (from 0); nothing: unknown.
/// Requires: the text is not valid YAML. On valid text the answer has no meaning.
std::optional<SyntaxCause> cause_of_syntax_error(std::string_view text, int noticed_at);

}  // namespace edgecase
