#include "load/distribution/distribution.hpp"

#include <stdexcept>

#include "load/distribution/specs.hpp"

namespace edgecase {

namespace {

double number(Duration d) { return in_seconds(d); }
double number(Bytes b) { return static_cast<double>(b.count); }

template <class Q>
Distribution build(const ConstantSpec<Q>& s) {
  return Distribution::constant(number(s.value));
}
template <class Q>
Distribution build(const UniformSpec<Q>& s) {
  return Distribution::uniform(number(s.min), number(s.max));
}
template <class Q>
Distribution build(const ExponentialSpec<Q>& s) {
  return Distribution::exponential(number(s.mean));
}
template <class Q>
Distribution build(const LognormalSpec<Q>& s) {
  return s.mean ? Distribution::lognormal_mean_cv(number(*s.mean), *s.cv)
                : Distribution::lognormal_p50_p99(number(*s.p50), number(*s.p99));
}
template <class Q>
Distribution build(const GammaSpec<Q>& s) {
  return Distribution::gamma_mean_cv(number(s.mean), s.cv);
}
template <class Q>
Distribution build(const ParetoSpec<Q>& s) {
  return Distribution::pareto(number(s.min), s.alpha);
}
template <class Q>
Distribution build(const BoundedParetoSpec<Q>& s) {
  return Distribution::bounded_pareto(number(s.min), number(s.max), s.alpha);
}
template <class Q>
Distribution build(const HyperexponentialSpec<Q>& s) {
  if (s.mean) return Distribution::hyperexponential_mean_cv(number(*s.mean), *s.cv);
  std::vector<ExponentialPhase> phases;
  phases.reserve(s.phases.size());
  for (const ServicePhaseSpec<Q>& p : s.phases) phases.push_back({p.share.value, number(p.mean)});
  return Distribution::hyperexponential(phases);
}
template <class Q>
Distribution build(const WeibullSpec<Q>& s) {
  return Distribution::weibull(number(s.scale), s.shape);
}
template <class Q>
Distribution build(const std::vector<PointSpec<Q>>& points, Between between) {
  std::vector<QuantilePoint> all;
  all.reserve(points.size());
  for (const PointSpec<Q>& p : points) all.push_back({p.share.value, number(p.value)});
  return Distribution::empirical(all, between);
}
template <class Q>
Distribution build(const PointsSpec<Q>& s) {
  return build(s.points, s.between);
}

template <template <class> class Spec, class Q>
std::optional<Distribution> if_it_is(const Choice<DistributionMenu<Q>>& choice) {
  const auto* spec = choice.template get_if<Spec<Q>>();
  return spec ? std::optional(build(*spec)) : std::nullopt;
}

template <class Q>
Distribution by_parameters(const Choice<DistributionMenu<Q>>& choice) {
  if (auto d = if_it_is<ConstantSpec>(choice)) return *d;
  if (auto d = if_it_is<UniformSpec>(choice)) return *d;
  if (auto d = if_it_is<ExponentialSpec>(choice)) return *d;
  if (auto d = if_it_is<LognormalSpec>(choice)) return *d;
  if (auto d = if_it_is<GammaSpec>(choice)) return *d;
  if (auto d = if_it_is<ParetoSpec>(choice)) return *d;
  if (auto d = if_it_is<BoundedParetoSpec>(choice)) return *d;
  if (auto d = if_it_is<HyperexponentialSpec>(choice)) return *d;
  if (auto d = if_it_is<WeibullSpec>(choice)) return *d;
  if (auto d = if_it_is<PointsSpec>(choice)) return *d;
  throw std::logic_error("a distribution without parameters was asked for");
}

template <class Q>
Menu common_menu() {
  return {
      {alternative<ConstantSpec<Q>>("constant", "always the same value"),
       alternative<UniformSpec<Q>>("uniform", "any value of a range, equally likely"),
       alternative<ExponentialSpec<Q>>("exponential", "memoryless; cv 1"),
       alternative<LognormalSpec<Q>>("lognormal", "service and transfer times; a long tail"),
       alternative<GammaSpec<Q>>("gamma", "any spread around a mean, light tail"),
       alternative<ParetoSpec<Q>>("pareto", "an unbounded power-law tail"),
       alternative<BoundedParetoSpec<Q>>("bounded_pareto", "a power-law tail up to a maximum"),
       alternative<HyperexponentialSpec<Q>>("hyperexponential", "a mix of fast and slow; cv >= 1"),
       alternative<WeibullSpec<Q>>("weibull", "lifetimes; heavier or lighter than exponential"),
       alternative<PointsSpec<Q>>("quantiles", "as measured: rising quantile points")},
      "constant"};
}

}  // namespace

Menu menu(Of<DistributionMenu<Duration>>) { return common_menu<Duration>(); }

Menu menu(Of<DistributionMenu<Bytes>>) {
  Menu all = common_menu<Bytes>();
  all.alternatives.push_back(
      alternative<SizesFileSpec>("empirical", "as measured: a file of the sizes catalogue"));
  return all;
}

DurationChoice constant(Duration value) { return {"constant", ConstantSpec<Duration>{value}}; }
SizeChoice constant(Bytes value) { return {"constant", ConstantSpec<Bytes>{value}}; }
DurationChoice exponential(Duration mean) {
  return {"exponential", ExponentialSpec<Duration>{mean}};
}
DurationChoice lognormal(Duration p50, Duration p99) {
  LognormalSpec<Duration> spec;
  spec.p50 = p50;
  spec.p99 = p99;
  return {"lognormal", spec};
}

Distribution distribution_of(const DurationChoice& choice) { return by_parameters(choice); }

std::optional<Distribution> distribution_of(const SizeChoice& choice, const Catalogue& catalogue,
                                            Checker& checker, std::string_view path) {
  const auto* file = choice.get_if<SizesFileSpec>();
  if (!file) return by_parameters(choice);
  const auto sizes = catalogue.load<SizesSpec>("sizes", file->name, checker, path);
  return sizes ? std::optional(build(sizes->points, sizes->between)) : std::nullopt;
}

}  // namespace edgecase
