#pragma once
// Numbers for readers: with their unit, with no more digits than their interval supports, and the
// same on every machine. A value without data (NaN) is a dash.

#include <string>
#include <string_view>

#include <edgecase/result.hpp>

namespace edgecase {

/// The mean and its interval at one scale and with the same decimals: "312 ms", "[301, 324]".
struct EstimateText {
  std::string mean;
  std::string interval;  ///< empty where there is none
};

/// `unit` is a metric's: ms, s, 1 (shown as %), 1/s, bit/s, $, count. An exact value (an interval
/// without width) shows what three significant digits show.
EstimateText estimate_text(const Estimate& estimate, std::string_view unit);

/// One value without an interval: three significant digits; shares near 1 get as many as are
/// needed to differ from 100%.
std::string value_text(double value, std::string_view unit);

/// A limit as it was written: no more digits than it has. "99.9%", "600 ms", "$8,000".
std::string limit_text(double limit, std::string_view unit);

/// With its sign: "+12 ms", "−$5,750", "0 ms"; shares differ by percentage points: "+3.2 pp".
EstimateText difference_text(const Estimate& difference, std::string_view unit);

/// A relative change: "−63.0%", "[−63.8, −62.1]".
EstimateText relative_text(const Estimate& change);

/// "9.6 M", "1,234", "312 k": a number of things.
std::string count_text(double value);

/// Whole dollars with thousands separators; cents below a hundred dollars: "$11,912", "$3.20".
std::string dollars_text(double dollars);

/// "20 min", "1.5 h", "45 s": a duration in a suitable unit.
std::string seconds_text(double seconds);

}  // namespace edgecase
