#pragma once
// What of a case is given to an audience: the fields that it may see, and nothing of comments.
// In practice on one's own machine nothing can be secret; in graded work the hidden parts never
// leave the coach, and grading runs there.

#include <map>
#include <string>

#include "practice/case_file.hpp"

namespace edgecase {

/// The case as the audience may see it. Forecasts that belong to a curveball are hidden from
/// candidates with it.
std::string handout_case(const CaseFile& one, Audience audience);

/// Files of the hand-out by name: case.yaml, world.yaml (the world as written, put together),
/// brief.md. Nothing: the case cannot be opened, and `diagnostics` say why.
std::map<std::string, std::string> handout(const CaseFile& one, Audience audience,
                                           const Catalogue& catalogue, Diagnostics& diagnostics);

}  // namespace edgecase
