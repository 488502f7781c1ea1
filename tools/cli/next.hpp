#pragma once
// The suggested next command, ready to paste.

#include <string>
#include <vector>

#include <edgecase/result.hpp>

#include "plan/blueprint.hpp"

namespace edgecase::cli {

/// If inconclusive: more replications; otherwise a comparison with one cache setting changed.
/// `overrides`: those of the run, repeated in the command.
std::string next_command(const Result& result, const Blueprint& plan, const std::string& scenario,
                         const std::vector<std::string>& overrides);

/// Quoted for a shell where necessary.
std::string shell_word(const std::string& word);

}  // namespace edgecase::cli
