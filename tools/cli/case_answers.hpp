#pragma once
// What a candidate does in a session, as the commands of `edgecase case` and the interview share
// it. Each logs the event and prints what comes of it. They throw UsageError for what cannot be
// read.

#include <string>
#include <vector>

#include "cli/case_session.hpp"

namespace edgecase::cli {

void ask_fact(SessionFolder& folder, const std::string& question);
/// QUANTITY LOW HIGH [BEST].
void make_forecast(SessionFolder& folder, const std::vector<std::string>& words);
/// False: the design was refused; stderr says why.
bool make_claim(SessionFolder& folder, const std::string& text);
/// Runs design.yaml. False: it was refused; stderr says why.
bool run_and_print(SessionFolder& folder);

}  // namespace edgecase::cli
