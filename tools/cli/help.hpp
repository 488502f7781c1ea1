#pragma once
// Help texts, generated from the descriptions of the commands.

#include <string>
#include <vector>

#include "cli/command.hpp"

namespace edgecase::cli {

std::string overview(const std::vector<Command>& commands);
/// `title`: the full name of the command, e.g. "edgecase net rtt".
std::string help_text(const Command& command, const std::string& title);
/// The one-line usage of a command.
std::string usage_line(const Command& command, const std::string& title);

}  // namespace edgecase::cli
