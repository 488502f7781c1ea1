#pragma once
// One YAML text as a tree of located nodes.

#include <optional>

#include "load/text/document.hpp"

namespace edgecase {

/// The position in the source from which a text was cut.
struct TextOrigin {
  SourceId source = 0;
  int line = 0;    // added to the text's own lines (which count from 1)
  int column = 0;  // added to the columns of the first line
};

/// Empty if the text is not acceptable YAML; the diagnostics hold the reasons. An empty text is an
/// error.
std::optional<Node> parse_yaml(const std::string& text, TextOrigin origin, const LoadLimits& limits,
                               Diagnostics& diagnostics);

/// The code of the first control character in a text, line breaks and tabs excepted.
std::optional<unsigned> control_in(std::string_view text);

/// Normalises line ends to \n and drops the byte order mark; sources are stored like this.
std::string normalised(std::string text);

/// Rejects input before parsing: size, encoding, control characters, indentation with tabs,
/// multiple documents.
bool clean(std::string_view text, SourceId source, const LoadLimits& limits,
           Diagnostics& diagnostics);

}  // namespace edgecase
