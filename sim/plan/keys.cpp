#include "plan/keys.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace edgecase {
namespace {

std::vector<KeyGroup> merged_alike(const std::vector<KeyGroup>& all, double alike) {
  std::map<std::int64_t, KeyGroup> groups;  // sums of shares, until the end
  for (const KeyGroup& keys : all) {
    if (!(keys.share > 0)) continue;
    KeyGroup& group = groups[std::llround(std::log(keys.share) / alike)];
    group.count += keys.count;
    group.share += keys.count * keys.share;
  }
  std::vector<KeyGroup> out;
  for (const auto& [at, group] : groups) out.push_back({group.count, group.share / group.count});
  return out;
}

std::vector<KeyGroup> objects_of(const Popularity& popularity, double alike) {
  std::vector<KeyGroup> all;
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

std::vector<KeyGroup> objects_of(const TraceContent& content) {
  const Trace& trace = content.trace();
  std::vector<double> asked(trace.objects(), 0);
  for (const std::uint32_t object : trace.requests) asked[object] += 1;
  std::vector<KeyGroup> all;
  for (const double times : asked)
    all.push_back({1, times / static_cast<double>(trace.requests.size())});
  return all;
}

double share_of_value(const VariantPlan& variant, std::uint32_t value) {
  return std::pow(value + 1.0, -variant.exponent) / variant.weights;
}

std::vector<KeyGroup> variant_groups(const VariantPlan& variant) {
  std::vector<KeyGroup> all;
  for (std::uint32_t k = 0; k < variant.values; ++k) all.push_back({1, share_of_value(variant, k)});
  return all;
}

std::vector<KeyGroup> each_with_each(const std::vector<KeyGroup>& a, const std::vector<KeyGroup>& b,
                                     double alike) {
  std::vector<KeyGroup> all;
  for (const KeyGroup& x : a)
    for (const KeyGroup& y : b) all.push_back({x.count * y.count, x.share * y.share});
  return merged_alike(all, alike);
}

}  // namespace

std::vector<KeyGroup> key_groups(const Blueprint& plan, std::size_t route, double alike) {
  const RoutePlan& of = plan.routes[route];
  std::vector<KeyGroup> keys =
      merged_alike(of.trace != nullptr ? objects_of(*of.trace)
                                       : objects_of(plan.traffic.by_route[route].popularity, alike),
                   alike);
  for (const VariantPlan& variant : of.variants)
    keys = each_with_each(keys, merged_alike(variant_groups(variant), alike), alike);
  return keys;
}

double share_of_key(const Blueprint& plan, std::size_t route, std::uint32_t key) {
  const RoutePlan& of = plan.routes[route];
  const std::uint32_t rank = key - 1 - of.first_key;
  std::uint32_t variants = rank % of.key_variants;
  double share = plan.traffic.by_route[route].popularity.probability(rank / of.key_variants);
  for (std::size_t i = of.variants.size(); i-- > 0;) {
    const VariantPlan& variant = of.variants[i];
    share *= share_of_value(variant, variants % variant.values);
    variants /= variant.values;
  }
  return share;
}

double mean_object_bytes(const Blueprint& plan, const RoutePlan& route) {
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

}  // namespace edgecase
