#pragma once
// What a candidate finds in a new session: the brief, a design to fill in, and the schema of it for
// editors.

#include <string>

#include "practice/case_file.hpp"

namespace edgecase {

/// Markdown: brief, levers, rows, forecasts, and which commands come next.
std::string brief_text(const CaseSpec& spec);

/// design.yaml, with the levers' present values as comments. `world`: the case without a design.
std::string starter_design(const CaseSpec& spec, const Document& world);

/// JSON Schema of design.yaml.
std::string design_schema();

}  // namespace edgecase
