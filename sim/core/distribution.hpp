#pragma once
// How long, how large: probability distributions of our own, so that a draw is the same everywhere.
//
// One draw is quantile(u) of one uniform u: monotone, so common random numbers stay synchronised
// when a parameter changes. Values carry the unit of the parameters (seconds, bytes).
// Errors: closed-form kinds to a few ulp of the C library's log, exp, pow; the normal inverse (AS
// 241, Wichura 1988) to 1e-15; gamma by Boost.Math to 1e-14; hyperexponential to 1e-13 by safeguarded
// Newton. Not modelled: correlation between draws, seasonality (that is the load's business).

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

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

/// A distribution as a value: copy it freely. Factories EC_CHECK their parameters; whoever reads a
/// scenario validates first.
class Distribution {
 public:
  enum class Kind : std::uint8_t {
    constant, uniform, exponential, lognormal, gamma, pareto, bounded_pareto, hyperexponential,
    weibull, empirical
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
  Distribution(Kind kind, double a, double b = 0, double c = 0) : kind_(kind), a_(a), b_(b), c_(c) {}

  Kind kind_;
  double a_, b_, c_;  // meaning by kind, see distribution.cpp
  double factor_ = 1;
  std::shared_ptr<const Table> table_;
};

std::string_view name_of(Distribution::Kind kind);

/// Inverse of the standard normal distribution function (AS 241, PPND16): relative error 1e-16.
double normal_quantile(double u);

/// A distribution prepared for hot loops: from 64 random bits to a value in a few ns, whatever the
/// kind. Linear between points at 64 per octave of min(u, 1-u), exact quantile() beyond 2^-20 in
/// either tail. Monotone. The error made is measured at construction: see max_relative_error().
class QuantileTable {
 public:
  explicit QuantileTable(const Distribution& distribution);

  /// quantile(unit_open(bits)) to within the stated error.
  double operator()(std::uint64_t bits) const;
  double operator()(std::uint32_t bits) const {
    return (*this)((static_cast<std::uint64_t>(bits) << 32) | 0x80000000u);
  }
  /// Largest |table - exact| / max(|exact|, mean / 1000) seen at four inner points of every cell.
  double max_relative_error() const { return error_; }
  const Distribution& exact() const { return exact_; }

 private:
  struct Cell {
    double at, slope;
  };
  static constexpr int sub_bits = 6;
  static constexpr int octaves = 20;
  Distribution exact_;
  std::vector<Cell> cells_;  // lower half of u, then upper half; octave by octave from the tail
  double error_ = 0;
};

}  // namespace edgecase
