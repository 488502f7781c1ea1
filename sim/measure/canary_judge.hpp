#pragma once
// Kayenta's judgement of a canary: whether a metric of the new version is higher or lower than that
// of the old one, from series of values (one a minute, say).
//
// Mann-Whitney: the interval of the shift between both series, by the normal approximation with
// corrections for ties and continuity. "High" if its lower end is above `tolerance` times the
// Hodges-Lehmann estimate of the shift and the ratio of means is at least `allowed_increase`.
// Source: github.com/spinnaker/kayenta, MannWhitneyClassifier, IQRDetector, NetflixACAJudge.
// Differs: the ends of the interval are found to 1e-9 of their range, not to 1e-4; series that are
//   constant are compared as they are, without the noise that Kayenta adds.
// Not modelled: weights of groups of metrics.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace edgecase {

enum class JudgeDirection : std::uint8_t { increase, decrease, either };
enum class JudgeVerdict : std::uint8_t { pass, high, low, no_data };
/// "Pass", "High", "Low", "Nodata".
std::string_view name_of(JudgeVerdict verdict);

struct JudgeSettings {
  JudgeDirection direction = JudgeDirection::either;  ///< that counts as a failure
  double tolerance = 0.25;
  double confidence = 0.98;
  double allowed_increase = 1;  ///< ratio of means from which a metric is High
  double allowed_decrease = 1;  ///< up to which it is Low
  double outlier_factor = 3;    ///< times the interquartile range
};

/// The shift from `control` to `canary`. Requires: neither is empty.
struct Shift {
  double low, estimate, high;
};
Shift shift_between(std::span<const double> control, std::span<const double> canary,
                    double confidence);

/// The values within `factor` interquartile ranges of the quartiles, or within the 1st and 99th
/// percentile, whichever is wider. NaN is left out.
std::vector<double> without_outliers(std::span<const double> values, double factor);

JudgeVerdict judge_metric(std::span<const double> control, std::span<const double> canary,
                          const JudgeSettings& settings = {});

/// One metric's part in the score.
struct JudgedMetric {
  JudgeVerdict verdict = JudgeVerdict::pass;
  bool critical = false;
};
/// 0 to 100: the share of metrics with data that passed; 0 if a critical one did not pass (or has
/// no data), or none has data.
double canary_score(std::span<const JudgedMetric> metrics);

}  // namespace edgecase
