#include "plan/routes.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "core/check.hpp"
#include "model/traffic/popularity.hpp"
#include "plan/blueprint.hpp"
#include "scenario/sampling.hpp"

namespace edgecase {
namespace {

VariantPlan variant_plan(const VariantsSpec& variant) {
  std::vector<double> weights;
  for (std::int64_t k = 1; k <= variant.values.value; ++k) {
    weights.push_back(std::pow(static_cast<double>(k), -variant.exponent));
  }
  return {AliasTable(weights), static_cast<std::uint32_t>(variant.values.value), variant.exponent,
          std::accumulate(weights.begin(), weights.end(), 0.0)};
}

/// The index of a name among the design's, in the order of names; -1: none.
template <class T>
int place_in(const std::map<std::string, T>& all, const std::string& name) {
  const auto at = all.find(name);
  return at == all.end() ? -1 : static_cast<int>(std::distance(all.begin(), at));
}

void plan_key(const RouteSpec& route, const DesignRouteSpec& design, RoutePlan& plan) {
  plan.unique_queries = design.ignore_query ? 0 : route.unique_queries.value;
  for (const auto& [name, variant] : route.variants) {
    const bool in_key = !design.key || std::ranges::find(*design.key, name) != design.key->end();
    if (!in_key) continue;
    plan.variants.push_back(variant_plan(variant));
    plan.key_variants *= plan.variants.back().values;
  }
}

void plan_design(const DesignSpec& design, const DesignRouteSpec& route, RoutePlan& plan) {
  plan.store = place_in(design.stores, route.store);
  plan.guard = place_in(design.guards, route.guard);
  plan.access = place_in(design.access, route.access);
  plan.quota = place_in(design.quotas, route.quota);
  plan.client_ttl = route.client_ttl;
  plan.priority = static_cast<std::uint8_t>(route.priority);
}

}  // namespace

void Blueprint::plan_routes() {
  std::vector<std::string> cache_names;
  for (const auto& [name, cache] : spec.design.caches) cache_names.push_back(name);
  std::vector<std::string> function_names;
  for (const auto& [name, function] : spec.design.compute) function_names.push_back(name);
  std::uint32_t first = 0;
  for (const auto& [name, route] : spec.world.routes) {
    const auto trace = setting.traces.find(name);
    const TraceContent* replayed = trace == setting.traces.end() ? nullptr : &trace->second;
    RoutePlan plan{.name = name,
                   .trace = replayed,
                   .personalised = route.personalised.value,
                   .missing = route.missing.value,
                   .request = route.request,
                   .first_object = first,
                   .objects = replayed == nullptr ? static_cast<std::uint32_t>(
                                                        sampled_objects(route.objects, one_in))
                                                  : replayed->objects(),
                   .first_key = traffic.dense_keys,
                   .changes = route.changes,
                   .tags = route.tags,
                   .prefixes = route.prefixes};
    if (route.operations) {
      plan.writes = route.operations->write.value;
      plan.read_modify_writes = route.operations->read_modify_write.value;
    }
    plan.stock = static_cast<std::uint32_t>(route.keys.stock.value);
    if (replayed == nullptr) plan.size.emplace(setting.sizes.at(name));
    const auto design = spec.design.routes.find(name);
    if (design != spec.design.routes.end() && !design->second.compute.empty()) {
      const auto at = std::ranges::find(function_names, design->second.compute);
      EC_CHECK(at != function_names.end());
      plan.function = static_cast<int>(at - function_names.begin());
    }
    if (design != spec.design.routes.end()) {
      plan_design(spec.design, design->second, plan);
    }
    if (design != spec.design.routes.end() && !design->second.cache.empty()) {
      const auto at = std::find(cache_names.begin(), cache_names.end(), design->second.cache);
      EC_CHECK(at != cache_names.end());
      plan.cache = static_cast<int>(at - cache_names.begin());
      plan_key(route, design->second, plan);
    }
    plan.varies = plan.personalised > 0 || plan.unique_queries > 0 || plan.key_variants > 1 ||
                  plan.changing() > 0;
    const std::uint32_t objects = plan.objects;
    traffic.dense_keys += objects * plan.key_variants;
    routes.push_back(std::move(plan));
    const std::uint64_t ranks =
        replayed == nullptr ? static_cast<std::uint64_t>(route.objects.value) : objects;
    traffic.by_route.push_back({route.share.value, first,
                                popularity_of(route.popularity, ranks, one_in), replayed,
                                route.keys.owner == KeyOwner::user, route.keys.roaming.value});
    first += objects;
  }
}

}  // namespace edgecase
