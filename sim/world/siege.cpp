#include "world/siege.hpp"

#include <algorithm>
#include <cmath>

#include "core/check.hpp"

namespace edgecase {
namespace {

bool is_filtered(const AttackProfile& attack) { return attack.layer != AttackLayer::requests; }

}  // namespace

Siege::Siege(const Blueprint& plan, std::uint64_t seed, std::uint64_t replication)
    : plan_(plan),
      scrubbing_(plan.spec.design.protection.scrubbing),
      shares_(plan.attacks.size(), std::vector<double>(plan.pops(), 0)),
      books_(plan.attacks.size()),
      withdrawals_(plan.spec.design.protection.overload, plan.pops()),
      routes_taken_back_(plan.pops(), false) {
  const LinkSpec& links = plan.spec.world.edge.links;
  const Stream draws(seed, replication, "filters");
  for (std::uint32_t pop = 0; pop < plan.pops(); ++pop) {
    const Bandwidth capacity = of_size(links, plan.network.pops()[pop].size);
    const Rate packets = FluidLink::packet_limit(links, capacity);
    Site& site = sites_.emplace_back(Site{FluidLink(capacity, packets, links.buffer),
                                          capacity.bits_per_second, packets.per_second});
    site.flows.resize(plan.attacks.size());
    site.filtering.resize(plan.attacks.size(), false);
    for (std::size_t a = 0; scrubbing_ && a < plan.attacks.size(); ++a)
      site.filters.emplace_back(*scrubbing_, plan.attacks[a].kind, draws.of(a * plan.pops() + pop));
  }
  for (const double rate : plan.requests_by_pop())
    people_.push_back({.bits = rate * plan.request_bits(), .packets = rate});
  for (const AttackRun& attack : plan.attacks) {
    for (const AttackSlice& slice : attack.plan.slices()) {
      later(slice.from);
      later(slice.to);
      if (scrubbing_) later(slice.to + scrubbing_->hold);
    }
  }
}

std::int64_t Siege::whole(double count) {
  carry_ += count;
  const double n = std::floor(carry_);
  carry_ -= n;
  return static_cast<std::int64_t>(n);
}

const AttackSlice* Siege::slice_of(std::size_t attack, Instant now) const {
  for (const AttackSlice& slice : plan_.attacks[attack].plan.slices())
    if (slice.from <= now && now < slice.to) return &slice;
  return nullptr;
}

void Siege::share_out(const Routing& routing) {
  for (std::size_t a = 0; a < plan_.attacks.size(); ++a) {
    std::vector<double>& by_pop = shares_[a];
    std::ranges::fill(by_pop, 0.0);
    const AttackSlice* slice = slice_of(a, turned_);
    if (slice == nullptr) continue;
    for (std::uint32_t metro = 0; metro < plan_.metros.size(); ++metro) {
      const double share = plan_.attacks[a].plan.share(*slice, metro);
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

// The books of the stretch that ends now.
void Siege::settle(Instant now) {
  const double seconds = turned_ == Instant::min() ? 0 : in_seconds(now - turned_);
  const bool before_links = scrubbing_ && scrubbing_->place == ScrubPlace::before_links;
  for (Books& books : books_) books.meter.straight += books.straight_now * seconds;
  for (Site& site : sites_) {
    if (now >= Instant{}) site.link.until(now);
    const double offered = site.link.offered_bits() - site.offered_before;
    const double lost = site.link.lost_bits() - site.lost_before;
    site.passed_links = offered > 0 ? 1 - lost / offered : 1;
    site.offered_before = site.link.offered_bits();
    site.lost_before = site.link.lost_bits();
    for (std::size_t a = 0; a < books_.size(); ++a) {
      const AttackFlow& flow = site.flows[a];
      if (flow.bits <= 0) continue;
      AttackMeter& meter = books_[a].meter;
      const double bits = flow.bits * seconds;
      const double passes = site.filters.empty() ? 1 : site.filters[a].attack_passes(turned_);
      const double to_links = before_links ? bits * passes : bits;
      const double through = to_links * site.passed_links;
      meter.bits += bits;
      meter.lost_bits += to_links - through;
      meter.filtered_bits += before_links ? bits - to_links : through * (1 - passes);
      fill_tables(site, a, seconds, now);
    }
  }
}

void Siege::filter(Site& site, std::size_t attack, Instant now) {
  if (site.filters.empty() || !is_filtered(plan_.attacks[attack].plan.profile())) return;
  Scrubber& filter = site.filters[attack];
  filter.offer(now, site.flows[attack].bits);
  if (filter.filters_from() > now) later(filter.filters_from());
  const bool on = filter.filtering(now);
  Books& books = books_[attack];
  if (on && !site.filtering[attack]) {
    if (books.meter.detected_s < 0)
      books.meter.detected_s = in_seconds(now - plan_.attacks[attack].plan.begins());
    const bool told = books.told != Instant::max() && books.told >= now - scrubbing_->hold;
    if (!told) later(books.told = now + scrubbing_->tells);
  }
  site.filtering[attack] = on;
  const bool grows = scrubbing_->doubles && site.flows[attack].bits > 0;
  if (grows) later(now + std::chrono::seconds(1));
}

// What one place has noticed, the others filter too.
void Siege::tell(std::size_t attack, Instant now) {
  if (books_[attack].told != now) return;
  for (std::size_t pop = 0; pop < sites_.size(); ++pop)
    if (shares_[attack][pop] > 0) sites_[pop].filters[attack].told(now);
}

// Connections that came since the last turn, all at once: once a second is soon enough for tables
// that hold a minute's.
void Siege::fill_tables(Site& site, std::size_t attack, double seconds, Instant now) {
  const AttackRun& run = plan_.attacks[attack];
  if (run.plan.profile().layer != AttackLayer::connections) return;
  const double passes = site.filters.empty() ? 1 : site.filters[attack].attack_passes(turned_);
  const double came = site.flows[attack].connections * seconds;
  AttackMeter& meter = books_[attack].meter;
  meter.connections += came;
  const std::int64_t count = whole(came * site.passed_links * passes);
  if (count == 0) return;
  const AttackTraits& traits = run.plan.profile().traits;
  const EdgeSpec& edge = plan_.spec.world.edge;
  std::int64_t refused = 0;
  const auto open = [&](ConnectionTable& table, Duration answer, std::int64_t some) {
    if (some > 0) refused += table.open(now, answer, some).refused;
  };
  if (traits.held > Duration{0}) {
    if (!site.open)
      site.open.emplace(ConnectionTableSpec{
          .places = edge.connections, .timeout = std::chrono::hours(24), .cookies = false});
    open(*site.open, std::min(traits.held, plan_.spec.design.protection.slow_requests), count);
  } else {
    if (!site.half_open) site.half_open.emplace(edge.half_open);
    const auto spoofed = static_cast<std::int64_t>(static_cast<double>(count) * traits.spoofed);
    constexpr Duration answered = std::chrono::milliseconds(100);
    open(*site.half_open, edge.half_open.timeout, spoofed);
    open(*site.half_open, answered, count - spoofed);
  }
  meter.refused_connections += static_cast<double>(refused);
}

void Siege::offer(Instant now) {
  const bool before_links = scrubbing_ && scrubbing_->place == ScrubPlace::before_links;
  straight_ = {};
  for (std::size_t a = 0; a < books_.size(); ++a) {
    books_[a].offered_now = books_[a].passes_now = 0;
    const AttackSlice* slice = slice_of(a, now);
    const AttackFlow straight =
        slice == nullptr ? AttackFlow{} : plan_.attacks[a].plan.direct(*slice);
    books_[a].straight_now = straight.requests;
    straight_ += straight;
    const AttackProfile& profile = plan_.attacks[a].plan.profile();
    if (slice != nullptr && profile.layer == AttackLayer::connections)
      later(std::min(now + std::chrono::seconds(1), slice->to));
    for (std::size_t pop = 0; pop < sites_.size(); ++pop) {
      const double part = slice == nullptr ? 0 : slice->factor * shares_[a][pop];
      sites_[pop].flows[a] = profile.peak * part;
      filter(sites_[pop], a, now);
    }
  }
  for (std::size_t pop = 0; pop < sites_.size(); ++pop) {
    Site& site = sites_[pop];
    site.attack = {};
    site.pressed = site.half_open || site.open;
    for (std::size_t a = 0; a < books_.size(); ++a) {
      const double passes = site.filters.empty() ? 1 : site.filters[a].attack_passes(now);
      const double part = before_links ? passes : 1;
      site.attack.bits += site.flows[a].bits * part;
      site.attack.packets += site.flows[a].packets * part;
      books_[a].offered_now += site.flows[a].bits;
      books_[a].passes_now += site.flows[a].bits * passes;
      site.pressed |= site.flows[a].bits > 0 || (!site.filters.empty() && site.filtering[a]);
    }
    site.link.offer(now, {.bits = people_[pop].bits + site.attack.bits,
                          .packets = people_[pop].packets + site.attack.packets});
    site.pressed |= site.link.at(now).delay > Duration{0};
  }
  for (std::size_t a = 0; a < books_.size(); ++a) judge(a, now);
}

void Siege::judge(std::size_t attack, Instant now) {
  Books& books = books_[attack];
  if (books.meter.mitigated_s >= 0 || books.offered_now <= 0) return;
  if (books.passes_now > 0.1 * books.offered_now) return;
  books.meter.mitigated_s = in_seconds(now - plan_.attacks[attack].plan.begins());
}

bool Siege::withdraw(Instant now) {
  std::vector<SiteLoad> loads;
  for (std::size_t pop = 0; pop < sites_.size(); ++pop) {
    const Site& site = sites_[pop];
    const double bits = site.attack.bits / site.capacity;
    loads.push_back({.people = people_[pop].bits / site.capacity,
                     .attack = std::max(bits, site.attack.packets / site.packets),
                     .capacity = 1});
  }
  const Instant follows = now + plan_.spec.design.protection.convergence;
  for (const std::uint32_t pop : withdrawals_.look(now, loads)) {
    moves_.push_back({follows, pop, !withdrawals_.down()[pop]});
    later(follows);
  }
  later(withdrawals_.next());
  bool moved = false;
  for (const Move& move : moves_) {
    if (move.at > now) continue;
    moved |= routes_taken_back_[move.pop] == move.back;
    routes_taken_back_[move.pop] = !move.back;
  }
  std::erase_if(moves_, [&](const Move& move) { return move.at <= now; });
  return moved;
}

bool Siege::turn(Instant now, const Routing& routing) {
  settle(now);
  turned_ = now;
  share_out(routing);
  due_.erase(due_.begin(), due_.upper_bound(now));
  for (std::size_t a = 0; a < books_.size(); ++a) tell(a, now);
  offer(now);
  return withdraw(now);
}

void Siege::reroute(Instant now, const Routing& routing) {
  settle(now);
  turned_ = now;
  share_out(routing);
  offer(now);
}

Crossing Siege::crossing(std::uint16_t pop, Instant now) const {
  const Site& site = sites_[pop];
  const LinkState state = site.link.at(now);
  Crossing crossing{.loss = state.loss, .delay = state.delay};
  for (const Scrubber& filter : site.filters) crossing.passes *= filter.people_pass(now);
  return crossing;
}

TableVerdict Siege::connect(std::uint16_t pop, Instant now, Duration round_trip) {
  Site& site = sites_[pop];
  TableVerdict verdict{.kept = 1};
  if (site.half_open) verdict = site.half_open->open(now, round_trip);
  if (verdict.refused > 0 || !site.open) return verdict;
  const Duration cookie = verdict.cpu;
  constexpr Duration kept_alive = std::chrono::minutes(1);
  verdict = site.open->open(now, kept_alive);
  verdict.cpu += cookie;
  return verdict;
}

void Siege::close(Instant now, std::vector<AttackMeter>& meters, PressureMeter& pressure) {
  settle(now);
  for (std::size_t a = 0; a < books_.size(); ++a) {
    const AttackMeter& fluid = books_[a].meter;
    AttackMeter& meter = meters[a];
    meter.bits = fluid.bits;
    meter.lost_bits = fluid.lost_bits;
    meter.filtered_bits = fluid.filtered_bits;
    meter.connections = fluid.connections;
    meter.refused_connections = fluid.refused_connections;
    meter.straight = fluid.straight;
    meter.detected_s = fluid.detected_s;
    meter.mitigated_s = fluid.mitigated_s;
  }
  for (const Site& site : sites_) {
    pressure.peak_link.raise_to(site.link.peak_load());
    pressure.saturated += site.link.peak_load() > 1;
    pressure.saturated_s += in_seconds(site.link.saturated());
  }
  pressure.withdrawals = static_cast<std::uint32_t>(withdrawals_.withdrawn());
}

}  // namespace edgecase
