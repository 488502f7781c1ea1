#include "billing/billing.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "billing/reserve_stock.hpp"
#include "billing/transit.hpp"
#include "cost/meters.hpp"
#include "cost/price.hpp"
#include "measure/merge.hpp"

namespace edgecase {
namespace {

std::int64_t counted(std::uint64_t n) { return static_cast<std::int64_t>(n); }

Labels labels(std::initializer_list<std::pair<std::string_view, std::string_view>> pairs) {
  Labels all;
  for (const auto& [name, value] : pairs) all.emplace(name, value);
  return all;
}

/// These labels, and the phase of the month if it has a name.
Labels in_phase(const Blueprint& plan, std::size_t phase, Labels all) {
  const std::string& name = plan.time.month[phase].name;
  if (!name.empty()) all.emplace(label::phase, name);
  return all;
}

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
                           labels({{label::country, place.first},
                                   {label::region, name_of(place.second)},
                                   {label::route, plan.routes[route].name},
                                   {label::cause, from.cause("error")}}));
      usage.add(meter::edge_requests, by, counted(meter.errors));
      for (std::size_t status = 0; status < cache_status_count; ++status) {
        by[std::string(label::cause)] = from.cause(cache_status_names[status]);
        usage.add(meter::edge_requests, by, counted(meter.answers[status].requests));
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
                       labels({{label::origin_region, plan.origin.billed_at},
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
                           labels({{label::region, plan.region_names[region]},
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
              in_phase(plan, phase, labels({{label::route, plan.routes[route].name}})),
              counted(seen.purges[phase * seen.routes + route]));
}

/// What reserves hold: all the time, so it belongs to no phase.
void add_reserves(Usage& usage, const Blueprint& plan, const Observations& seen) {
  const double hours = in_seconds(plan.spec.world.horizon.measure) / 3600;
  for (std::size_t route = 0; route < seen.routes; ++route) {
    const double stock = reserve_in_long_run(plan, seen, route).bytes;
    usage.add(meter::reserve_storage, labels({{label::route, plan.routes[route].name}}),
              static_cast<std::int64_t>(stock / byte_time_atom * hours + 0.5));
  }
}

/// A setting's own MB: 512MB and 512MiB are one.
std::int64_t megabytes(Bytes memory) {
  constexpr std::int64_t mib = std::int64_t{1} << 20;
  return memory.count % mib == 0 ? memory.count / mib : (memory.count + 500'000) / 1'000'000;
}

/// A function's use in one place up to the end of a phase, phases summed in their order: each phase
/// is billed the difference in whole units, so that cutting time into phases loses nothing.
struct UseInPhase {
  const FunctionHome& home;
  const RuntimeSpec& runtime;
  const FunctionPlace& place;
  std::size_t phase;
  FunctionUse before;
  FunctionUse upto;

  template <class Of>
  std::int64_t whole(Of of) const {
    return of(upto) - of(before);
  }
};

template <class Visit>
void for_each_function(const Blueprint& plan, const Observations& seen, Visit visit) {
  const std::size_t phases = plan.time.phases.count();
  for (std::size_t f = 0; f < plan.compute.functions.size(); ++f) {
    const FunctionHome& home = plan.compute.functions[f];
    const RuntimeSpec& runtime = plan.setting.runtimes.at(home.plan.name);
    for (std::size_t p = 0; p < seen.functions[f].size(); ++p) {
      const FunctionPlace& place = plan.compute.groups[home.group].places[p];
      FunctionUse sum;
      for (std::size_t phase = 0; phase < phases; ++phase) {
        const FunctionUse before = sum;
        merge_into(sum, phases == 1 ? seen.functions[f][p] : seen.functions_by_phase[phase][f][p]);
        visit(UseInPhase{home, runtime, place, phase, before, sum});
      }
    }
  }
}

bool bills_lifetimes(BillingMode mode) {
  return mode == BillingMode::instance || mode == BillingMode::busy_instance;
}

Labels labels_of(const FunctionPlace& place, bool at_edge) {
  if (!at_edge) return labels({{label::origin_region, place.billed_region}});
  Labels where = labels({{label::region, name_of(place.region)}});
  if (place.pop != no_pop) where.emplace(label::country, place.country);
  return where;
}

/// Functions that are billed by their requests.
void add_functions(Usage& usage, const Blueprint& plan, const Observations& seen) {
  for_each_function(plan, seen, [&](const UseInPhase& use) {
    const FunctionPlan& function = use.home.plan;
    if (bills_lifetimes(function.billing)) return;
    const bool at_edge = use.runtime.billing.by == BilledBy::edge;
    const Labels where = in_phase(plan, use.phase, labels_of(use.place, at_edge));
    const std::int64_t memory = megabytes(function.memory);
    const std::int64_t requests = use.whole([](const FunctionUse& u) { return u.requests; });
    const std::int64_t memory_time =
        memory * use.whole([](const FunctionUse& u) { return u.billed_ns / 1'000'000; });
    if (use.runtime.kind == RuntimeKind::edge_function) {
      usage.add(meter::edge_script_requests, where, requests);
    } else if (at_edge) {
      const bool by_cpu = function.billing == BillingMode::cpu;
      const std::int64_t cpu = use.whole([](const FunctionUse& u) { return u.cpu_ns / 1000; });
      usage.add(meter::edge_function_requests, where, requests);
      usage.add(meter::edge_function_cpu, where, by_cpu ? cpu : 0);
      usage.add(meter::edge_function_memory, where, memory_time);
    } else {
      usage.add(meter::function_requests, where, requests);
      usage.add(meter::function_memory, where, memory_time);
      usage.add(meter::function_provisioned, where, memory * use.whole([](const FunctionUse& u) {
        return u.provisioned_ns / 1'000'000;
      }));
    }
  });
}

/// Containers are billed by instance lifetime, by the provider that runs them.
Usage with_containers(Usage usage, const Blueprint& plan, const Observations& seen, BilledBy by) {
  for_each_function(plan, seen, [&](const UseInPhase& use) {
    const FunctionPlan& function = use.home.plan;
    if (!bills_lifetimes(function.billing) || use.runtime.billing.by != by) return;
    const Labels where =
        in_phase(plan, use.phase,
                 by == BilledBy::edge ? Labels{}
                                      : labels({{label::origin_region, use.place.billed_region}}));
    usage.add(meter::container_vcpu, where, use.whole([&](const FunctionUse& u) {
      const double cpu_us = use.runtime.cpus * static_cast<double>(u.billed_ns / 1000);
      return static_cast<std::int64_t>(cpu_us + 0.5);
    }));
    usage.add(meter::container_memory, where,
              megabytes(function.memory) *
                  use.whole([](const FunctionUse& u) { return u.billed_ns / 1'000'000; }));
  });
  return usage;
}

/// What only the provider pays for: bandwidth at the 95th percentile of the month, by users'
/// region, and cache storage.
void add_serving(Usage& usage, const Blueprint& plan, const Observations& seen) {
  const double measured = in_seconds(plan.spec.world.horizon.measure);
  for (std::size_t region = 0; region < seen.regions; ++region)
    usage.add(meter::serve_transit, labels({{label::region, plan.region_names[region]}}),
              static_cast<std::int64_t>(transit_mbps(plan, seen, region) * measured * 1e6 + 0.5));
  const double atoms = static_cast<double>(seen.cached_bytes) / byte_time_atom;
  usage.add(meter::serve_storage, {}, static_cast<std::int64_t>(atoms * measured / 3600 + 0.5));
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

}  // namespace

double requests_in_month(const Blueprint& plan, const Observations& seen, int route) {
  double sum = 0;
  for (std::size_t phase = 0; phase < plan.time.phases.count(); ++phase) {
    std::uint64_t requests = 0;
    for (std::size_t i = 0; i < seen.routes; ++i)
      for (std::size_t k = 0; k < seen.regions; ++k)
        if (route < 0 || static_cast<std::size_t>(route) == i)
          requests += seen.cell(phase, i, k).requests;
    sum += static_cast<double>(requests) * plan.time.month[phase].repeats.value();
  }
  return sum;
}

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
  add_reserves(usage, plan, seen);
  add_functions(usage, plan, seen);
  return usage;
}

Bill bill_of(const Blueprint& plan, const Observations& seen) {
  const Usage usage = usage_of(plan, seen);
  return price_design(plan.setting.edge_prices, with_containers(usage, plan, seen, BilledBy::edge),
                      plan.setting.origin_prices,
                      with_containers(usage, plan, seen, BilledBy::cloud), terms_of(plan));
}

Bill serve_bill_of(const Blueprint& plan, const Observations& seen) {
  Usage usage = with_containers(usage_of(plan, seen), plan, seen, BilledBy::edge);
  add_serving(usage, plan, seen);
  BillingTerms terms;
  terms.measured = plan.spec.world.horizon.measure;
  terms.phases = terms_of(plan).phases;
  return price(plan.setting.serve_prices, usage, terms);
}

std::vector<MarginPart> margins_of(const Blueprint& plan, const Observations& seen,
                                   const Bill& served) {
  BillingTerms terms = terms_of(plan);
  terms.side = Side::edge;
  terms.edge_provider = plan.setting.edge_prices.provider;
  const Usage usage = with_containers(usage_of(plan, seen), plan, seen, BilledBy::edge);
  return margins_of(price(plan.setting.edge_prices, usage, terms), served);
}

}  // namespace edgecase
