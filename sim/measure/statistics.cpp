#include "measure/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/special.hpp"

namespace edgecase {

namespace {

struct Moments {
  double mean = Interval::unknown;
  double variance = Interval::unknown;  // of one value; unbiased
  std::size_t count = 0;
  std::size_t absent = 0;
};

// Deviations from the first value: exact when all values are equal, and two passes keep the
// variance accurate when the mean is large against the spread.
Moments moments_of(std::span<const double> values) {
  Moments m;
  double first = 0;
  double sum = 0;
  for (const double v : values) {
    if (std::isnan(v)) {
      ++m.absent;
      continue;
    }
    if (m.count == 0) first = v;
    sum += v - first;
    ++m.count;
  }
  if (m.count == 0) return m;
  const auto n = static_cast<double>(m.count);
  m.mean = std::isfinite(first) ? first + sum / n : first;
  if (m.count < 2 || !std::isfinite(m.mean)) return m;
  double squares = 0;
  for (const double v : values) {
    if (!std::isnan(v)) squares += (v - m.mean) * (v - m.mean);
  }
  m.variance = squares / (n - 1);
  return m;
}

Interval interval_of(const Moments& m, double confidence) {
  Interval result;
  result.mean = m.mean;
  result.count = m.count;
  result.absent = m.absent;
  if (!std::isfinite(m.variance)) return result;
  const auto n = static_cast<double>(m.count);
  const double half = student_t_quantile((1 + confidence) / 2, n - 1) * std::sqrt(m.variance / n);
  result.lo = m.mean - half;
  result.hi = m.mean + half;
  return result;
}

/// What a step on the log scale multiplies by. From a factor e on it grows along its tangent: a
/// spread as large as the mean says little of the scale, and exp would say a million times the
/// mean.
double factor_of(double step) { return step <= 1 ? std::exp(step) : std::exp(1.0) * step; }

struct Pairs {
  std::vector<double> base;
  std::vector<double> alternative;
  std::size_t absent = 0;
};

Pairs complete_pairs(std::span<const double> base, std::span<const double> alternative) {
  Pairs pairs;
  const std::size_t n = std::min(base.size(), alternative.size());
  for (std::size_t i = 0; i < n; ++i) {
    if (std::isnan(base[i]) || std::isnan(alternative[i])) {
      ++pairs.absent;
      continue;
    }
    pairs.base.push_back(base[i]);
    pairs.alternative.push_back(alternative[i]);
  }
  return pairs;
}

}  // namespace

double Interval::relative_half_width() const {
  const double size = std::abs(mean);
  return size > 0 ? half_width() / size : unknown;
}

Interval within(Range range, Interval i) {
  if (!i.known()) return i;
  const double m = i.mean;
  const double h = i.half_width();
  switch (range) {
    case Range::any:
      break;
    case Range::nonnegative:
      if (!(m > 0)) break;
      i.lo = m / factor_of(h / m);
      i.hi = m * factor_of(h / m);
      break;
    case Range::share: {
      if (!(m > 0 && m < 1)) break;
      const double factor = factor_of(h / (m * (1 - m)));  // of the odds
      i.lo = m / (m + (1 - m) * factor);
      i.hi = m / (m + (1 - m) / factor);
      break;
    }
    case Range::share_change:
      i.lo = std::max(i.lo, -1.0);
      i.hi = std::min(i.hi, 1.0);
      break;
    case Range::relative_change: {
      const double ratio = 1 + m;
      if (!(ratio > 0)) break;
      i.lo = ratio / factor_of(h / ratio) - 1;
      i.hi = ratio * factor_of(h / ratio) - 1;
      break;
    }
  }
  return i;
}

double student_t_quantile(double p, double degrees) {
  if (!(p > 0 && p < 1) || !(degrees > 0)) return Interval::unknown;
  return students_t_quantile(degrees, p);
}

Interval mean_interval(std::span<const double> values, double confidence) {
  return interval_of(moments_of(values), confidence);
}

Interval paired_difference(std::span<const double> base, std::span<const double> alternative,
                           double confidence) {
  Pairs pairs = complete_pairs(base, alternative);
  for (std::size_t i = 0; i < pairs.base.size(); ++i) pairs.alternative[i] -= pairs.base[i];
  Interval result = mean_interval(pairs.alternative, confidence);
  result.absent = pairs.absent;
  return result;
}

Interval relative_difference(std::span<const double> base, std::span<const double> alternative,
                             double confidence) {
  Pairs pairs = complete_pairs(base, alternative);
  const Moments below = moments_of(pairs.base);
  Interval result;
  result.count = pairs.base.size();
  result.absent = pairs.absent;
  if (!(std::abs(below.mean) > 0)) return result;
  const bool one_sign = std::all_of(pairs.base.begin(), pairs.base.end(),
                                    [&](double v) { return v * below.mean > 0; });
  if (!one_sign && interval_of(below, confidence).contains(0)) return result;
  const double ratio = moments_of(pairs.alternative).mean / below.mean;
  result.mean = ratio - 1;
  for (std::size_t i = 0; i < pairs.base.size(); ++i) {
    pairs.alternative[i] -= ratio * pairs.base[i];
  }
  Moments residual = moments_of(pairs.alternative);
  residual.mean = result.mean;
  residual.variance /= below.mean * below.mean;
  residual.absent = pairs.absent;
  return interval_of(residual, confidence);
}

std::optional<std::size_t> needed_replications(std::span<const double> values, double precision,
                                               double confidence) {
  const Moments m = moments_of(values);
  const double wanted = precision * std::abs(m.mean);
  if (!(wanted > 0) || !std::isfinite(m.variance)) return std::nullopt;
  const auto wide = [&](std::size_t n) {
    const auto size = static_cast<double>(n);
    const double t = student_t_quantile((1 + confidence) / 2, size - 1);
    return t * std::sqrt(m.variance / size) > wanted;
  };
  // The half-width falls with n, so double until it fits and then bisect.
  constexpr std::size_t most = 1'000'000'000;
  std::size_t enough = 2;
  while (wide(enough)) {
    if (enough >= most) return most;
    enough *= 2;
  }
  std::size_t short_of = enough / 2;
  while (short_of + 1 < enough) {
    const std::size_t middle = short_of + (enough - short_of) / 2;
    (wide(middle) ? short_of : enough) = middle;
  }
  return enough;
}

double coverage(std::span<const Interval> intervals, double truth) {
  if (intervals.empty()) return Interval::unknown;
  const auto hits = std::count_if(intervals.begin(), intervals.end(),
                                  [&](const Interval& i) { return i.contains(truth); });
  return static_cast<double>(hits) / static_cast<double>(intervals.size());
}

Verdict judge(const Interval& value, Comparison comparison, double limit) {
  if (!value.known() || std::isnan(limit)) return Verdict::inconclusive;
  const auto choose = [](bool pass, bool fail) {
    return pass ? Verdict::pass : fail ? Verdict::fail : Verdict::inconclusive;
  };
  switch (comparison) {
    case Comparison::less:
      return choose(value.hi < limit, value.lo >= limit);
    case Comparison::at_most:
      return choose(value.hi <= limit, value.lo > limit);
    case Comparison::greater:
      return choose(value.lo > limit, value.hi <= limit);
    case Comparison::at_least:
      return choose(value.lo >= limit, value.hi < limit);
  }
  return Verdict::inconclusive;
}

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return "pass";
    case Verdict::fail:
      return "fail";
    case Verdict::inconclusive:
      break;
  }
  return "inconclusive";
}

std::string_view symbol_of(Comparison comparison) {
  switch (comparison) {
    case Comparison::less:
      return "<";
    case Comparison::at_most:
      return "<=";
    case Comparison::greater:
      return ">";
    case Comparison::at_least:
      break;
  }
  return ">=";
}

}  // namespace edgecase
