#pragma once
// The scenario that `edgecase init` writes: small and complete, with a comment on each decision.

#include <string>

namespace edgecase::cli {

/// Path of the schema, relative to the scenario.
constexpr const char* schema_path = ".edgecase/scenario.schema.json";

/// The first line of a scenario: editors that support it complete keys and highlight errors.
std::string modeline();
std::string starter_scenario(const std::string& name);

}  // namespace edgecase::cli
