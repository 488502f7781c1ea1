// What a run derives from attacks and guards before time starts.

#include "scenario/attacks.hpp"

#include <algorithm>

#include "core/check.hpp"
#include "model/attack/link.hpp"
#include "plan/blueprint.hpp"

namespace edgecase {
namespace {

/// The union of the times of all attacks.
std::vector<AttackPeriod> attack_periods_of(const std::vector<AttackRun>& attacks) {
  std::vector<AttackPeriod> periods;
  for (const AttackRun& attack : attacks)
    periods.push_back({attack.plan.begins(), attack.plan.ends()});
  std::ranges::sort(periods, {}, &AttackPeriod::from);
  std::vector<AttackPeriod> merged;
  for (const AttackPeriod& period : periods) {
    if (!merged.empty() && period.from <= merged.back().until) {
      merged.back().until = std::max(merged.back().until, period.until);
    } else {
      merged.push_back(period);
    }
  }
  return merged;
}

/// The largest factor of the demand at any time.
double highest_demand(const DemandSpec& demand) {
  double highest = 1;
  for (const PhaseSpec& phase : demand.phases)
    highest = std::max({highest, phase.rate.value, phase.ramp_to.value_or(phase.rate).value});
  return highest * (demand.diurnal ? 1 + demand.diurnal->amplitude.value : 1);
}

}  // namespace

void Blueprint::plan_attacks() {
  const std::vector<SourcePlace> places = source_places(network);
  const Stream orders(0, 0, "places of moving attacks");
  Diagnostics none;
  Checker checker(*setting.document, none);
  for (const AttackSpec& attack : setting.attacks) {
    AttackRun run{.name = attack.name,
                  .kind = std::string(attack.kind.name()),
                  .plan = AttackPlan(attack, source_shares(*attack.from, places, checker),
                                     orders.of(attacks.runs.size()), end())};
    if (run.plan.profile().layer == AttackLayer::requests && run.plan.volume().requests > 0)
      run.weighting = choose_weighting(run.plan, {});
    for (std::size_t i = 0; i < routes.size(); ++i)
      if (routes[i].name == attack.route) run.route = static_cast<int>(i);
    attacks.runs.push_back(std::move(run));
  }
  attacks.periods = attack_periods_of(attacks.runs);
}

void Blueprint::plan_guards() {
  for (const auto& [name, guard] : spec.design.guards) protection.guards.push_back(&guard);
  if (protection.guards.empty()) return;
  for (const AttackRun& attack : attacks.runs) {
    protection.guard_world.names.attacks.push_back(attack.name);
    protection.guard_world.names.kinds.push_back(attack.kind);
    protection.guard_world.begins.push_back(attack.plan.begins());
  }
  for (const RoutePlan& route : routes) protection.guard_world.names.routes.push_back(route.name);
  const auto pops = network.pops();
  std::vector<std::string> cities;
  for (std::size_t pop = 0; pop < pops.size(); ++pop) {
    const std::string city = pops[pop].city + ", " + pops[pop].country;
    auto at = std::ranges::find(cities, city);
    if (at == cities.end()) at = cities.insert(cities.end(), city);
    protection.guard_world.places.metro.push_back(static_cast<std::uint32_t>(at - cities.begin()));
    protection.guard_world.travel.push_back(Duration{origin.pop_rtt_ns[pop] / 2});
  }
  // Half a millisecond between the PoPs of a city; global counters are where the origin is.
  protection.guard_world.places.metro_travel = std::chrono::microseconds(500);
  protection.guard_world.places.to_centre = protection.guard_world.travel;
}

void Blueprint::plan_gates() {
  for (const auto& [name, quota] : spec.design.quotas) protection.quotas.push_back(&quota);
  const auto ways_to = [&](const std::string& at) {
    const std::optional<Site> there = at.empty() ? origin.site : network.find(at);
    EC_CHECK(there.has_value(), "a gate that depends on a place the network does not know");
    std::vector<std::int64_t> ways;
    for (const Pop& pop : network.pops())
      ways.push_back(from_seconds(network.round_trip(pop.site, *there).ms * 1e-3).count());
    return ways;
  };
  for (const auto& [name, gate] : spec.design.access) {
    const auto* central = gate.validation.get_if<IntrospectionSpec>();
    protection.gates.push_back(
        {&gate, ways_to(gate.identity.at), ways_to(central ? central->at : "")});
  }
}

// Cores and links are part of the world whenever they could make a difference: under attacks and
// guards, and where users alone may load them. Below that a request would wait for well under a
// microsecond, so that leaving them out is only faster.
void Blueprint::plan_cores() {
  const EdgeSpec& edge = spec.world.edge;
  const EdgeCpuSpec& cpu = edge.cpu;
  const std::vector<double> demand_of = requests_by_pop();
  const double opened = 1 / spec.world.clients.requests_per_connection;
  const double each = in_seconds(cpu.request) + opened * in_seconds(cpu.handshake);
  const auto whole = static_cast<double>(one_in);
  protection.links = !attacks.runs.empty();
  bool pressed = protection.links || !protection.guards.empty() || !protection.gates.empty() ||
                 !protection.quotas.empty() || cpu.busy.has_value();
  const double highest = highest_demand(spec.world.demand);
  // A PoP that takes over from others may receive the demand of all of them.
  const bool moves = !spec.world.faults.empty();
  double all = 0;
  for (const double demand : demand_of) all += demand;
  std::vector<double> cores;
  for (std::size_t pop = 0; pop < pops(); ++pop) {
    constexpr double least = 1e-3, notable = 0.05;
    const PopSize size = network.pops()[pop].size;
    cores.push_back(cpu.busy ? std::max(demand_of[pop] * each / cpu.busy->value, least)
                             : of_size(cpu, size) / whole);
    const double most = highest * (moves ? all : demand_of[pop]);
    pressed |= most * each > notable * cores.back();
    const Bandwidth capacity = of_size(edge.links, size);
    const double packets = FluidLink::packet_limit(edge.links, capacity).per_second;
    protection.links |= most * whole > std::min(packets, capacity.bits_per_second / request_bits());
  }
  if (pressed || protection.links) protection.cores = std::move(cores);
}

}  // namespace edgecase
