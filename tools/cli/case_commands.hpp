#pragma once
// The subcommands of `edgecase case`, one function each.

#include "cli/command.hpp"

namespace edgecase::cli {

Command case_list_command();
Command case_check_command();
Command case_drill_command();

}  // namespace edgecase::cli
