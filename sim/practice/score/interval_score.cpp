#include "practice/score/interval_score.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace edgecase {

namespace {

constexpr double not_scored = std::numeric_limits<double>::quiet_NaN();

double width_on(const ForecastScale& scale, const IntervalForecast& forecast) {
  const double width = on_scale(scale, forecast.hi) - on_scale(scale, forecast.lo);
  return width >= 0 ? width : not_scored;
}

}  // namespace

double interval_score(const ForecastScale& scale, const IntervalForecast& forecast,
                      double outcome) {
  const double width = width_on(scale, forecast);
  const double x = on_scale(scale, outcome);
  const double outside = 1 - forecast.level;
  if (std::isnan(width) || std::isnan(x) || !(outside > 0 && outside < 1)) return not_scored;
  const double below = std::max(0.0, on_scale(scale, forecast.lo) - x);
  const double above = std::max(0.0, x - on_scale(scale, forecast.hi));
  return width + 2 / outside * (below + above);
}

double forecast_points(const ForecastScale& scale, const IntervalForecast& forecast,
                       const IntervalForecast& ignorant, double outcome) {
  const double of_ignorance = width_on(scale, ignorant);
  if (!(of_ignorance > 0)) return not_scored;
  return 100 * (1 - interval_score(scale, forecast, outcome) / of_ignorance);
}

double weighted_interval_score(const ForecastScale& scale,
                               std::span<const IntervalForecast> forecasts, double best,
                               double outcome) {
  double sum = std::abs(on_scale(scale, outcome) - on_scale(scale, best)) / 2;
  for (const IntervalForecast& forecast : forecasts) {
    sum += (1 - forecast.level) / 2 * interval_score(scale, forecast, outcome);
  }
  return sum / (static_cast<double>(forecasts.size()) + 0.5);
}

double error_in_half_widths(const ForecastScale& scale, const IntervalForecast& forecast,
                            double outcome) {
  const double half = width_on(scale, forecast) / 2;
  if (!(half > 0)) return not_scored;
  return (on_scale(scale, outcome) - on_scale(scale, forecast.lo)) / half - 1;
}

}  // namespace edgecase
