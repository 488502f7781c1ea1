#pragma once
// How long, how large: probability distributions of our own, so that a draw is the same everywhere.
//
// One draw is quantile(u) of one uniform u: monotone, so common random numbers stay synchronised
// when a parameter changes. Values carry the unit of the parameters (seconds, bytes).
// Errors: closed-form kinds to a few ulp of the C library's log, exp, pow; the normal inverse (AS
// 241, Wichura 1988) to 1e-15; gamma by Boost.Math to 1e-14; hyperexponential to 1e-13 by
// safeguarded Newton. Not modelled: correlation between draws, seasonality (that is the load's
// business).

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "core/random.hpp"

namespace edgecase {

/// A known point of an empirical distribution: `share` of the values are at most `value`.
struct QuantilePoint {
  double share = 0;
  double value = 0;
};

/// One branch of a hyperexponential: taken with `probability`, exponential of `mean`.
struct ExponentialPhase {
  double probability = 0;
  double mean = 0;
};

/// How an empirical distribution runs between two known points.
enum class Between : std::uint8_t {
  linear,       ///< value linear in the share: mass spread evenly between the two values
  logarithmic,  ///< log(value) linear in the share: right for sizes over many decades; values > 0
};

/// A distribution as a value: copy it freely. Factories EC_CHECK their parameters; code that reads
/// a scenario validates first.
class Distribution {
 public:
  enum class Kind : std::uint8_t {
    constant,
    uniform,
    exponential,
    lognormal,
    gamma,
    pareto,
    bounded_pareto,
    hyperexponential,
    weibull,
    empirical
  };

  Distribution() : Distribution(constant(0)) {}
  static Distribution constant(double value);
  static Distribution uniform(double low, double high);
  static Distribution exponential(double mean);
  static Distribution lognormal(double mu, double sigma);  ///< of the logarithm
  static Distribution lognormal_p50_p99(double p50, double p99);
  static Distribution lognormal_mean_cv(double mean, double cv);
  static Distribution gamma(double shape, double scale);
  static Distribution gamma_mean_cv(double mean, double cv);
  static Distribution pareto(double minimum, double alpha);
  static Distribution bounded_pareto(double minimum, double maximum, double alpha);
  static Distribution hyperexponential(std::span<const ExponentialPhase> phases);
  /// Two phases with balanced means (each branch carries half of the mean); cv >= 1.
  static Distribution hyperexponential_mean_cv(double mean, double cv);
  static Distribution weibull(double scale, double shape);
  /// Points with rising shares and values; the first share is 0, the last 1.
  static Distribution empirical(std::span<const QuantilePoint> points,
                                Between between = Between::linear);

  Kind kind() const { return kind_; }
  /// The value below which a share u of the draws lies; 0 < u < 1. Monotone in u.
  double quantile(double u) const;
  /// Closed form; infinite where the moment does not exist (Pareto with alpha <= 1, <= 2).
  double mean() const;
  double variance() const;
  /// The same shape with every value multiplied by `factor` > 0.
  Distribution scaled(double factor) const;

 private:
  struct Table;
  struct Moments;
  Distribution(Kind kind, double a, double b = 0, double c = 0);
  double unscaled(double u) const;
  Moments moments() const;

  Kind kind_;
  double a_, b_, c_;  // by kind: in the order of the factory's parameters
  double factor_ = 1;
  std::shared_ptr<const Table> table_;  // phases or points
};

std::string_view name_of(Distribution::Kind kind);

/// Inverse of the standard normal distribution function (AS 241, PPND16): relative error 1e-16.
double normal_quantile(double u);
/// The u-quantile of a Poisson distribution with this mean: by summation, or beyond 50 by the
/// normal quantile with its first correction.
std::int64_t poisson_quantile(double mean, double u);

/// A distribution prepared for hot loops: from 64 random bits to a value in a few ns, whatever the
/// kind. Linear between points at 64 per octave of min(u, 1-u), exact quantile() beyond 2^-21 in
/// either tail. Monotone. Values above 3.2e17 (ten years of nanoseconds) count as that, so that
/// they fit an integer. The error made is measured at construction: see max_relative_error(). 20 KB
/// each.
class QuantileTable {
 public:
  explicit QuantileTable(Distribution distribution);

  /// quantile(unit_open(bits)) to within the stated error.
  double operator()(std::uint64_t bits) const {
    const std::uint64_t upper = bits >> 63;
    const std::uint64_t tail = bits ^ (0 - upper);  // distance from the nearer end, in 2^-64
    const int zeros = std::countl_zero(tail | 1);
    if (zeros > octaves) [[unlikely]]
      return std::min(exact_.quantile(unit_open(bits)), most);
    const std::uint64_t rest = tail << (zeros + 1);  // without its leading 1
    const double* point = points_.data() + upper * side +
                          static_cast<std::size_t>(octaves - zeros) * per_octave +
                          (rest >> (64 - sub_bits));
    const double along = static_cast<double>((rest << sub_bits) >> 12) * 0x1p-52;
    return point[0] + (point[1] - point[0]) * along;
  }
  double operator()(std::uint32_t bits) const {
    return (*this)((static_cast<std::uint64_t>(bits) << 32) | 0x80000000u);
  }
  /// Largest |table - exact| / max(|exact|, |median| / 1000) at the middles of all cells.
  double max_relative_error() const { return error_; }
  const Distribution& exact() const { return exact_; }

 private:
  static constexpr double most = 3.2e17;
  static constexpr int sub_bits = 6;
  static constexpr int octaves = 20;
  static constexpr std::size_t per_octave = std::size_t{1} << sub_bits;
  static constexpr std::size_t side = octaves * per_octave + 1;

  Distribution exact_;
  std::vector<double>
      points_;  // lower half from u = 2^-21 to 1/2, upper half from 1 - 2^-21 to 1/2
  double error_ = 0;
};

}  // namespace edgecase
