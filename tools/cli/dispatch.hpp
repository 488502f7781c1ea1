#pragma once
// From the words of the command line to the command that they mean.

#include <string>
#include <vector>

#include "cli/command.hpp"

namespace edgecase::cli {

/// Runs the command that the words name. Throws UsageError.
ExitCode dispatch(const std::vector<Command>& commands, const std::vector<std::string>& words);

}  // namespace edgecase::cli
