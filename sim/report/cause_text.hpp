#pragma once
// Causes of failure in words.

#include <string>
#include <string_view>

namespace edgecase {

/// "origin_timeout (1.20%: the origin did not answer in time)". Requires: the label `cause` of a
/// metric, and how much there is of it.
std::string cause_text(std::string_view cause, std::string_view amount);

}  // namespace edgecase
