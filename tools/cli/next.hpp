#pragma once
// What to run next, as a command that can be pasted.

#include <string>
#include <vector>

#include <edgecase/result.hpp>

#include "plan/blueprint.hpp"

namespace edgecase::cli {

/// Unsure: more replications. Otherwise: the same fate with one thing about the cache changed.
/// `overrides`: those of the run, which the command repeats.
std::string next_command(const Result& result, const Blueprint& plan, const std::string& scenario,
                         const std::vector<std::string>& overrides);

/// As a shell reads it back: quoted where it must be.
std::string shell_word(const std::string& word);

}  // namespace edgecase::cli
