#pragma once
// The scenario that `edgecase init` writes: small, complete, with a comment on each decision.

#include <string>

namespace edgecase::cli {

/// Where the schema stands, as seen from the scenario.
constexpr const char* schema_path = ".edgecase/scenario.schema.json";

/// The first line of a scenario: editors that know it complete keys and mark mistakes.
std::string modeline();
std::string starter_scenario(const std::string& name);

}  // namespace edgecase::cli
