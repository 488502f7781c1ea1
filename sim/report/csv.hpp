#pragma once
// Cells of a CSV file.

#include <string>

namespace edgecase {

/// Quoted only where the text would break the line (RFC 4180).
std::string csv_text(const std::string& text);
/// The shortest text that reads back as the same number; empty for what did not occur.
std::string csv_number(double value);

}  // namespace edgecase
