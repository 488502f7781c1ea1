#include "world/flood_state.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"

namespace edgecase {
namespace {

bool is_filtered(const AttackProfile& attack) { return attack.layer != AttackLayer::requests; }

}  // namespace

FloodState::FloodState(const Blueprint& plan, Changes& changes, bool attacked, std::uint64_t seed,
                       std::uint64_t replication, StopFlag stop)
    : plan_(plan),
      runs_(attacked ? std::span<const AttackRun>(plan.attacks.runs)
                     : std::span<const AttackRun>()),
      changes_(changes),
      scrubbing_(plan.spec.design.protection.scrubbing),
      shares_(runs_.size(), std::vector<double>(plan.pops(), 0)),
      attacks_(runs_.size()),
      withdrawals_(plan.spec.design.protection.overload, plan.pops()),
      table_draws_(seed, replication, "connection tables") {
  const LinkSpec& links = plan.spec.world.edge.links;
  const Stream draws(seed, replication, "filters");
  for (std::uint32_t pop = 0; pop < plan.pops(); ++pop) {
    const Bandwidth capacity = of_size(links, plan.network.pops()[pop].size);
    const Rate packets = FluidLink::packet_limit(links, capacity);
    Site& site = sites_.emplace_back(Site{FluidLink(capacity, packets, links.buffer),
                                          capacity.bits_per_second, packets.per_second});
    site.flows.resize(runs_.size());
    site.filtering.resize(runs_.size(), false);
    for (std::size_t a = 0; scrubbing_ && a < runs_.size(); ++a)
      site.filters.emplace_back(*scrubbing_, runs_[a].kind, draws.of(a * plan.pops() + pop));
  }
  const Demand& demand = plan.traffic.demand;
  for (Instant at{}; at <= plan.end(); at = demand.slice_at(at).end) {
    stop.check();
    advance_at(at);
  }
  for (const AttackRun& attack : runs_) {
    for (const AttackSlice& slice : attack.plan.slices()) {
      stop.check();
      advance_at(slice.from);
      advance_at(slice.to);
      if (scrubbing_) advance_at(slice.to + scrubbing_->hold);
    }
  }
}

const AttackSlice* FloodState::slice_of(std::size_t attack, Instant now) const {
  const auto slices = runs_[attack].plan.slices();
  const auto at = std::ranges::partition_point(
      slices, [now](const AttackSlice& slice) { return slice.to <= now; });
  return at != slices.end() && at->from <= now ? &*at : nullptr;
}

void FloodState::update_shares(const Routing& routing) {
  for (std::size_t a = 0; a < runs_.size(); ++a) {
    std::vector<double>& by_pop = shares_[a];
    std::ranges::fill(by_pop, 0.0);
    const AttackSlice* slice = slice_of(a, last_step_);
    if (slice == nullptr) continue;
    for (std::uint32_t metro = 0; metro < plan_.clients.metros.size(); ++metro) {
      const double share = runs_[a].plan.share(*slice, metro);
      if (share <= 0) continue;
      const CatchmentLine& line = routing.catchments[metro];
      double below = -0.5;
      for (std::size_t k = 0; k < CatchmentLine::most && line.pop[k] != no_pop; ++k) {
        const double last = line.last[k] == UINT16_MAX ? 65535.5 : line.last[k];
        by_pop[line.pop[k]] += share * (last - below) / 65536;
        below = last;
      }
    }
  }
}

// The requests that a simulated one stands for load the links too.
void FloodState::update_people(const Routing& routing) {
  const auto each = static_cast<double>(plan_.one_in);
  people_.clear();
  for (const double rate :
       plan_.requests_by_pop(std::max(last_step_, Instant{}), routing.catchments))
    people_.push_back({.bits = rate * each * plan_.request_bits(), .packets = rate * each});
}

// Meters what happened since the last step.
void FloodState::meter_until(Instant now) {
  const bool first = last_step_ == Instant::min();
  const double seconds =
      first ? 0 : std::max(0.0, in_seconds(std::min(now, plan_.end()) - last_step_));
  const bool before_links = scrubbing_ && scrubbing_->place == ScrubPlace::before_links;
  for (AttackState& attack : attacks_) attack.meter.straight += attack.direct_now * seconds;
  for (Site& site : sites_) {
    if (now >= Instant{}) site.link.until(now);
    const double offered = site.link.offered_bits() - site.offered_before;
    const double lost = site.link.lost_bits() - site.lost_before;
    site.passed_links = offered > 0 ? 1 - lost / offered : 1;
    site.offered_before = site.link.offered_bits();
    site.lost_before = site.link.lost_bits();
    for (std::size_t a = 0; a < attacks_.size(); ++a) {
      const AttackFlow& flow = site.flows[a];
      if (flow.bits <= 0) continue;
      AttackMeter& meter = attacks_[a].meter;
      const double bits = flow.bits * seconds;
      const double passes = site.filters.empty() ? 1 : site.filters[a].attack_passes(last_step_);
      const double to_links = before_links ? bits * passes : bits;
      const double through = to_links * site.passed_links;
      meter.bits += bits;
      meter.lost_bits += to_links - through;
      meter.filtered_bits += before_links ? bits - to_links : through * (1 - passes);
      meter.connections += flow.connections * seconds;
    }
  }
}

void FloodState::filter(Site& site, std::size_t attack, Instant now) {
  if (site.filters.empty() || !is_filtered(runs_[attack].plan.profile())) return;
  Scrubber& filter = site.filters[attack];
  filter.offer(now, site.flows[attack].bits);
  if (filter.filters_from() > now) advance_at(filter.filters_from());
  const bool on = filter.filtering(now);
  AttackState& state = attacks_[attack];
  if (on && !site.filtering[attack]) {
    if (state.meter.detected_s < 0)
      state.meter.detected_s = in_seconds(now - runs_[attack].plan.begins());
    const bool announced =
        state.announced != Instant::max() && state.announced >= now - scrubbing_->hold;
    if (!announced) advance_at(state.announced = now + scrubbing_->tells);
  }
  site.filtering[attack] = on;
  const bool grows = scrubbing_->doubles && site.flows[attack].bits > 0;
  if (grows) advance_at(now + std::chrono::seconds(1));
}

// What one PoP has detected, the others filter too.
void FloodState::announce(std::size_t attack, Instant now) {
  if (attacks_[attack].announced != now) return;
  for (std::size_t pop = 0; pop < sites_.size(); ++pop)
    if (shares_[attack][pop] > 0) sites_[pop].filters[attack].told(now);
}

// The rate of connections that reach the PoP's tables from now on: what links (as they will be in a
// second, when their buffers are full) and filters let through. Each attack has two flows: those of
// its connections that are never answered, and the rest.
void FloodState::load_tables(std::size_t pop, std::size_t attack, Instant now) {
  const AttackProfile& profile = runs_[attack].plan.profile();
  if (profile.layer != AttackLayer::connections) return;
  Site& site = sites_[pop];
  const AttackTraits& traits = profile.traits;
  const EdgeSpec& edge = plan_.spec.world.edge;
  const double passes = site.filters.empty() ? 1 : site.filters[attack].attack_passes(now);
  const double rate = site.flows[attack].connections * passes *
                      (1 - site.link.at(now + std::chrono::seconds(1)).loss);
  std::optional<FloodedTable>& table = traits.held > Duration{0} ? site.open : site.half_open;
  if (!table) {
    if (rate <= 0) return;
    const Stream draws = table_draws_.of(2 * pop + (traits.held > Duration{0} ? 1 : 0));
    if (traits.held > Duration{0}) {
      constexpr Duration no_timeout = std::chrono::hours(24);
      table.emplace(
          ConnectionTableSpec{.places = edge.connections, .timeout = no_timeout, .cookies = false},
          draws);
    } else {
      table.emplace(edge.half_open, draws);
    }
    table->until(now);
  }
  if (traits.held > Duration{0}) {
    const Duration held = std::min(traits.held, plan_.spec.design.protection.slow_requests);
    table->offer(now, 2 * attack, rate, held);
  } else {
    constexpr Duration answered = std::chrono::milliseconds(100);
    table->offer(now, 2 * attack, rate * traits.spoofed, edge.half_open.timeout);
    table->offer(now, 2 * attack + 1, rate * (1 - traits.spoofed), answered);
  }
}

void FloodState::update_loads(Instant now) {
  const bool before_links = scrubbing_ && scrubbing_->place == ScrubPlace::before_links;
  direct_ = {};
  for (std::size_t a = 0; a < attacks_.size(); ++a) {
    attacks_[a].offered_now = attacks_[a].passes_now = 0;
    const AttackSlice* slice = slice_of(a, now);
    const AttackFlow direct = slice == nullptr ? AttackFlow{} : runs_[a].plan.direct(*slice);
    attacks_[a].direct_now = direct.requests;
    direct_ += direct;
    const AttackProfile& profile = runs_[a].plan.profile();
    if (slice != nullptr && profile.layer == AttackLayer::connections)
      advance_at(std::min<Instant>(now + std::chrono::seconds(1), slice->to));
    for (std::size_t pop = 0; pop < sites_.size(); ++pop) {
      const double part = slice == nullptr ? 0 : slice->factor * shares_[a][pop];
      sites_[pop].flows[a] = profile.peak * part;
      filter(sites_[pop], a, now);
    }
  }
  for (std::size_t pop = 0; pop < sites_.size(); ++pop) {
    Site& site = sites_[pop];
    site.attack = {};
    site.affected = false;
    for (std::size_t a = 0; a < attacks_.size(); ++a) {
      const double passes = site.filters.empty() ? 1 : site.filters[a].attack_passes(now);
      const double part = before_links ? passes : 1;
      site.attack.bits += site.flows[a].bits * part;
      site.attack.packets += site.flows[a].packets * part;
      attacks_[a].offered_now += site.flows[a].bits;
      attacks_[a].passes_now += site.flows[a].bits * passes;
      site.affected |= site.flows[a].bits > 0 || (!site.filters.empty() && site.filtering[a]);
    }
    site.link.offer(now, {.bits = people_[pop].bits + site.attack.bits,
                          .packets = people_[pop].packets + site.attack.packets});
    for (std::size_t a = 0; a < attacks_.size(); ++a) load_tables(pop, a, now);
    site.affected |= site.half_open || site.open;
    const LinkState soon = site.link.at(now + std::chrono::seconds(1));
    site.affected |=
        site.link.at(now).delay > Duration{0} || soon.delay > Duration{0} || soon.loss > 0;
  }
  for (std::size_t a = 0; a < attacks_.size(); ++a) check_mitigated(a, now);
}

void FloodState::check_mitigated(std::size_t attack, Instant now) {
  AttackState& state = attacks_[attack];
  if (state.meter.mitigated_s >= 0 || state.offered_now <= 0) return;
  if (state.passes_now > 0.1 * state.offered_now) return;
  state.meter.mitigated_s = in_seconds(now - runs_[attack].plan.begins());
}

// Routes follow a withdrawal, or the end of one, after `convergence`.
void FloodState::decide_withdrawals(Instant now) {
  std::vector<SiteLoad> loads;
  for (std::size_t pop = 0; pop < sites_.size(); ++pop) {
    const Site& site = sites_[pop];
    const double bits = site.attack.bits / site.capacity;
    loads.push_back({.people = people_[pop].bits / site.capacity,
                     .attack = std::max(bits, site.attack.packets / site.packets),
                     .capacity = 1});
  }
  const Instant follows = now + plan_.spec.design.protection.convergence;
  for (const std::uint32_t site : withdrawals_.update(now, loads)) {
    const auto pop = static_cast<std::uint16_t>(site);
    advance_at(follows);  // along the old routes; then they change
    if (withdrawals_.withdrawn()[pop]) {
      changes_.add(follows, PopWithdraws{pop});
    } else {
      changes_.add(follows, PopAnnounces{pop});
    }
  }
  advance_at(withdrawals_.next());
}

void FloodState::advance(Instant now, const Routing& routing) {
  meter_until(now);
  last_step_ = now;
  update_shares(routing);
  update_people(routing);
  steps_.erase(steps_.begin(), steps_.upper_bound(now));
  for (std::size_t a = 0; a < attacks_.size(); ++a) announce(a, now);
  update_loads(now);
  decide_withdrawals(now);
}

void FloodState::reroute(Instant now, const Routing& routing) {
  meter_until(now);
  last_step_ = now;
  update_shares(routing);
  update_people(routing);
  update_loads(now);
}

Crossing FloodState::crossing(std::uint16_t pop, Instant now) const {
  const Site& site = sites_[pop];
  const LinkState state = site.link.at(now);
  Crossing crossing{.loss = state.loss, .delay = state.delay};
  for (const Scrubber& filter : site.filters) crossing.passes *= filter.people_pass(now);
  return crossing;
}

TableVerdict FloodState::connect(std::uint16_t pop, Instant now, Duration round_trip, double unit) {
  Site& site = sites_[pop];
  TableVerdict verdict{.kept = 1};
  if (site.half_open) verdict = site.half_open->connect(now, round_trip, unit);
  if (verdict.refused > 0 || !site.open) return verdict;
  const Duration cookie = verdict.cpu;
  constexpr Duration kept_alive = std::chrono::minutes(1);
  verdict = site.open->connect(now, kept_alive, unit);
  verdict.cpu += cookie;
  return verdict;
}

double FloodState::refused_connections(std::size_t attack, Instant now) {
  double refused = 0;
  for (Site& site : sites_) {
    for (std::optional<FloodedTable>* table : {&site.half_open, &site.open}) {
      if (!*table) continue;
      (*table)->until(now);
      refused += (*table)->refused(2 * attack) + (*table)->refused(2 * attack + 1);
    }
  }
  return refused;
}

void FloodState::close(Instant now, std::vector<AttackMeter>& meters, PressureMeter& pressure) {
  meter_until(std::max(last_step_, std::min(now, plan_.end())));
  for (std::size_t a = 0; a < attacks_.size(); ++a) {
    const AttackMeter& fluid = attacks_[a].meter;
    AttackMeter& meter = meters[a];
    meter.bits = fluid.bits;
    meter.lost_bits = fluid.lost_bits;
    meter.filtered_bits = fluid.filtered_bits;
    meter.connections = fluid.connections;
    meter.refused_connections = refused_connections(a, now);
    meter.straight = fluid.straight;
    meter.detected_s = fluid.detected_s;
    meter.mitigated_s = fluid.mitigated_s;
  }
  for (const Site& site : sites_) {
    pressure.peak_link.raise_to(site.link.peak_load());
    pressure.saturated += site.link.peak_load() > 1;
    pressure.saturated_s += in_seconds(site.link.saturated());
  }
  pressure.withdrawals = static_cast<std::uint32_t>(withdrawals_.count());
}

}  // namespace edgecase
