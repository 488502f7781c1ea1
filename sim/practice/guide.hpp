#pragma once
// What a coach holds in hand during a session: plan, facts, questions with the numbers that the
// naive and the reference design give, curveballs, what each row teaches, and the model answer.
// Every number is measured when the guide is printed, so that none of them grows old.
// Errors: throws Error where an anchor cannot be run.

#include <string>
#include <vector>

#include "practice/evidence.hpp"
#include "report/layout.hpp"

namespace edgecase {

/// The model answer leaves out each setting of the reference in turn (paired).
std::vector<Section> coach_guide(const CaseFile& one, const Catalogue& catalogue,
                                 const JudgeOptions& options);

}  // namespace edgecase
