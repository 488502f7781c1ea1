#include "practice/score/scale.hpp"

#include <cmath>
#include <limits>

namespace edgecase {

double on_scale(const ForecastScale& scale, double value) {
  constexpr double outside = std::numeric_limits<double>::quiet_NaN();
  switch (scale.kind) {
    case ScaleKind::linear:
      return value;
    case ScaleKind::logarithmic:
      return value > 0 ? std::log(value) : outside;
    case ScaleKind::logit:
      return value > 0 && value < 1 ? std::log(value) - std::log1p(-value) : outside;
    case ScaleKind::asinh:
      return scale.unit > 0 ? std::asinh(value / scale.unit) : outside;
  }
  return outside;
}

std::string_view name_of(ScaleKind kind) {
  switch (kind) {
    case ScaleKind::linear:
      return "linear";
    case ScaleKind::logarithmic:
      return "log";
    case ScaleKind::logit:
      return "logit";
    case ScaleKind::asinh:
      break;
  }
  return "asinh";
}

}  // namespace edgecase
