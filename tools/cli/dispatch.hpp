#pragma once
// Resolves the words of the command line to a command.

#include <string>
#include <vector>

#include "cli/command.hpp"

namespace edgecase::cli {

/// Runs the command that the words name. Throws UsageError.
ExitCode dispatch(const std::vector<Command>& commands, const std::vector<std::string>& words);

}  // namespace edgecase::cli
