#pragma once
// Tells a result that was saved with `-o result.json` from a scenario.

#include <string>

namespace edgecase::cli {

/// Throws UsageError where the file is a saved result; does nothing for any other file.
void refuse_saved_result(const std::string& file);

}  // namespace edgecase::cli
