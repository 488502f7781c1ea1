#include "billing/billing.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "billing/function_usage.hpp"
#include "billing/held_usage.hpp"
#include "billing/store_usage.hpp"
#include "billing/transit.hpp"
#include "core/check.hpp"
#include "cost/meters.hpp"
#include "cost/price.hpp"
#include "measure/merge.hpp"

namespace edgecase {
namespace {

std::int64_t counted(std::uint64_t n) { return static_cast<std::int64_t>(n); }

/// The origin of requests: people or attackers. The bill is the same for both.
struct Senders {
  const std::vector<Cell>& cells;
  const std::vector<PopMeter>& meters;
  bool attack;

  const Cell& cell(const Observations& seen, std::size_t phase, std::size_t route,
                   std::size_t region) const {
    return cells[(phase * seen.routes + route) * seen.regions + region];
  }
  const PopMeter& meter(const Observations& seen, std::size_t phase, std::size_t pop,
                        std::size_t route) const {
    return meters[(phase * seen.pops + pop) * seen.routes + route];
  }
  std::string_view cause(std::string_view of_people) const {
    return attack ? std::string_view("attack") : of_people;
  }
};

/// What PoPs sent, by their country and region, and by the cache status of the answer.
void add_edge(Usage& usage, const Blueprint& plan, const Observations& seen, const Senders& from,
              std::size_t phase) {
  const auto pops = plan.network.pops();
  std::map<std::pair<std::string_view, Region>, PopMeter> places;
  for (std::size_t route = 0; route < seen.routes; ++route) {
    places.clear();
    for (std::size_t pop = 0; pop < seen.pops; ++pop)
      merge_into(places[{pops[pop].country, pops[pop].site.region}],
                 from.meter(seen, phase, pop, route));
    for (const auto& [place, meter] : places) {
      Labels by = in_phase(plan, phase,
                           labels_of({{label::country, place.first},
                                      {label::region, name_of(place.second)},
                                      {label::route, plan.routes[route].name},
                                      {label::cause, from.cause("error")}}));
      const bool guarded = plan.routes[route].guard >= 0;
      const auto add_requests = [&](std::uint64_t requests) {
        usage.add(meter::edge_requests, by, counted(requests));
        if (guarded) usage.add(meter::waf_requests, by, counted(requests));
      };
      add_requests(meter.errors);
      for (std::size_t status = 0; status < cache_status_count; ++status) {
        by[std::string(label::cause)] = from.cause(cache_status_names[status]);
        add_requests(meter.answers[status].requests);
        usage.add(meter::edge_egress_bytes, by, counted(meter.answers[status].bytes));
      }
    }
  }
}

/// Requests to the origin and bytes from it, by requesting tier, cause and users' region.
void add_origin(Usage& usage, const Blueprint& plan, const Observations& seen, const Senders& from,
                std::size_t phase) {
  for (std::size_t route = 0; route < seen.routes; ++route) {
    for (std::size_t region = 0; region < seen.regions; ++region) {
      const Cell& cell = from.cell(seen, phase, route, region);
      for (std::size_t level = 0; level < cache_level_count; ++level) {
        for (std::size_t cause = 0; cause < fetch_cause_count; ++cause) {
          const FetchMeter& fetch = cell.fetches[level][cause];
          if (fetch.requests == 0) continue;
          const Labels by =
              in_phase(plan, phase,
                       labels_of({{label::origin_region, plan.origin.billed_at},
                                  {label::region, plan.region_names[region]},
                                  {label::route, plan.routes[route].name},
                                  {label::tier, cache_level_names[level]},
                                  {label::cause, from.cause(fetch_cause_names[cause])}}));
          usage.add(meter::origin_requests, by, counted(fetch.requests));
          usage.add(meter::origin_egress_bytes, by, counted(fetch.bytes));
        }
      }
    }
  }
}

/// What caches above the edge send down, and what a reserve is asked and keeps.
void add_tiers(Usage& usage, const Blueprint& plan, const Observations& seen, const Senders& from,
               std::size_t phase) {
  for (std::size_t route = 0; route < seen.routes; ++route) {
    for (std::size_t region = 0; region < seen.regions; ++region) {
      const Cell& cell = from.cell(seen, phase, route, region);
      Labels by = in_phase(plan, phase,
                           labels_of({{label::region, plan.region_names[region]},
                                      {label::route, plan.routes[route].name}}));
      for (const CacheLevel level : {CacheLevel::peer, CacheLevel::regional, CacheLevel::upper}) {
        Labels below = by;
        below.emplace(label::tier, name_of(level));
        usage.add(meter::tier_fill_bytes, below, counted(cell.tier(level).bytes));
      }
      const TierMeter& reserve = cell.tier(CacheLevel::reserve);
      by.emplace(label::cause, from.cause("hit"));
      usage.add(meter::reserve_reads, by, counted(reserve.hits));
      by[std::string(label::cause)] = from.cause("miss");
      usage.add(meter::reserve_reads, by, counted(reserve.requests - reserve.hits));
      usage.add(meter::reserve_writes, by, counted(reserve.kept));
    }
  }
}

void add_purges(Usage& usage, const Blueprint& plan, const Observations& seen, std::size_t phase) {
  for (std::size_t route = 0; route < seen.routes; ++route)
    usage.add(meter::edge_invalidations,
              in_phase(plan, phase, labels_of({{label::route, plan.routes[route].name}})),
              counted(seen.purges[phase * seen.routes + route]));
}

BillingTerms terms_of(const Blueprint& plan) {
  const PricesSpec& prices = plan.spec.design.prices;
  BillingTerms terms;
  terms.measured = plan.spec.world.horizon.measure;
  if (plan.time.month.size() > 1 || !plan.time.month.front().name.empty())
    terms.phases = plan.time.month;
  terms.plan = prices.plan;
  terms.add_ons = prices.add_ons;
  terms.free_tier = prices.free_tier;
  return terms;
}

/// Without containers and stores, or with those that this provider sells.
Usage usage_with(const Blueprint& plan, const Observations& seen, std::optional<BilledBy> by) {
  Usage usage = usage_of(plan, seen);
  if (!by) return usage;
  add_containers(usage, plan, seen, *by);
  add_stores(usage, plan, seen, *by);
  return usage;
}

/// What the rest of the month is made of: of a run without events, the phase that fills it.
Usage as_rest(const Blueprint& plan, const Usage& without_events) {
  const std::string phase(label::phase);
  const std::string& filling = plan.time.month[*plan.time.rest - 1].name;
  Usage rest;
  for (const auto& [meter, counts] : without_events.by_meter()) {
    for (const auto& [labels, quantity] : counts) {
      const auto at = labels.find(phase);
      if (at == labels.end() || at->second != filling) continue;
      Labels of_rest = labels;
      of_rest[phase] = plan.time.month[*plan.time.rest].name;
      rest.add(meter, of_rest, quantity);
    }
  }
  return rest;
}

Usage usage_of_month(const BilledRun& run, std::optional<BilledBy> by) {
  EC_CHECK(!run.plan.time.rest || run.rest != nullptr, "a bill without the rest of the month");
  Usage usage = usage_with(run.plan, run.seen, by);
  if (run.plan.time.rest) usage.merge(as_rest(run.plan, usage_with(run.plan, *run.rest, by)));
  add_held(usage, run);
  if (by) add_stored(usage, run, *by);
  return usage;
}

}  // namespace

Usage usage_of(const Blueprint& plan, const Observations& seen) {
  Usage usage;
  std::vector<Senders> senders{{seen.cells, seen.meters, false}};
  if (!seen.bot_cells.empty()) senders.push_back({seen.bot_cells, seen.bot_meters, true});
  for (std::size_t phase = 0; phase < plan.time.phases.count(); ++phase) {
    for (const Senders& from : senders) {
      add_edge(usage, plan, seen, from, phase);
      add_tiers(usage, plan, seen, from, phase);
      add_origin(usage, plan, seen, from, phase);
    }
    add_purges(usage, plan, seen, phase);
  }
  add_functions(usage, plan, seen);
  return usage;
}

Bill bill_of(const BilledRun& run) {
  return price_design(run.plan.setting.edge_prices, usage_of_month(run, BilledBy::edge),
                      run.plan.setting.origin_prices, usage_of_month(run, BilledBy::cloud),
                      terms_of(run.plan));
}

Bill serve_bill_of(const BilledRun& run) {
  Usage usage = usage_of_month(run, BilledBy::edge);
  add_serving(usage, run);
  BillingTerms terms;
  terms.measured = run.plan.spec.world.horizon.measure;
  terms.phases = terms_of(run.plan).phases;
  return price(run.plan.setting.serve_prices, usage, terms);
}

std::vector<MarginPart> margins_of(const BilledRun& run, const Bill& served) {
  BillingTerms terms = terms_of(run.plan);
  terms.side = Side::edge;
  terms.edge_provider = run.plan.setting.edge_prices.provider;
  return margins_of(price(run.plan.setting.edge_prices, usage_of_month(run, BilledBy::edge), terms),
                    served);
}

}  // namespace edgecase
