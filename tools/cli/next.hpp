#pragma once
// The suggested next command, ready to paste.

#include <string>
#include <vector>

#include <edgecase/result.hpp>

#include "plan/blueprint.hpp"

namespace edgecase::cli {

/// The most informative command after this run. If inconclusive: more replications. After a run
/// with overrides: the comparison with the scenario as it is. Otherwise a comparison with one
/// change that fits what was run: without a guard, through an attack or a fault, with instances
/// kept ready, with fresher content, with or without a tier; only a change that the scenario
/// accepts. Empty for a scenario from stdin, which cannot be read again.
std::string next_command(const Result& result, const Blueprint& plan, const std::string& scenario,
                         const std::vector<std::string>& overrides);

/// Quoted for a shell where necessary.
std::string shell_word(const std::string& word);

}  // namespace edgecase::cli
