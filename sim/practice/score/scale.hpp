#pragma once
// The scale on which a forecast is scored: a factor of two too high costs as much as a factor of
// two too low on the logarithmic one, whatever the unit.
// Source: a scoring rule stays proper under every strictly increasing scale (Gneiting and Raftery,
//   "Strictly Proper Scoring Rules, Prediction, and Estimation", 2007).
// Errors: none are thrown; a value that the scale does not hold is NaN, and so is its score.

#include <cstdint>
#include <string_view>

namespace edgecase {

enum class ScaleKind : std::uint8_t {
  linear,       ///< differences count as they are
  logarithmic,  ///< positive quantities: ratios count
  logit,        ///< shares between 0 and 1, exclusive: ratios of odds count
  asinh,        ///< quantities that may be 0 or negative: ratios far from 0, differences near it
};

struct ForecastScale {
  ScaleKind kind = ScaleKind::logarithmic;
  /// `asinh` only: the size at which differences turn into ratios, in the quantity's unit; > 0.
  double unit = 1;
};

/// Where the value lies on the scale; NaN outside what it holds. Strictly increasing.
double on_scale(const ForecastScale& scale, double value);

/// "linear", "log", "logit", "asinh": as a case file writes them.
std::string_view name_of(ScaleKind kind);

}  // namespace edgecase
