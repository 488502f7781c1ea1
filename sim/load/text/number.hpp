#pragma once
// A text that is a floating-point number and nothing else, for standard libraries with and without
// std::from_chars for it (libc++ has it from version 20 on).

#include <string_view>

namespace edgecase {

/// Sets `value` to the nearest double of the whole text ("12", "-0.5", "3e8"; no blanks, no sign +,
/// any case). False, with `value` as it was: the text is something else ("inf"), or out of range.
bool read_double(std::string_view text, double& value);

}  // namespace edgecase
