#include "study/billing.hpp"

#include "cost/meters.hpp"
#include "cost/price.hpp"

namespace edgecase {
namespace {

std::int64_t count(std::uint64_t n) { return static_cast<std::int64_t>(n); }

}  // namespace

Usage usage_of(const Blueprint& plan, const Observations& seen) {
  Usage usage;
  const auto pops = plan.network.pops();
  for (std::size_t pop = 0; pop < seen.pops; ++pop) {
    for (std::size_t route = 0; route < seen.routes; ++route) {
      const PopMeter& meter = seen.meter(pop, route);
      if (meter.requests == 0) continue;
      const Labels labels{{std::string(label::country), pops[pop].country},
                          {std::string(label::region), std::string(name_of(pops[pop].site.region))},
                          {std::string(label::route), plan.routes[route].name}};
      usage.add(meter::edge_requests, labels, count(meter.requests));
      usage.add(meter::edge_egress_bytes, labels, count(meter.bytes));
    }
  }
  for (std::size_t route = 0; route < seen.routes; ++route) {
    std::uint64_t requests = 0;
    std::uint64_t bytes = 0;
    std::uint64_t fill = 0;
    for (std::size_t region = 0; region < seen.regions; ++region) {
      const Cell& cell = seen.cell(route, region);
      requests += cell.origin_requests;
      bytes += cell.origin_bytes;
      fill += cell.tier(CacheLevel::upper).bytes + cell.tier(CacheLevel::regional).bytes;
    }
    const Labels labels{{std::string(label::origin_region), plan.billed_at},
                        {std::string(label::route), plan.routes[route].name}};
    usage.add(meter::origin_requests, labels, count(requests));
    usage.add(meter::origin_egress_bytes, labels, count(bytes));
    if (fill > 0) {
      usage.add(meter::tier_fill_bytes, {{std::string(label::route), plan.routes[route].name}},
                count(fill));
    }
  }
  return usage;
}

Bill bill_of(const Blueprint& plan, const Observations& seen) {
  BillingTerms terms;
  terms.measured = plan.spec.world.horizon.measure;
  terms.plan = plan.spec.design.prices.plan;
  Bill bill = price_design(plan.setting.edge_prices, plan.setting.origin_prices,
                           usage_of(plan, seen), terms);
  // No sheet prices a reserve's operations and storage yet: better no total than one without them.
  for (const CachePlan& cache : plan.caches) bill.complete &= !cache.spec->reserve.has_value();
  return bill;
}

}  // namespace edgecase
