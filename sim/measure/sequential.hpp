#pragma once
// Comparing two shares while data comes in: how many requests a canary needs, and when one may
// decide at every look without raising more false alarms than declared.
//
// Assumes: requests independent; looks after equal amounts of data. A bound is a number of standard
//   deviations; a look that finds more is an alarm. Statistics of few failures use the exact
//   binomial distribution, because a normal approximation would raise too many alarms.
// Errors: EC_CHECK on shares outside (0, 1), on no looks.
// Source: sample size: Fleiss, Statistical Methods for Rates and Proportions, ch. 4; repeated
// looks:
//   Armitage, McPherson and Rowe, J. R. Statist. Soc. A 132 (1969); bounds: O'Brien and Fleming,
//   Biometrics 35 (1979); sequential probability ratio: Wald 1945.
// Not modelled: stopping early because a difference has become unlikely (futility).

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace edgecase {

/// Whether a difference in either direction is an alarm, or only an increase.
enum class Sides : std::uint8_t { one, two };

/// Requests in each of two equal groups, so that a two-sided test at `alpha` notices that a share
/// is `other` instead of `base` with probability `power`.
std::int64_t sample_size(double base, double other, double alpha = 0.05, double power = 0.8);

/// The probability that at least one look passes its bound although nothing differs.
double false_alarms(std::span<const double> bounds, Sides sides);

/// Bounds c * sqrt(K / k) at looks k = 1 … K with c such that `false_alarms` is alpha.
std::vector<double> obrien_fleming(std::size_t looks, double alpha, Sides sides);

/// A group of requests, and how many of them failed.
struct FailureCount {
  double requests = 0;
  double failures = 0;
};

/// Standard deviations by which the canary has more failures than its share of the requests lets
/// expect, from the exact distribution of the failures among the groups. Conservative: never above
/// what the normal quantile of that probability says. 0 if nothing failed or a group is empty.
double excess(const FailureCount& canary, const FailureCount& control);

/// Wald's bounds of the log likelihood ratio: above `reject` there is a difference, below `accept`
/// there is none.
struct RatioBounds {
  double reject;
  double accept;
};
RatioBounds wald_bounds(double alpha, double beta);

/// Log likelihood ratio of "the canary fails `ratio` times as often" to "as often".
double log_likelihood_ratio(const FailureCount& canary, const FailureCount& control, double ratio);

}  // namespace edgecase
