// Metrics of caches: hits, stale answers, purges.

#include <algorithm>
#include <array>

#include "metrics/family.hpp"

namespace edgecase {
namespace {

/// Null: the edge.
const TierMeter* tier_above_edge(const Reading& r) {
  const std::string_view name = r.label(metric_label::tier);
  for (std::size_t i = 1; i < cache_level_count; ++i)
    if (cache_level_names[i] == name) return &r.cell().tiers[i];
  return nullptr;
}

double hit_ratio(const Reading& r) {
  if (const TierMeter* tier = tier_above_edge(r)) return ratio(tier->hits, tier->requests);
  const Cell& cell = r.cell();
  const auto client_hits = cell.statuses[static_cast<std::size_t>(CacheStatus::client)];
  return ratio(cell.edge_hits, cell.requests - client_hits);
}

double byte_hit_ratio(const Reading& r) {
  if (const TierMeter* tier = tier_above_edge(r)) return ratio(tier->hit_bytes, tier->bytes);
  return ratio(r.cell().edge_hit_bytes, r.cell().bytes);
}

double answer_share(const Reading& r) {
  const Cell& cell = r.cell();
  const std::string_view status = r.label(metric_label::status);
  const std::uint64_t answered = cell.latency.count();
  for (std::size_t i = 0; i < cache_status_count; ++i) {
    if (cache_status_names[i] == status) return ratio(cell.statuses[i], answered);
  }
  return ratio(answered, cell.requests);
}

double stale_share(const Reading& r) {
  bool may_change = false;
  for (std::size_t i = 0; i < r.plan.routes.size(); ++i) {
    const RoutePlan& route = r.plan.routes[i];
    may_change |= route.changes || (r.plan.answered_by_store(i) && route.changing() > 0);
  }
  if (!may_change) return no_value;
  return ratio(r.cell().outdated_age.count(), r.cell().latency.count());
}

double purge_reach(const Reading& r) {
  const std::string_view pops = r.label(metric_label::pops);
  for (std::size_t i = 0; i < purge_reach_names.size(); ++i) {
    const bool wanted = pops == purge_reach_names[i] || (pops.empty() && i == 0);
    if (wanted) return r.statistic(r.run.seen.purge_reach[i]) * 1e-6;
  }
  return no_value;
}

constexpr std::array by_tier{&metric_label::tier, &metric_label::route, &metric_label::region};
constexpr std::array by_status{&metric_label::status, &metric_label::route, &metric_label::region};
constexpr std::array by_pops{&metric_label::pops};

constexpr std::array cache_rows{
    MetricFamily{"hit_ratio", false, "1", by_tier,
                 "share of the requests reaching a tier (default: edge) that its cache answers",
                 hit_ratio},
    MetricFamily{"byte_hit_ratio", false, "1", by_tier,
                 "share of the bytes that a tier (default: edge) answers from its cache",
                 byte_hit_ratio},
    MetricFamily{"answers.share", false, "1", by_status,
                 "share of the answers with this cache status at the edge", answer_share},
    MetricFamily{
        "stale.share", false, "1", by_route_and_region,
        "share of the answers that were stale: the origin, or the route's store, had newer "
        "content",
        stale_share},
    MetricFamily{"stale.age", true, "s", by_route_and_region,
                 "of stale answers: since when the origin had newer content",
                 [](const Reading& r) { return r.statistic(r.cell().outdated_age) * 1e-9; }},
    MetricFamily{"purge.reach", true, "ms", by_pops,
                 "from a purge's request until this share of the PoPs had carried it out, over "
                 "purges",
                 purge_reach},
};

}  // namespace

std::span<const MetricFamily> cache_metrics() { return cache_rows; }

}  // namespace edgecase
