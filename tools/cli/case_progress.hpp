#pragma once
// What a person has practised, over all sessions, in one SQLite file: $EDGECASE_PROGRESS, else
// edgecase/progress.sqlite in $XDG_DATA_HOME (~/.local/share).

#include <filesystem>

#include "cli/case_session.hpp"

namespace edgecase::cli {

/// Throws Error: there is neither of the variables, nor $HOME.
std::filesystem::path progress_file();

/// Adds a submitted session; once, however often it is called. Throws Error.
void record_progress(const SessionFolder& folder, double points);

}  // namespace edgecase::cli
