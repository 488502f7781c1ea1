#include "study/billing.hpp"

#include <algorithm>
#include <array>
#include <functional>
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

/// A setting's own MB: 512MB and 512MiB are one.
std::int64_t megabytes(Bytes memory) {
  constexpr std::int64_t mib = std::int64_t{1} << 20;
  return memory.count % mib == 0 ? memory.count / mib : (memory.count + 500'000) / 1'000'000;
}

using FunctionVisit = std::function<void(const FunctionHome&, const RuntimeSpec&,
                                         const FunctionPlace&, const FunctionUse&)>;
void for_each_function(const Blueprint& plan, const Observations& seen,
                       const FunctionVisit& visit) {
  for (std::size_t f = 0; f < plan.functions.size(); ++f) {
    const FunctionHome& home = plan.functions[f];
    const RuntimeSpec& runtime = plan.setting.runtimes.at(home.plan.name);
    for (std::size_t p = 0; p < seen.functions[f].size(); ++p) {
      const FunctionPlace& place = plan.function_groups[home.group].places[p];
      visit(home, runtime, place, seen.functions[f][p]);
    }
  }
}

bool bills_lives(BillingMode mode) {
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
  for_each_function(plan, seen,
                    [&](const FunctionHome& home, const RuntimeSpec& runtime,
                        const FunctionPlace& place, const FunctionUse& use) {
                      if (bills_lives(home.plan.billing)) return;
                      const bool at_edge = runtime.billing.by == BilledBy::edge;
                      const Labels where = labels_of(place, at_edge);
                      const std::int64_t memory = megabytes(home.plan.memory);
                      const std::int64_t memory_time = memory * (use.billed_ns / 1'000'000);
                      if (runtime.kind == RuntimeKind::edge_function) {
                        usage.add(meter::edge_script_requests, where, use.requests);
                      } else if (at_edge) {
                        const bool by_cpu = home.plan.billing == BillingMode::cpu;
                        usage.add(meter::edge_function_requests, where, use.requests);
                        usage.add(meter::edge_function_cpu, where, by_cpu ? use.cpu_ns / 1000 : 0);
                        usage.add(meter::edge_function_memory, where, memory_time);
                      } else {
                        usage.add(meter::function_requests, where, use.requests);
                        usage.add(meter::function_memory, where, memory_time);
                        usage.add(meter::function_provisioned, where,
                                  memory * (use.provisioned_ns / 1'000'000));
                      }
                    });
}

/// Containers are billed by their lives, by the one of the two who runs them.
Usage with_containers(Usage usage, const Blueprint& plan, const Observations& seen, BilledBy by) {
  for_each_function(
      plan, seen,
      [&](const FunctionHome& home, const RuntimeSpec& runtime, const FunctionPlace& place,
          const FunctionUse& use) {
        if (!bills_lives(home.plan.billing) || runtime.billing.by != by) return;
        const Labels where =
            by == BilledBy::edge ? Labels{} : labels({{label::origin_region, place.billed_region}});
        const double cpu_us = runtime.cpus * static_cast<double>(use.billed_ns / 1000);
        usage.add(meter::container_vcpu, where, static_cast<std::int64_t>(cpu_us + 0.5));
        usage.add(meter::container_memory, where,
                  megabytes(home.plan.memory) * (use.billed_ns / 1'000'000));
      });
  return usage;
}

/// What only the provider pays for: bandwidth at the 95th percentile of the timeline, by region of
/// the users, and the room that caches take.
void add_serving(Usage& usage, const Blueprint& plan, const Observations& seen) {
  const Duration measured = plan.spec.world.horizon.measure;
  for (std::size_t region = 0; region < seen.regions; ++region) {
    std::vector<std::uint64_t> bytes;
    for (std::size_t slot = 0; slot < seen.moments; ++slot)
      bytes.push_back(seen.moment(slot, region).bytes);
    std::ranges::sort(bytes);
    if (bytes.empty()) continue;
    const std::uint64_t busy = bytes[(bytes.size() * 95 + 99) / 100 - 1];
    const double mbps = static_cast<double>(busy) * 8e-6 / in_seconds(plan.moment);
    usage.add(meter::serve_transit, labels({{label::region, plan.region_names[region]}}),
              static_cast<std::int64_t>(mbps * in_seconds(measured) * 1e6 + 0.5));
  }
  const double atoms = static_cast<double>(seen.cached_bytes) / byte_time_atom;
  usage.add(meter::serve_storage, {},
            static_cast<std::int64_t>(atoms * in_seconds(measured) / 3600 + 0.5));
}

BillingTerms terms_of(const Blueprint& plan) {
  const PricesSpec& prices = plan.spec.design.prices;
  BillingTerms terms;
  terms.measured = plan.spec.world.horizon.measure;
  terms.plan = prices.plan;
  terms.add_ons = prices.add_ons;
  terms.free_tier = prices.free_tier;
  return terms;
}

}  // namespace

Usage usage_of(const Blueprint& plan, const Observations& seen) {
  Usage usage;
  add_edge(usage, plan, seen);
  add_tiers(usage, plan, seen);
  add_origin(usage, plan, seen);
  add_functions(usage, plan, seen);
  for (std::size_t route = 0; route < seen.routes; ++route)
    usage.add(meter::edge_invalidations, labels({{label::route, plan.routes[route].name}}),
              count(seen.purges[route]));
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
