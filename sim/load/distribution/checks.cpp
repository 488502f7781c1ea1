// Checks across the parameters of one distribution.
#include <cmath>

#include <fmt/core.h>

#include "load/distribution/specs.hpp"
#include "load/text/codes.hpp"

namespace edgecase {

namespace {

template <class Q>
void rising(Q low, const char* low_key, Q high, const char* high_key, Checker& checker) {
  if (low < high) return;
  checker.report(high_key,
                 {code::unordered, fmt::format("`{}` must be more than `{}`", high_key, low_key),
                  fmt::format("`{}` is {}", low_key, Scalar<Q>::print(low))});
}

template <class Q>
void check_points(const std::vector<PointSpec<Q>>& points, Between between, Checker& checker) {
  const auto report = [&](std::size_t i, const char* key, std::string message) {
    checker.report(fmt::format("points[{}].{}", i, key), {code::unordered, std::move(message)});
  };
  if (points.size() < 2)
    return checker.report("points", {code::unordered, "at least two points are needed"});
  if (points.front().share.value > 0) report(0, "share", "the first point must be at 0%");
  if (points.back().share.value < 1)
    report(points.size() - 1, "share", "the last point must be at 100%");
  if (between == Between::logarithmic && points.front().value <= Q{})
    report(0, "value", "logarithmic interpolation needs values above 0");
  for (std::size_t i = 1; i < points.size(); ++i) {
    if (points[i].share <= points[i - 1].share) report(i, "share", "shares must increase");
    if (points[i].value <= points[i - 1].value) report(i, "value", "values must increase");
  }
}

}  // namespace

template <class Q>
void check(const UniformSpec<Q>& spec, Checker& checker) {
  rising(spec.min, "min", spec.max, "max", checker);
}

template <class Q>
void check(const LognormalSpec<Q>& spec, Checker& checker) {
  const bool by_quantiles = spec.p50 && spec.p99 && !spec.mean && !spec.cv;
  const bool by_moments = spec.mean && spec.cv && !spec.p50 && !spec.p99;
  if (!by_quantiles && !by_moments)
    checker.report("",
                   {code::missing_key, "a lognormal needs `p50` and `p99`, or `mean` and `cv`"});
  else if (by_quantiles)
    rising(*spec.p50, "p50", *spec.p99, "p99", checker);
}

template <class Q>
void check(const BoundedParetoSpec<Q>& spec, Checker& checker) {
  rising(spec.min, "min", spec.max, "max", checker);
}

template <class Q>
void check(const HyperexponentialSpec<Q>& spec, Checker& checker) {
  const bool by_moments = spec.mean && spec.cv && spec.phases.empty();
  const bool by_phases = !spec.mean && !spec.cv && !spec.phases.empty();
  if (!by_moments && !by_phases)
    return checker.report(
        "", {code::missing_key, "a hyperexponential needs `mean` and `cv`, or `phases`"});
  double sum = 0;
  for (const ServicePhaseSpec<Q>& phase : spec.phases) sum += phase.share.value;
  if (by_phases && std::abs(sum - 1) > 1e-9)
    checker.report("phases", {code::shares_sum, fmt::format("shares add up to {}, not 100%",
                                                            Scalar<Share>::print(Share{sum}))});
}

template <class Q>
void check(const PointsSpec<Q>& spec, Checker& checker) {
  check_points(spec.points, spec.between, checker);
}

void check(const SizesSpec& spec, Checker& checker) {
  if (spec.kind != "Sizes")
    checker.report("kind", {code::unknown_name,
                            fmt::format("`{}` is not a file of sizes", spec.kind), "write Sizes"});
  check_points(spec.points, spec.between, checker);
}

template void check(const UniformSpec<Duration>&, Checker&);
template void check(const UniformSpec<Bytes>&, Checker&);
template void check(const LognormalSpec<Duration>&, Checker&);
template void check(const LognormalSpec<Bytes>&, Checker&);
template void check(const BoundedParetoSpec<Duration>&, Checker&);
template void check(const BoundedParetoSpec<Bytes>&, Checker&);
template void check(const HyperexponentialSpec<Duration>&, Checker&);
template void check(const HyperexponentialSpec<Bytes>&, Checker&);
template void check(const PointsSpec<Duration>&, Checker&);
template void check(const PointsSpec<Bytes>&, Checker&);

}  // namespace edgecase
