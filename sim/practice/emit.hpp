#pragma once
// A document as YAML text that reads back as the same document. Comments are not part of it.

#include <string>

#include "load/text/document.hpp"

namespace edgecase {

/// Mappings and lists in blocks, one key a line; texts are quoted where they must be.
std::string yaml_text(const Node& node, int indent = 0);

}  // namespace edgecase
