#include "study/billing.hpp"

#include <array>
#include <map>

#include "cost/meters.hpp"
#include "cost/price.hpp"
#include "study/reserve_stock.hpp"

namespace edgecase {
namespace {

std::int64_t count(std::uint64_t n) { return static_cast<std::int64_t>(n); }

Labels labels(std::initializer_list<std::pair<std::string_view, std::string_view>> pairs) {
  Labels all;
  for (const auto& [name, value] : pairs) all.emplace(name, value);
  return all;
}

/// What PoPs sent, by the country and region that they stand in, and by what their cache had to do
/// with it.
void add_edge(Usage& usage, const Blueprint& plan, const Observations& seen) {
  const auto pops = plan.network.pops();
  std::map<std::pair<std::string_view, Region>, PopMeter> places;
  for (std::size_t route = 0; route < seen.routes; ++route) {
    places.clear();
    for (std::size_t pop = 0; pop < seen.pops; ++pop)
      places[{pops[pop].country, pops[pop].site.region}].merge(seen.meter(pop, route));
    for (const auto& [place, meter] : places) {
      Labels who = labels({{label::country, place.first},
                           {label::region, name_of(place.second)},
                           {label::route, plan.routes[route].name},
                           {label::cause, "error"}});
      usage.add(meter::edge_requests, who, count(meter.errors));
      for (std::size_t status = 0; status < cache_status_count; ++status) {
        who[std::string(label::cause)] = cache_status_names[status];
        usage.add(meter::edge_requests, who, count(meter.answers[status].requests));
        usage.add(meter::edge_egress_bytes, who, count(meter.answers[status].bytes));
      }
    }
  }
}

/// What the origin was asked and sent, by who asked, why, and for users of which region.
void add_origin(Usage& usage, const Blueprint& plan, const Observations& seen) {
  for (std::size_t route = 0; route < seen.routes; ++route) {
    for (std::size_t region = 0; region < seen.regions; ++region) {
      const Cell& cell = seen.cell(route, region);
      for (std::size_t level = 0; level < cache_level_count; ++level) {
        for (std::size_t cause = 0; cause < fetch_cause_count; ++cause) {
          const FetchMeter& fetch = cell.fetches[level][cause];
          if (fetch.requests == 0) continue;
          const Labels who = labels({{label::origin_region, plan.billed_at},
                                     {label::region, plan.region_names[region]},
                                     {label::route, plan.routes[route].name},
                                     {label::tier, cache_level_names[level]},
                                     {label::cause, fetch_cause_names[cause]}});
          usage.add(meter::origin_requests, who, count(fetch.requests));
          usage.add(meter::origin_egress_bytes, who, count(fetch.bytes));
        }
      }
    }
  }
}

/// What caches above the edge send down, and what a reserve is asked and keeps.
void add_tiers(Usage& usage, const Blueprint& plan, const Observations& seen) {
  for (std::size_t route = 0; route < seen.routes; ++route) {
    for (std::size_t region = 0; region < seen.regions; ++region) {
      const Cell& cell = seen.cell(route, region);
      for (const CacheLevel level : {CacheLevel::peer, CacheLevel::regional, CacheLevel::upper}) {
        usage.add(meter::tier_fill_bytes,
                  labels({{label::region, plan.region_names[region]},
                          {label::route, plan.routes[route].name},
                          {label::tier, name_of(level)}}),
                  count(cell.tier(level).bytes));
      }
      const TierMeter& reserve = cell.tier(CacheLevel::reserve);
      Labels who = labels({{label::region, plan.region_names[region]},
                           {label::route, plan.routes[route].name},
                           {label::cause, "hit"}});
      usage.add(meter::reserve_reads, who, count(reserve.hits));
      who[std::string(label::cause)] = "miss";
      usage.add(meter::reserve_reads, who, count(reserve.requests - reserve.hits));
      usage.add(meter::reserve_writes, who, count(reserve.kept));
    }
    const double stock = reserve_in_long_run(plan, seen, route).bytes;
    const double hours = in_seconds(plan.spec.world.horizon.measure) / 3600;
    usage.add(meter::reserve_storage, labels({{label::route, plan.routes[route].name}}),
              static_cast<std::int64_t>(stock / byte_time_atom * hours + 0.5));
  }
}

}  // namespace

Usage usage_of(const Blueprint& plan, const Observations& seen) {
  Usage usage;
  add_edge(usage, plan, seen);
  add_tiers(usage, plan, seen);
  add_origin(usage, plan, seen);
  for (std::size_t route = 0; route < seen.routes; ++route)
    usage.add(meter::edge_invalidations, labels({{label::route, plan.routes[route].name}}),
              count(seen.purges[route]));
  return usage;
}

Bill bill_of(const Blueprint& plan, const Observations& seen) {
  const PricesSpec& prices = plan.spec.design.prices;
  BillingTerms terms;
  terms.measured = plan.spec.world.horizon.measure;
  terms.plan = prices.plan;
  terms.add_ons = prices.add_ons;
  terms.free_tier = prices.free_tier;
  return price_design(plan.setting.edge_prices, plan.setting.origin_prices, usage_of(plan, seen),
                      terms);
}

}  // namespace edgecase
