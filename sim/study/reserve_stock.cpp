#include "study/reserve_stock.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "study/billing.hpp"

namespace edgecase {
namespace {

constexpr double alike = 0.01;  // shares that differ by less are averaged

/// So many keys, each with about this part of the requests.
struct Keys {
  double count = 0;
  double share = 0;
};

std::vector<Keys> merged_alike(const std::vector<Keys>& all) {
  std::map<std::int64_t, Keys> groups;  // sums of shares, until the end
  for (const Keys& keys : all) {
    if (!(keys.share > 0)) continue;
    Keys& group = groups[std::llround(std::log(keys.share) / alike)];
    group.count += keys.count;
    group.share += keys.count * keys.share;
  }
  std::vector<Keys> out;
  for (const auto& [at, group] : groups) out.push_back({group.count, group.share / group.count});
  return out;
}

std::vector<Keys> objects_of(const Popularity& popularity) {
  std::vector<Keys> all;
  const auto objects = static_cast<double>(popularity.objects());
  double before = 0;
  for (double first = 0; first < objects;) {
    const double last = std::min(objects, std::max(first + 1, std::floor(first * (1 + alike))));
    const double upto = popularity.cumulative(static_cast<std::uint64_t>(last));
    all.push_back({last - first, (upto - before) / (last - first)});
    before = upto;
    first = last;
  }
  return all;
}

std::vector<Keys> objects_of(const TraceContent& content) {
  const Trace& trace = content.trace();
  std::vector<double> asked(trace.objects(), 0);
  for (const std::uint32_t object : trace.requests) asked[object] += 1;
  std::vector<Keys> all;
  for (const double times : asked)
    all.push_back({1, times / static_cast<double>(trace.requests.size())});
  return all;
}

double mean_size(const Blueprint& plan, const RoutePlan& route) {
  constexpr double not_found_page = 1000;
  double size = 0;
  if (route.trace != nullptr) {
    for (std::uint32_t object = 0; object < route.trace->objects(); ++object)
      size += static_cast<double>(route.trace->size(object).count) / route.trace->objects();
  } else {
    size = plan.setting.sizes.at(route.name).mean();
  }
  return (1 - route.missing) * size + route.missing * not_found_page;
}

std::vector<Keys> values_of(const VariantPlan& variant) {
  std::vector<Keys> all;
  double sum = 0;
  for (std::uint32_t k = 1; k <= variant.values; ++k) {
    all.push_back({1, std::pow(static_cast<double>(k), -variant.exponent)});
    sum += all.back().share;
  }
  for (Keys& keys : all) keys.share /= sum;
  return all;
}

std::vector<Keys> each_with_each(const std::vector<Keys>& a, const std::vector<Keys>& b) {
  std::vector<Keys> all;
  for (const Keys& x : a)
    for (const Keys& y : b) all.push_back({x.count * y.count, x.share * y.share});
  return merged_alike(all);
}

}  // namespace

ReserveInLongRun reserve_in_long_run(const Blueprint& plan, const Observations& seen,
                                     std::size_t route) {
  const RoutePlan& of = plan.routes[route];
  if (of.cache < 0) return {};
  const CacheSpec& cache = *plan.caches[static_cast<std::size_t>(of.cache)].spec;
  if (!cache.reserve) return {};
  const double in_retention = requests_in_month(plan, seen, static_cast<int>(route)) *
                              in_seconds(cache.reserve->retention) / in_seconds(billing_month) *
                              (1 - of.personalised);

  std::vector<Keys> keys = merged_alike(
      of.trace != nullptr ? objects_of(*of.trace) : objects_of(plan.traffic[route].popularity));
  for (const VariantPlan& variant : of.variants)
    keys = each_with_each(keys, merged_alike(values_of(variant)));
  const double known = in_retention * (1 - of.unique_queries);
  double kept = in_retention * of.unique_queries;  // each of these is asked for once
  double written = kept;
  for (const Keys& some : keys) {
    kept += some.count * -std::expm1(-known * some.share);
    written += some.count * known * some.share * std::exp(-known * some.share);
  }

  return {kept * mean_size(plan, of), written / in_seconds(cache.reserve->retention)};
}

}  // namespace edgecase
