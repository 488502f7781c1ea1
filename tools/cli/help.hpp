#pragma once
// Help texts, written from the descriptions of the commands.

#include <string>
#include <vector>

#include "cli/command.hpp"

namespace edgecase::cli {

std::string overview(const std::vector<Command>& commands);
/// `title`: how the command is called, e.g. "edgecase net rtt".
std::string help_text(const Command& command, const std::string& title);
/// The one line that shows what a command takes.
std::string usage_line(const Command& command, const std::string& title);

}  // namespace edgecase::cli
