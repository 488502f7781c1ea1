#pragma once
// One YAML text as a tree of located nodes.

#include <optional>

#include "load/text/document.hpp"

namespace edgecase {

/// What stands where in the source a text was cut from.
struct TextOrigin {
  SourceId source = 0;
  int line = 0;    // added to the text's own lines (which count from 1)
  int column = 0;  // added to the columns of the first line
};

/// Nothing if the text is no acceptable YAML; the diagnostics say why. An empty text is refused.
std::optional<Node> parse_yaml(const std::string& text, TextOrigin origin, const LoadLimits& limits,
                               Diagnostics& diagnostics);

/// Line ends as \n, no byte order mark; what a source's text is kept as.
std::string normalised(std::string text);

/// Refuses what the parser should not even see: size, encoding, control characters, tabs that
/// indent, several documents.
bool clean(std::string_view text, SourceId source, const LoadLimits& limits,
           Diagnostics& diagnostics);

}  // namespace edgecase
