#pragma once
// The parameters of each distribution; inside sim/load only. Quantity is Duration or Bytes.

#include "load/distribution/distribution.hpp"

namespace edgecase {

/// The largest object that caches can keep track of; the largest duration.
template <class Q>
auto within_reach() {
  if constexpr (std::is_same_v<Q, Bytes>)
    return less_than(Bytes{std::int64_t{64} << 30});
  else
    return at_most(Q{std::chrono::hours(24 * 3650)});
}

template <class Q>
struct ConstantSpec {
  Q value{};
};
template <class Q>
struct UniformSpec {
  Q min{}, max{};
};
template <class Q>
struct ExponentialSpec {
  Q mean{};
};
template <class Q>
struct LognormalSpec {
  std::optional<Q> p50, p99, mean;
  std::optional<double> cv;
};
template <class Q>
struct GammaSpec {
  Q mean{};
  double cv = 0;
};
template <class Q>
struct ParetoSpec {
  Q min{};
  double alpha = 0;
};
template <class Q>
struct BoundedParetoSpec {
  Q min{}, max{};
  double alpha = 0;
};
template <class Q>
struct ServicePhaseSpec {
  Share share;
  Q mean{};
};
template <class Q>
struct HyperexponentialSpec {
  std::optional<Q> mean;
  std::optional<double> cv;
  std::vector<ServicePhaseSpec<Q>> phases;
};
template <class Q>
struct WeibullSpec {
  Q scale{};
  double shape = 0;
};
template <class Q>
struct PointSpec {
  Share share;
  Q value{};
};
template <class Q>
struct PointsSpec {
  Between between = Between::logarithmic;
  std::vector<PointSpec<Q>> points;
};
struct SizesFileSpec {
  std::string name;
};
/// A file of the sizes catalogue.
struct SizesSpec {
  std::string api_version;
  std::string kind;
  std::string title;
  std::string source;
  std::string retrieved;
  std::string note;
  Between between = Between::logarithmic;
  std::vector<PointSpec<Bytes>> points;
};

inline auto names(Of<Between>) {
  return enumerators<Between>({{"linear", Between::linear, "linear"},
                               {"logarithmic", Between::logarithmic,
                                "linear in the logarithm: for values over orders of magnitude"}});
}

template <class Q>
auto fields(Of<ConstantSpec<Q>>) {
  return list<ConstantSpec<Q>>(field("value", &ConstantSpec<Q>::value, "the constant value",
                                     within_reach<Q>(), shorthand(), required()));
}
template <class Q>
auto fields(Of<UniformSpec<Q>>) {
  return list<UniformSpec<Q>>(
      field("min", &UniformSpec<Q>::min, "the minimum", within_reach<Q>(), required()),
      field("max", &UniformSpec<Q>::max, "the maximum", within_reach<Q>(), required()));
}
template <class Q>
auto fields(Of<ExponentialSpec<Q>>) {
  return list<ExponentialSpec<Q>>(field("mean", &ExponentialSpec<Q>::mean, "the mean",
                                        more_than(Q{}), within_reach<Q>(), shorthand(),
                                        required()));
}
template <class Q>
auto fields(Of<LognormalSpec<Q>>) {
  return list<LognormalSpec<Q>>(
      field("p50", &LognormalSpec<Q>::p50, "the median", more_than(Q{}), within_reach<Q>()),
      field("p99", &LognormalSpec<Q>::p99, "the 99th percentile", more_than(Q{}),
            within_reach<Q>()),
      field("mean", &LognormalSpec<Q>::mean, "the mean, instead of p50", more_than(Q{}),
            within_reach<Q>()),
      field("cv", &LognormalSpec<Q>::cv, "standard deviation / mean, instead of p99",
            more_than(0.0), at_most(100.0)));
}
template <class Q>
auto fields(Of<GammaSpec<Q>>) {
  return list<GammaSpec<Q>>(
      field("mean", &GammaSpec<Q>::mean, "the mean", more_than(Q{}), within_reach<Q>(), required()),
      field("cv", &GammaSpec<Q>::cv, "standard deviation / mean; 1 is exponential", at_least(0.01),
            at_most(30.0), required()));
}
template <class Q>
auto fields(Of<ParetoSpec<Q>>) {
  return list<ParetoSpec<Q>>(field("min", &ParetoSpec<Q>::min, "the minimum", more_than(Q{}),
                                   within_reach<Q>(), required()),
                             field("alpha", &ParetoSpec<Q>::alpha,
                                   "tail index: smaller is heavier; the mean exists above 1",
                                   more_than(0.0), at_most(100.0), required()));
}
template <class Q>
auto fields(Of<BoundedParetoSpec<Q>>) {
  return list<BoundedParetoSpec<Q>>(
      field("min", &BoundedParetoSpec<Q>::min, "the minimum", more_than(Q{}), within_reach<Q>(),
            required()),
      field("max", &BoundedParetoSpec<Q>::max, "the maximum", more_than(Q{}), within_reach<Q>(),
            required()),
      field("alpha", &BoundedParetoSpec<Q>::alpha, "tail index: smaller is heavier", more_than(0.0),
            at_most(100.0), required()));
}
template <class Q>
auto fields(Of<ServicePhaseSpec<Q>>) {
  return list<ServicePhaseSpec<Q>>(
      field("share", &ServicePhaseSpec<Q>::share, "probability of this phase", required()),
      field("mean", &ServicePhaseSpec<Q>::mean, "its mean", more_than(Q{}), within_reach<Q>(),
            required()));
}
template <class Q>
auto fields(Of<HyperexponentialSpec<Q>>) {
  return list<HyperexponentialSpec<Q>>(
      field("mean", &HyperexponentialSpec<Q>::mean, "the mean, together with cv", more_than(Q{}),
            within_reach<Q>()),
      field("cv", &HyperexponentialSpec<Q>::cv,
            "standard deviation / mean, at least 1; two phases with balanced means", at_least(1.0),
            at_most(100.0)),
      field("phases", &HyperexponentialSpec<Q>::phases, "the phases, instead of mean and cv"));
}
template <class Q>
auto fields(Of<WeibullSpec<Q>>) {
  return list<WeibullSpec<Q>>(
      field("scale", &WeibullSpec<Q>::scale, "scale: the 63rd percentile", more_than(Q{}),
            within_reach<Q>(), required()),
      field("shape", &WeibullSpec<Q>::shape, "below 1: heavy tail; 1: exponential", more_than(0.0),
            at_most(1000.0), required()));
}
template <class Q>
auto fields(Of<PointSpec<Q>>) {
  return list<PointSpec<Q>>(
      field("share", &PointSpec<Q>::share, "cumulative share of values ...", required()),
      field("value", &PointSpec<Q>::value, "... that are at most this value", within_reach<Q>(),
            required()));
}
template <class Q>
auto fields(Of<PointsSpec<Q>>) {
  return list<PointsSpec<Q>>(
      field("between", &PointsSpec<Q>::between, "interpolation between points",
            assumed("times and sizes span orders of magnitude")),
      field("points", &PointsSpec<Q>::points, "increasing quantiles from 0% to 100%", shorthand(),
            required()));
}
std::vector<Field> fields(Of<SizesFileSpec>);
std::vector<Field> fields(Of<SizesSpec>);
inline std::string_view topic(Of<SizesSpec>) { return "sizes"; }

template <class Q>
void check(const UniformSpec<Q>& spec, Checker& checker);
template <class Q>
void check(const LognormalSpec<Q>& spec, Checker& checker);
template <class Q>
void check(const BoundedParetoSpec<Q>& spec, Checker& checker);
template <class Q>
void check(const HyperexponentialSpec<Q>& spec, Checker& checker);
template <class Q>
void check(const PointsSpec<Q>& spec, Checker& checker);
void check(const SizesSpec& spec, Checker& checker);

}  // namespace edgecase
