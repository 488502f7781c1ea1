#include "measure/observations.hpp"

namespace edgecase {

void TierMeter::merge(const TierMeter& o) {
  requests += o.requests;
  hits += o.hits;
  bytes += o.bytes;
  hit_bytes += o.hit_bytes;
  kept += o.kept;
}

void FunctionCounts::merge(const FunctionCounts& o) {
  requests += o.requests;
  cold += o.cold;
  victims += o.victims;
  start_ns += o.start_ns;
}

void FunctionUse::merge(const FunctionUse& o) {
  requests += o.requests;
  cold += o.cold;
  sub_requests += o.sub_requests;
  cpu_ns += o.cpu_ns;
  billed_ns += o.billed_ns;
  provisioned_ns += o.provisioned_ns;
  alive_ns += o.alive_ns;
  starting_ns += o.starting_ns;
}

void FetchMeter::merge(const FetchMeter& o) {
  requests += o.requests;
  bytes += o.bytes;
}

void Cell::merge(const Cell& o) {
  latency.merge(o.latency);
  first_byte.merge(o.first_byte);
  outdated_age.merge(o.outdated_age);
  requests += o.requests;
  for (std::size_t i = 0; i < failure_count; ++i) failures[i] += o.failures[i];
  failure_ns += o.failure_ns;
  bytes += o.bytes;
  edge_hits += o.edge_hits;
  edge_hit_bytes += o.edge_hit_bytes;
  for (std::size_t i = 0; i < cache_status_count; ++i) statuses[i] += o.statuses[i];
  for (std::size_t i = 0; i < cache_level_count; ++i) {
    tiers[i].merge(o.tiers[i]);
    for (std::size_t k = 0; k < fetch_cause_count; ++k) fetches[i][k].merge(o.fetches[i][k]);
  }
  origin_requests += o.origin_requests;
  origin_again += o.origin_again;
  origin_unchanged += o.origin_unchanged;
  origin_bytes += o.origin_bytes;
  origin_waited += o.origin_waited;
  origin_wait_ns += o.origin_wait_ns;
  functions.merge(o.functions);
  connections += o.connections;
  resolver_queries += o.resolver_queries;
  resolver_misses += o.resolver_misses;
  retries += o.retries;
  challenged += o.challenged;
  denied += o.denied;
  overage += o.overage;
  told_to_wait += o.told_to_wait;
  told_wait_ns += o.told_wait_ns;
}

CountHistogram Observations::all_latencies() const {
  CountHistogram all;
  for (const Cell& cell : cells) {
    cell.latency.for_each(
        [&](std::uint32_t bucket, const auto& in) { all.add_many(bucket, in.count, in.total); });
  }
  return all;
}

void PopMeter::merge(const PopMeter& o) {
  for (std::size_t i = 0; i < cache_status_count; ++i) {
    answers[i].requests += o.answers[i].requests;
    answers[i].bytes += o.answers[i].bytes;
  }
  errors += o.errors;
}

void Moment::merge(const Moment& o) {
  requests += o.requests;
  failures += o.failures;
  edge_hits += o.edge_hits;
  origin_requests += o.origin_requests;
  latency_ns += o.latency_ns;
  bytes += o.bytes;
}

Observations::Observations(std::size_t routes_, std::size_t regions_, std::size_t pops_,
                           std::size_t moments_, std::size_t phases_, std::size_t attacks_)
    : routes(routes_),
      regions(regions_),
      pops(pops_),
      moments(moments_),
      phases(phases_),
      cells(phases_ * routes_ * regions_),
      meters(phases_ * pops_ * routes_),
      bot_cells(attacks_ == 0 ? 0 : cells.size()),
      bot_meters(attacks_ == 0 ? 0 : meters.size()),
      attacks(attacks_),
      besieged(attacks_ == 0 ? 0 : regions_),
      timeline(moments_ * regions_),
      purges(phases_ * routes_) {}

Cell Observations::cell(std::size_t route, std::size_t region) const {
  Cell all;
  for (std::size_t phase = 0; phase < phases; ++phase) all.merge(cell(phase, route, region));
  return all;
}

PopMeter Observations::meter(std::size_t pop, std::size_t route) const {
  PopMeter all;
  for (std::size_t phase = 0; phase < phases; ++phase) all.merge(meter(phase, pop, route));
  return all;
}

void Observations::merge(const Observations& o) {
  for (std::size_t i = 0; i < cells.size(); ++i) cells[i].merge(o.cells[i]);
  for (std::size_t i = 0; i < meters.size(); ++i) meters[i].merge(o.meters[i]);
  for (std::size_t i = 0; i < timeline.size(); ++i) timeline[i].merge(o.timeline[i]);
  access.merge(o.access);
  for (std::size_t i = 0; i < besieged.size(); ++i) besieged[i].merge(o.besieged[i]);
  for (std::size_t i = 0; i < purge_reach.size(); ++i) purge_reach[i].merge(o.purge_reach[i]);
  for (std::size_t i = 0; i < purges.size(); ++i) purges[i] += o.purges[i];
  simulated_requests += o.simulated_requests;
  events += o.events;
  cached_objects += o.cached_objects;
  cached_bytes += o.cached_bytes;
}

void Observations::stand_for(std::uint64_t times) {
  Observations sum(routes, regions, pops, moments, phases, attacks.size());
  for (Observations part = *this;; part.merge(Observations(part))) {
    if (times % 2 == 1) sum.merge(part);
    times /= 2;
    if (times == 0) break;
  }
  sum.purges = purges;
  sum.simulated_requests = simulated_requests;
  sum.events = events;
  *this = std::move(sum);
}

}  // namespace edgecase
