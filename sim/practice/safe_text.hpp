#pragma once
// Texts from others (names, claims) where they would otherwise be taken for something else.

#include <string>
#include <string_view>

namespace edgecase {

/// A cell of a CSV file that no spreadsheet takes for a formula: one that begins with = + - @ or a
/// control character gets an apostrophe in front.
std::string safe_cell(const std::string& text);
/// Without control characters (escape sequences of terminals), line breaks become blanks.
std::string safe_line(std::string_view text);
/// For HTML text and attribute values.
std::string safe_html(std::string_view text);

}  // namespace edgecase
