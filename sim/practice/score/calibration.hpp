#pragma once
// Whether a person's intervals contain the outcome as often as they claim, and on which side they
// miss.
// Assumes: forecasts are independent of each other (two questions answered by one run are not
//   quite).
// Errors: none are thrown; what cannot be known yet is unknown. With few forecasts it nearly always
//   is: 8 hits of 10 come from people whose true rate is anything between 49% and 94%.
// Source: interval of a share: Wilson 1927; decomposition of the Brier score: Murphy 1973.

#include <cstddef>
#include <cstdint>
#include <span>

#include "measure/statistics.hpp"
#include "practice/score/interval_score.hpp"

namespace edgecase {

/// Below this number of forecasts a hit rate says too little to be shown.
constexpr std::size_t least_forecasts = 20;

/// Wilson's interval of a share; unknown for count = 0. Requires: hits <= count.
Interval wilson_interval(std::size_t hits, std::size_t count,
                         double confidence = default_confidence);

/// The probability of at most `hits` successes in `count` independent trials. 0 < p < 1.
double binomial_at_most(std::size_t hits, std::size_t count, double p);

/// The largest number of hits that shows overconfidence: a person whose intervals hold as stated
/// has as few with probability `error` at most. -1 if not even 0 hits would.
std::int64_t most_hits_of_overconfident(std::size_t count, double level = forecast_level,
                                        double error = 0.05);

enum class Calibrated : std::uint8_t {
  not_yet_known,   ///< too few forecasts, or the hits agree with the level
  overconfident,   ///< intervals too narrow: significantly few hits (one-sided, 5%)
  underconfident,  ///< intervals too wide: significantly many
};

/// One forecast with its outcome.
struct ScoredForecast {
  ForecastScale scale;
  IntervalForecast forecast;
  double outcome = 0;
};

struct Calibration {
  std::size_t count = 0;  ///< forecasts that can be scored
  std::size_t hits = 0;
  /// Both unknown below `least_forecasts`; the mean of the rate is then unknown too.
  Interval hit_rate;
  /// Mean error in own half-widths, Student t: above 0, outcomes are higher than expected.
  Interval bias;
  Calibrated finding = Calibrated::not_yet_known;
};

/// Over forecasts of one level. One that cannot be scored is left out.
Calibration calibration_of(std::span<const ScoredForecast> forecasts,
                           double level = forecast_level);

/// A claim with the probability that its author gave it.
struct BinaryForecast {
  double probability = 0;
  bool came_true = false;
};

/// The mean squared error of probabilities and its parts:
/// score = reliability - resolution + uncertainty, exactly, in groups of equal probability.
struct BrierScore {
  double score = 0;
  double reliability = 0;  ///< how far stated probabilities are from what happened; 0 is best
  double resolution = 0;   ///< how much the groups differ from each other; large is good
  double uncertainty = 0;  ///< of the questions, whatever one answers
};

/// All NaN without forecasts.
BrierScore brier_score(std::span<const BinaryForecast> forecasts);

}  // namespace edgecase
