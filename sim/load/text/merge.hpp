#pragma once
// `extends:` and `--set`: merging one document over another.

#include "load/text/document.hpp"
#include "load/text/yaml.hpp"

namespace edgecase {

/// Mappings merge key by key; lists whose items all have a `name` merge by name; everything else is
/// replaced. Every node keeps its source location.
void lay_over(Node& base, Node&& over);

/// The item of a list whose `name` is this; null if none.
Node* item_named(Node& list, std::string_view name);

/// Applies override number `line` ("path=value") of the source `source` to the tree.
void apply_override(Node& root, const std::string& text, TextOrigin origin,
                    const LoadLimits& limits, Diagnostics& diagnostics);

}  // namespace edgecase
