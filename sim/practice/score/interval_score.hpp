#pragma once
// What an interval forecast is worth once the outcome is known: narrow is good, missing costs.
// Assumes: the forecast is a central interval of a stated level (80%: 10% on either side).
// Proper: over many questions, the honest interval has the smallest expected score. That holds
//   because points are an affine function of the score; a floor per question would reward gambling,
//   so no function here has one. Only the mean of a session may be displayed with a floor.
// Errors: none are thrown; NaN where the forecast is no interval (lo > hi), or a value is NaN or is
//   not on the scale.
// Source: interval score: Gneiting and Raftery 2007, eq. 43; weighted interval score: Bracher, Ray,
//   Gneiting and Reich, "Evaluating epidemic forecasts in an interval format", 2021.

#include <span>

#include "practice/score/scale.hpp"

namespace edgecase {

constexpr double forecast_level = 0.8;

/// A central interval that contains the outcome with probability `level`; a value on its edge is
/// inside.
struct IntervalForecast {
  double lo = 0;
  double hi = 0;
  double level = forecast_level;
};

/// Width plus 2/(1 - level) times the distance by which the outcome lies outside, on the scale.
/// Smaller is better.
double interval_score(const ForecastScale& scale, const IntervalForecast& forecast, double outcome);

/// 100 for an interval without width on the outcome, 0 for the ignorant interval (what a person
/// without any knowledge of the subject would say) when it contains the outcome. No bound below.
double forecast_points(const ForecastScale& scale, const IntervalForecast& forecast,
                       const IntervalForecast& ignorant, double outcome);

/// Weighted interval score of several central intervals and the median `best`, each with its usual
/// weight: half the distance of the median plus (1 - level)/2 times each interval score, over the
/// number of intervals plus one half. Smaller is better.
double weighted_interval_score(const ForecastScale& scale,
                               std::span<const IntervalForecast> forecasts, double best,
                               double outcome);

/// How far the outcome lies above the middle of the interval, in half-widths of the interval on the
/// scale: within -1 and 1 it is inside. NaN for an interval without width.
double error_in_half_widths(const ForecastScale& scale, const IntervalForecast& forecast,
                            double outcome);

}  // namespace edgecase
