#include "measure/crossing.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>

#include <boost/math/tools/toms748_solve.hpp>

#include "core/check.hpp"

namespace edgecase {
namespace {

using IntervalEnd = double Interval::*;

/// The difference on a scale from 0 to 1, each value computed once.
class OnScale {
 public:
  OnScale(const DifferenceAt& difference, double lo, double hi, bool logarithmic)
      : difference_(difference), lo_(lo), hi_(hi), logarithmic_(logarithmic) {}

  double value(double x) const {
    if (x <= 0) return lo_;
    if (x >= 1) return hi_;
    return logarithmic_ ? lo_ * std::pow(hi_ / lo_, x) : lo_ + (hi_ - lo_) * x;
  }
  const Interval& operator()(double x) {
    const auto known = all_.find(x);
    if (known != all_.end()) return known->second;
    return all_.emplace(x, difference_(value(x))).first->second;
  }
  std::size_t evaluations() const { return all_.size(); }

  /// Between two points at which the bound has different signs (or is 0).
  double root(IntervalEnd bound, double from, double to) {
    const double at_from = (*this)(from).*bound;
    const double at_to = (*this)(to).*bound;
    if (!(std::abs(at_from) > 0)) return from;
    if (!(std::abs(at_to) > 0)) return to;
    std::uintmax_t most = 40;
    const auto [below, above] = boost::math::tools::toms748_solve(
        [&](double x) { return (*this)(x).*bound; }, from, to, at_from, at_to,
        [](double a, double b) { return std::abs(b - a) < 1e-4; }, most);
    return (below + above) / 2;
  }

 private:
  const DifferenceAt& difference_;
  double lo_, hi_;
  bool logarithmic_;
  std::map<double, Interval> all_;
};

bool differ_in_sign(double a, double b) { return (a < 0 && b >= 0) || (a > 0 && b <= 0); }

/// From `start`, where the interval includes 0, in the direction of `step`: where it ceases to.
struct End {
  double at = 0;
  bool beyond = false;
};
End end_of_doubt(OnScale& scale, const std::vector<double>& scan, double start, bool upwards) {
  std::vector<double> way;
  for (const double x : scan)
    if (upwards ? x > start : x < start) way.push_back(x);
  if (!upwards) std::ranges::reverse(way);
  double from = start;
  for (const double x : way) {
    const Interval& there = scale(x);
    if (!there.known()) break;
    if (!there.contains(0)) {
      const IntervalEnd bound = there.lo > 0 ? &Interval::lo : &Interval::hi;
      return {scale.root(bound, std::min(from, x), std::max(from, x)), false};
    }
    from = x;
  }
  return {upwards ? scan.back() : scan.front(), true};
}

}  // namespace

CrossingScan find_crossings(const DifferenceAt& difference, double lo, double hi,
                            std::size_t points, bool logarithmic) {
  EC_CHECK(lo < hi && points >= 2 && (!logarithmic || lo > 0));
  OnScale scale(difference, lo, hi, logarithmic);
  std::vector<double> scan;
  CrossingScan found;
  for (std::size_t i = 0; i < points; ++i) {
    scan.push_back(static_cast<double>(i) / static_cast<double>(points - 1));
    found.at.push_back(scale.value(scan.back()));
    found.difference.push_back(scale(scan.back()));
  }
  for (std::size_t i = 1; i < points; ++i) {
    const Interval& before = found.difference[i - 1];
    const Interval& after = found.difference[i];
    if (!before.known() || !after.known() || !differ_in_sign(before.mean, after.mean)) continue;
    const double at = scale.root(&Interval::mean, scan[i - 1], scan[i]);
    if (!scale(at).known()) continue;
    const End down = end_of_doubt(scale, scan, at, false);
    const End up = end_of_doubt(scale, scan, at, true);
    found.crossings.push_back(
        {scale.value(at), scale.value(down.at), scale.value(up.at), down.beyond, up.beyond});
  }
  found.evaluations = scale.evaluations();
  return found;
}

}  // namespace edgecase
