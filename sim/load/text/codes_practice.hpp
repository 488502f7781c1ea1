#pragma once
// Codes of cases to practise on: EC06xx.

#include "load/text/codes.hpp"

namespace edgecase {

namespace code {
inline constexpr std::string_view case_world = "EC0601";    // a design that sets the world
inline constexpr std::string_view no_lever = "EC0602";      // a design that sets a frozen key
inline constexpr std::string_view other_case = "EC0603";    // a design for another case
inline constexpr std::string_view points_sum = "EC0604";    // points that are not 100
inline constexpr std::string_view free_points = "EC0605";   // a row that nothing passes
inline constexpr std::string_view case_open = "EC0606";     // a part of the case is missing
inline constexpr std::string_view bad_forecast = "EC0607";  // an impossible ignorant interval
inline constexpr std::string_view bad_settings = "EC0608";  // settings that the world refuses
}  // namespace code

std::span<const CodeEntry> practice_codes();

}  // namespace edgecase
