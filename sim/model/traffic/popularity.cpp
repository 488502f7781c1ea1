// The menu of popularity distributions.

#include "model/traffic/popularity.hpp"

#include <algorithm>
#include <limits>
#include <vector>

#include "core/check.hpp"
#include "load/checker.hpp"
#include "load/text/codes.hpp"

namespace edgecase {

Menu menu(Of<PopularityMenu>) {
  return {
      {alternative<ZipfSpec>("zipf", "request share of rank k is proportional to k^-exponent"),
       alternative<UniformPopularitySpec>("uniform", "all objects are equally popular"),
       alternative<EmpiricalPopularitySpec>("empirical", "from a measured concentration curve")}};
}

void check(const EmpiricalPopularitySpec& spec, Checker& checker) {
  double objects = 0;
  double requests = 0;
  double last = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i <= spec.points.size(); ++i) {
    const bool tail = i == spec.points.size();
    const double to_objects = tail ? 1 : spec.points[i].objects.value;
    const double to_requests = tail ? 1 : spec.points[i].requests.value;
    const double density = (to_requests - requests) / (to_objects - objects);
    const std::string path = "points[" + std::to_string(std::min(i, spec.points.size() - 1)) + "]";
    if (spec.points.empty()) {
      checker.report("points", {code::bad_curve, "a concentration curve needs at least one point"});
      return;
    }
    if (!(to_objects > objects) || !(to_requests >= requests) || density > last) {
      checker.report(path, {code::bad_curve,
                            "points must increase, and each further segment of objects "
                            "must be less popular than the previous"});
      return;
    }
    objects = to_objects;
    requests = to_requests;
    last = density;
  }
}

Popularity concentration(const EmpiricalPopularitySpec& spec, std::uint64_t objects) {
  std::vector<PopularityPoint> points;
  std::uint64_t first = 1;
  double requests = 0;
  for (std::size_t i = 0; i <= spec.points.size(); ++i) {
    const bool tail = i == spec.points.size();
    const double part = tail ? 1 : spec.points[i].objects.value;
    const double to = tail ? 1 : spec.points[i].requests.value;
    const auto last = static_cast<std::uint64_t>(part * static_cast<double>(objects) + 0.5);
    if (last < first) continue;  // too few objects for this step: the next one takes its requests
    const double weight = (to - requests) / static_cast<double>(last - first + 1);
    points.push_back({first, weight});
    if (last > first) points.push_back({last, weight});
    first = last + 1;
    requests = to;
  }
  return Popularity::piecewise(points);
}

Popularity popularity_of(const PopularityChoice& choice, std::uint64_t objects,
                         std::uint64_t each) {
  const std::uint64_t sampled = (objects + each - 1) / each;
  if (const auto* zipf = choice.get_if<ZipfSpec>()) {
    return each == 1 ? Popularity::zipf(zipf->exponent, objects)
                     : Popularity::zipf_blocks(zipf->exponent, objects, each);
  }
  if (const auto* measured = choice.get_if<EmpiricalPopularitySpec>()) {
    return concentration(*measured, sampled);
  }
  EC_CHECK(choice.get_if<UniformPopularitySpec>() != nullptr);
  return Popularity::zipf(0, sampled);
}

}  // namespace edgecase
