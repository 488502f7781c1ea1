#pragma once
// The commands of the tool, one file each.

#include <vector>

#include "cli/command.hpp"

namespace edgecase::cli {

Command run_command();
Command compare_command();
Command why_command();
Command sweep_command();
Command frontier_command();
Command best_command();
Command break_even_command();
Command sensitivity_command();
Command results_command();
Command check_command();
Command explain_command();
Command schema_command();
Command init_command();
Command examples_command();
Command bill_command();
Command net_command();
Command cache_command();
Command validate_command();
Command consistency_command();
Command mcp_command();
Command case_command();
Command completion_command();
Command help_command();

/// All of them, in the order of the help.
std::vector<Command> all_commands();

}  // namespace edgecase::cli
