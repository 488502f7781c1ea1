#pragma once
// The scenarios that an assistant may name: files below the working directory, and those that ship.
// Links, `..` and absolute paths lead nowhere else; what a scenario refers to follows the rules of
// scenarios from others (LoadOptions::allow_outside = false).

#include <filesystem>
#include <string>
#include <vector>

#include <edgecase/load.hpp>

namespace edgecase::cli {

/// Which scenario a call is about: `yaml`, unless it is empty, as if it were a file of the working
/// directory; else `name`, a file or a shipped scenario.
struct NamedScenario {
  std::string name;
  std::string yaml;
};

/// Throws UsageError for a name that leads elsewhere, Error for what cannot be read.
Loaded load_for_assistant(const NamedScenario& scenario, const std::vector<std::string>& overrides);

/// Scenarios below the working directory, as paths relative to it, sorted: at most 200, three
/// folders deep.
std::vector<std::filesystem::path> own_scenarios();

}  // namespace edgecase::cli
