#include "billing/reserve_stock.hpp"

#include <cmath>

#include "plan/keys.hpp"

namespace edgecase {
namespace {

constexpr double same_share = 0.01;

}  // namespace

ReserveInLongRun reserve_in_long_run(const BilledRun& run, std::size_t route) {
  const Blueprint& plan = run.plan;
  const RoutePlan& of = plan.routes[route];
  if (of.cache < 0) return {};
  const CacheSpec& cache = *plan.caching.caches[static_cast<std::size_t>(of.cache)].spec;
  if (!cache.reserve) return {};
  const double in_retention = requests_in_month(run, static_cast<int>(route)) *
                              in_seconds(cache.reserve->retention) / in_seconds(billing_month) *
                              of.cacheable();

  const std::vector<KeyGroup> keys = key_groups(plan, route, same_share);
  const auto one_in = static_cast<double>(plan.one_in);
  const double known = in_retention * (1 - of.unique_queries) / one_in;
  double kept = in_retention * of.unique_queries;  // each of these is asked for once
  double written = kept;
  for (const KeyGroup& some : keys) {
    kept += one_in * some.count * -std::expm1(-known * some.share);
    written += one_in * some.count * known * some.share * std::exp(-known * some.share);
  }

  return {kept * mean_object_bytes(plan, of), written / in_seconds(cache.reserve->retention)};
}

}  // namespace edgecase
