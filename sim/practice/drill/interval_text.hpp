#pragma once
// An interval as people type it: "80 120", "2k..5k", "1,000 - 3,000", "40% to 60%", "$5k $8k".

#include <optional>
#include <string>
#include <string_view>

#include "practice/score/interval_score.hpp"

namespace edgecase {

/// Two numbers of at least 0, the lower one first and not equal; k, M and G after a number are
/// powers of a thousand, `$` and `%` are left out. Nothing: `problem` says what is wrong.
std::optional<IntervalForecast> interval_of(std::string_view text, std::string& problem);

}  // namespace edgecase
