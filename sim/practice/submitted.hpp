#pragma once
// A design that a candidate hands in: what it may set, and how it is laid over the case's own.

#include <optional>
#include <string>
#include <vector>

#include "practice/case_spec.hpp"

namespace edgecase {

/// Reads `design.yaml`; the mapping under `design:`, which may be empty. Reports every key that is
/// no lever. Nothing: it was refused.
std::optional<Node> submitted_design(const std::string& text, const std::string& name,
                                     const CaseSpec& spec, Diagnostics& diagnostics);

/// Lays a design over another, key by key; kinds (`{quorum: {...}}`) and lists are replaced as a
/// whole.
void lay_design(Node& base, Node&& over, const Type& type);

/// The design without what it says at or below this key, as text again; empty: it says nothing
/// there.
std::string design_without(const std::string& text, const std::string& path, const CaseSpec& spec);

/// The design with further settings ("design.a.b=1h"), as text again; comments before its first key
/// are kept. Reports settings that are no levers, or that cannot be read; then the text is empty.
std::string design_with(const std::string& text, const std::vector<std::string>& settings,
                        const CaseSpec& spec, Diagnostics& diagnostics);

}  // namespace edgecase
