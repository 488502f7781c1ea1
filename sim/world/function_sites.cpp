// The servers that run functions: made when first used, redeployed when their PoP fails, read at
// the end.

#include <algorithm>

#include "model/compute/billed.hpp"
#include "world/world.hpp"

namespace edgecase {

std::unique_ptr<ComputeSite> World::make_function_site(std::size_t group, std::uint32_t place) {
  const FunctionGroup& of = plan.compute.groups[group];
  const FunctionPlace& at = of.places[place];
  const SiteTerms terms{.place = at.place,
                        .servers = at.servers,
                        .cores = of.servers->cores,
                        .memory = of.servers->memory,
                        .code_round_trip = Duration{at.to_code_ns},
                        .neighbours = of.neighbours ? &*of.neighbours : nullptr,
                        .window = {plan.measure_from(), plan.end()},
                        .no_cold_starts = no_cold_starts_,
                        .phases = plan.time.phases.count() > 1 ? &plan.time.phases : nullptr};
  return std::make_unique<ComputeSite>(of.functions, terms, engine, seed_, replication_);
}

void World::redeploy_functions(std::uint16_t pop) {
  for (std::size_t group = 0; group < functions.size(); ++group) {
    const FunctionGroup& of = plan.compute.groups[group];
    for (std::size_t place = 0; place < of.places.size(); ++place) {
      if (of.places[place].pop != pop || !functions[group][place]) continue;
      for (std::uint32_t f = 0; f < of.functions.size(); ++f) {
        functions[group][place]->redeploy(f, engine.now());
      }
    }
  }
}

std::vector<std::vector<FunctionUse>> World::close_functions(Instant over) {
  const Window window{plan.measure_from(), plan.end()};
  for (auto& group : functions) {
    for (auto& site : group) {
      if (site) site->close(over);
    }
  }
  std::vector<std::vector<FunctionUse>> uses;
  for (const FunctionHome& home : plan.compute.functions) {
    std::vector<FunctionUse>& by_place = uses.emplace_back(functions[home.group].size());
    for (std::size_t place = 0; place < by_place.size(); ++place) {
      FunctionUse& use = by_place[place];
      use.provisioned_ns = provisioned_time(home.plan, window).count();
      const auto& site = functions[home.group][place];
      if (!site) continue;
      const FunctionMeters& meters = site->meters(home.number);
      use.requests = meters.requests;
      use.cold = meters.cold;
      use.sub_requests = meters.sub_requests;
      use.cpu_ns = meters.cpu.count();
      use.billed_ns = billed_time(home.plan, meters).count();
      use.alive_ns = meters.instances.alive.count();
      use.starting_ns = meters.starting.count();
    }
  }
  return uses;
}

std::vector<std::vector<std::vector<FunctionUse>>> World::functions_by_phase() const {
  std::vector<std::vector<std::vector<FunctionUse>>> all(plan.time.phases.count());
  for (std::size_t phase = 0; phase < all.size(); ++phase) {
    const Duration measured = plan.time.month[phase].measured;
    for (const FunctionHome& home : plan.compute.functions) {
      std::vector<FunctionUse>& by_place = all[phase].emplace_back(functions[home.group].size());
      for (std::size_t place = 0; place < by_place.size(); ++place) {
        FunctionUse& use = by_place[place];
        use.provisioned_ns = provisioned_time(home.plan, measured).count();
        const auto& site = functions[home.group][place];
        if (!site) continue;
        const PhaseMeters& meters = site->meters_by_phase(home.number)->of[phase];
        use.requests = meters.requests;
        use.cpu_ns = meters.cpu.count();
        use.billed_ns = billed_time(home.plan, meters).count();
      }
    }
  }
  return all;
}

}  // namespace edgecase
