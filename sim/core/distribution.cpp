#include "core/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

#include "core/check.hpp"
#include "core/special.hpp"

namespace edgecase {

struct Distribution::Table {
  std::vector<ExponentialPhase> phases;
  std::vector<QuantilePoint> points;
  Between between = Between::linear;
};

struct Distribution::Moments {
  double mean = 0;
  double variance = 0;
};

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double z99 = 2.3263478740408408;  // normal_quantile(0.99), tested

/// (1 - r^d) / d for 0 < r < 1, also where d goes through 0.
double power_ratio(double r, double d) {
  const double log_r = std::log(r);
  return std::abs(d) < 1e-12 ? -log_r : -std::expm1(d * log_r) / d;
}

/// (e^x - 1) / x, also where x goes through 0.
double growth(double x) { return std::abs(x) < 1e-12 ? 1 : std::expm1(x) / x; }

/// x with sum of p exp(-x / m) = survival. The logarithm of the sum is convex and falling, so
/// Newton's steps from 0 grow towards the solution and never pass it.
double hyperexponential_quantile(std::span<const ExponentialPhase> phases, double survival) {
  const double target = std::log(survival);
  double x = 0;
  for (int i = 0; i < 200; ++i) {
    double sum = 0;
    double slope = 0;
    for (const ExponentialPhase& phase : phases) {
      const double part = phase.probability * std::exp(-x / phase.mean);
      sum += part;
      slope += part / phase.mean;
    }
    const double step = (std::log(sum) - target) * sum / slope;
    x = std::max(x + step, 0.0);
    if (std::abs(step) <= 1e-14 * x) break;
  }
  return x;
}

double empirical_quantile(std::span<const QuantilePoint> points, Between between, double u) {
  const auto after = std::upper_bound(points.begin() + 1, points.end() - 1, u,
                                      [](double x, const QuantilePoint& p) { return x < p.share; });
  const QuantilePoint& low = after[-1];
  const QuantilePoint& high = after[0];
  const double along = (u - low.share) / (high.share - low.share);
  if (between == Between::linear) return low.value + (high.value - low.value) * along;
  return low.value * std::exp(std::log(high.value / low.value) * along);
}

}  // namespace

Distribution::Distribution(Kind kind, double a, double b, double c)
    : kind_(kind), a_(a), b_(b), c_(c) {
  EC_CHECK(std::isfinite(a) && std::isfinite(b) && std::isfinite(c), "parameters are finite");
}

Distribution Distribution::constant(double value) { return {Kind::constant, value}; }

Distribution Distribution::uniform(double low, double high) {
  EC_CHECK(low <= high);
  return {Kind::uniform, low, high};
}

Distribution Distribution::exponential(double mean) {
  EC_CHECK(mean > 0);
  return {Kind::exponential, mean};
}

Distribution Distribution::lognormal(double mu, double sigma) {
  EC_CHECK(sigma >= 0);
  return {Kind::lognormal, mu, sigma};
}

Distribution Distribution::lognormal_p50_p99(double p50, double p99) {
  EC_CHECK(p50 > 0 && p99 >= p50);
  return lognormal(std::log(p50), std::log(p99 / p50) / z99);
}

Distribution Distribution::lognormal_mean_cv(double mean, double cv) {
  EC_CHECK(mean > 0 && cv >= 0);
  const double sigma2 = std::log1p(cv * cv);
  return lognormal(std::log(mean) - sigma2 / 2, std::sqrt(sigma2));
}

Distribution Distribution::gamma(double shape, double scale) {
  EC_CHECK(shape > 0 && scale > 0);
  return {Kind::gamma, shape, scale};
}

Distribution Distribution::gamma_mean_cv(double mean, double cv) {
  EC_CHECK(mean > 0 && cv > 0);
  return gamma(1 / (cv * cv), mean * cv * cv);
}

Distribution Distribution::pareto(double minimum, double alpha) {
  EC_CHECK(minimum > 0 && alpha > 0);
  return {Kind::pareto, minimum, alpha};
}

Distribution Distribution::bounded_pareto(double minimum, double maximum, double alpha) {
  EC_CHECK(minimum > 0 && maximum > minimum && alpha > 0);
  return {Kind::bounded_pareto, minimum, maximum, alpha};
}

Distribution Distribution::hyperexponential(std::span<const ExponentialPhase> phases) {
  double sum = 0;
  for (const ExponentialPhase& phase : phases) {
    EC_CHECK(phase.probability > 0 && phase.mean > 0);
    sum += phase.probability;
  }
  EC_CHECK(std::abs(sum - 1) < 1e-9, "the probabilities of the phases add up to 1");
  Distribution made(Kind::hyperexponential, 0);
  made.table_ =
      std::make_shared<const Table>(Table{{phases.begin(), phases.end()}, {}, Between::linear});
  return made;
}

Distribution Distribution::hyperexponential_mean_cv(double mean, double cv) {
  EC_CHECK(mean > 0 && cv >= 1);
  const double p = (1 + std::sqrt((cv * cv - 1) / (cv * cv + 1))) / 2;
  const ExponentialPhase phases[] = {{p, mean / (2 * p)}, {1 - p, mean / (2 * (1 - p))}};
  return hyperexponential(phases);
}

Distribution Distribution::weibull(double scale, double shape) {
  EC_CHECK(scale > 0 && shape > 0);
  return {Kind::weibull, scale, shape};
}

Distribution Distribution::empirical(std::span<const QuantilePoint> points, Between between) {
  EC_CHECK(points.size() >= 2, "an empirical distribution has at least two points");
  EC_CHECK(std::abs(points.front().share) < 1e-12 && std::abs(points.back().share - 1) < 1e-12,
           "shares run from 0 to 1");
  for (std::size_t i = 0; i < points.size(); ++i) {
    EC_CHECK(std::isfinite(points[i].value));
    EC_CHECK(between == Between::linear || points[i].value > 0, "logarithms need values above 0");
    EC_CHECK(
        i == 0 || (points[i - 1].share < points[i].share && points[i - 1].value <= points[i].value),
        "shares rise and values do not fall");
  }
  Distribution made(Kind::empirical, 0);
  made.table_ = std::make_shared<const Table>(Table{{}, {points.begin(), points.end()}, between});
  return made;
}

double Distribution::quantile(double u) const {
  EC_CHECK(u > 0 && u < 1, "a quantile is asked for strictly between 0 and 1");
  return factor_ * unscaled(u);
}

double Distribution::unscaled(double u) const {
  switch (kind_) {
    case Kind::constant:
      return a_;
    case Kind::uniform:
      return a_ + (b_ - a_) * u;
    case Kind::exponential:
      return -a_ * std::log1p(-u);
    case Kind::lognormal:
      return std::exp(a_ + b_ * normal_quantile(u));
    case Kind::gamma:
      return b_ * gamma_quantile(a_, u);
    case Kind::pareto:
      return a_ * std::exp(-std::log1p(-u) / b_);
    case Kind::bounded_pareto: {
      const double kept = -std::expm1(c_ * std::log(a_ / b_));  // 1 - (low / high)^alpha
      return std::min(a_ * std::exp(-std::log1p(-u * kept) / c_), b_);
    }
    case Kind::hyperexponential:
      return hyperexponential_quantile(table_->phases, 1 - u);
    case Kind::weibull:
      return a_ * std::pow(-std::log1p(-u), 1 / b_);
    case Kind::empirical:
      return empirical_quantile(table_->points, table_->between, u);
  }
  check_failed("kind", source_name(__FILE__), __LINE__, "an unknown kind of distribution");
}

double Distribution::mean() const { return factor_ * moments().mean; }

double Distribution::variance() const { return factor_ * factor_ * moments().variance; }

Distribution::Moments Distribution::moments() const {
  switch (kind_) {
    case Kind::constant:
      return {a_, 0};
    case Kind::uniform:
      return {(a_ + b_) / 2, (b_ - a_) * (b_ - a_) / 12};
    case Kind::exponential:
      return {a_, a_ * a_};
    case Kind::lognormal: {
      const double mean = std::exp(a_ + b_ * b_ / 2);
      return {mean, std::expm1(b_ * b_) * mean * mean};
    }
    case Kind::gamma:
      return {a_ * b_, a_ * b_ * b_};
    case Kind::pareto:
      return {b_ > 1 ? a_ * b_ / (b_ - 1) : infinity,
              b_ > 2 ? a_ * a_ * b_ / ((b_ - 1) * (b_ - 1) * (b_ - 2)) : infinity};
    case Kind::bounded_pareto: {
      const double kept = -std::expm1(c_ * std::log(a_ / b_));
      const double mean = c_ * a_ / kept * power_ratio(a_ / b_, c_ - 1);
      return {mean, c_ * a_ * a_ / kept * power_ratio(a_ / b_, c_ - 2) - mean * mean};
    }
    case Kind::hyperexponential: {
      double mean = 0;
      double square = 0;
      for (const auto& [probability, phase_mean] : table_->phases) {
        mean += probability * phase_mean;
        square += 2 * probability * phase_mean * phase_mean;
      }
      return {mean, square - mean * mean};
    }
    case Kind::weibull: {
      const double mean = a_ * std::tgamma(1 + 1 / b_);
      return {mean, a_ * a_ * std::tgamma(1 + 2 / b_) - mean * mean};
    }
    case Kind::empirical:
      break;
  }
  double mean = 0;
  double square = 0;
  for (std::size_t i = 1; i < table_->points.size(); ++i) {
    const double share = table_->points[i].share - table_->points[i - 1].share;
    const double low = table_->points[i - 1].value;
    const double high = table_->points[i].value;
    if (table_->between == Between::linear) {
      mean += share * (low + high) / 2;
      square += share * (low * low + low * high + high * high) / 3;
    } else {
      const double ratio = std::log(high / low);
      mean += share * low * growth(ratio);
      square += share * low * low * growth(2 * ratio);
    }
  }
  return {mean, square - mean * mean};
}

Distribution Distribution::scaled(double factor) const {
  EC_CHECK(std::isfinite(factor) && factor > 0, "a scale is above 0");
  Distribution other = *this;
  other.factor_ *= factor;
  return other;
}

std::string_view name_of(Distribution::Kind kind) {
  constexpr std::string_view names[] = {
      "constant", "uniform",        "exponential",      "lognormal", "gamma",
      "pareto",   "bounded_pareto", "hyperexponential", "weibull",   "empirical"};
  return names[static_cast<std::size_t>(kind)];
}

QuantileTable::QuantileTable(Distribution distribution)
    : exact_(std::move(distribution)), points_(2 * side) {
  const double typical = std::abs(exact_.quantile(0.5)) / 1000;
  const auto value = [&](bool upper, double tail) {
    return std::min(exact_.quantile(upper ? 1 - tail : tail), most);
  };
  for (const bool upper : {false, true}) {
    double* const half = points_.data() + (upper ? side : 0);
    for (std::size_t i = 0; i < side; ++i) {
      const auto octave = static_cast<int>(i / per_octave);
      const double step = static_cast<double>(i % per_octave) / per_octave;
      const double tail = std::ldexp(1 + step, octave - octaves - 1);
      half[i] = value(upper, tail);
      if (i == 0) continue;
      const double width =
          std::ldexp(1.0 / per_octave, (i % per_octave == 0 ? octave - 1 : octave) - octaves - 1);
      const double exact = value(upper, tail - width / 2);
      const double error = std::abs((half[i - 1] + half[i]) / 2 - exact);
      if (error > 0) error_ = std::max(error_, error / std::max(std::abs(exact), typical));
    }
  }
}

}  // namespace edgecase
