#pragma once
// Diagnostics as text (source line, carets, suggestion), as JSON for editors, and as CI
// annotations.

#include <string>

#include "load/text/diagnostics.hpp"

namespace edgecase {

struct RenderStyle {
  bool color = false;
  std::size_t most = 20;  // the rest is counted, not shown
};

std::string render_text(const Diagnostics& diagnostics, RenderStyle style = {});
/// A JSON list of objects with the members of Diagnostic.
std::string render_json(const std::vector<Diagnostic>& diagnostics);
/// One `::error file=...,line=...,col=...,title=...::message` line each.
std::string render_github(const std::vector<Diagnostic>& diagnostics);

}  // namespace edgecase
