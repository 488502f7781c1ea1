#include "model/traffic/arrivals.hpp"

#include <algorithm>

#include "core/check.hpp"
#include "core/logarithm.hpp"

namespace edgecase {

Arrivals::Arrivals(const Demand& demand, std::span<const RouteTraffic> routes, std::uint64_t seed,
                   std::uint64_t replication, Instant end, StopFlag stop)
    : demand_(&demand),
      routes_(routes),
      main_(seed, replication, "arrivals"),
      objects_(seed, replication, "objects"),
      owner_draws_(seed, replication, "owners"),
      end_(end),
      stop_(stop) {
  EC_CHECK(demand.places() <= UINT16_MAX && routes.size() <= UINT8_MAX);
  for (std::size_t metro = 0; metro < demand.places(); ++metro) {
    for (std::size_t route = 0; route < routes.size(); ++route) {
      pairs_.push_back({static_cast<std::uint16_t>(metro), static_cast<std::uint8_t>(route)});
    }
  }
  for (std::size_t route = 0; route < routes.size(); ++route) {
    const TraceContent* trace = routes[route].trace;
    replayed_.push_back(trace == nullptr ? 0 : trace->start(seed, replication, route));
  }
  owned_ = std::ranges::any_of(routes, [](const RouteTraffic& route) { return route.owned; });
  cast_dice();
  enter_slice(Instant{});
}

void Arrivals::cast_dice() {
  main_.fill(number_, dice_);
  objects_.fill(number_, object_dice_);
  for (std::size_t i = 0; i < block; ++i) gaps_[i] = minus_log_unit(dice_[i][0]);
  die_ = 0;
  to_come_ = gaps_[0];
}

bool Arrivals::enter_slice(Instant at) {
  if (at >= end_) return false;
  slice_ = demand_->slice_at(at);
  slice_.begin = at;
  slice_.end = std::min(slice_.end, end_);
  clock_ = 0;
  const std::vector<double> rates = demand_->rates_at(at);
  std::vector<double> weights;
  weights.reserve(rates.size() * routes_.size());
  double total = 0;
  for (double rate : rates) {
    total += rate;
    for (const RouteTraffic& route : routes_) weights.push_back(rate * route.share);
  }
  mean_gap_ns_ = total > 0 ? 1e9 / total : 0;
  if (total > 0) metro_route_ = AliasTable(weights);
  if (total > 0 && owned_ && owners_.size() == 0) owners_ = metro_route_;
  return true;
}

/// The times of the next arrivals, until the end of the slice or of the dice; returns their number.
std::size_t Arrivals::pass_time() {
  if (mean_gap_ns_ == 0) return 0;
  const double slice_ns = static_cast<double>((slice_.end - slice_.begin).count());
  std::size_t count = 0;
  while (die_ + count < block) {
    const double at = clock_ + to_come_ * mean_gap_ns_;
    if (!(at < slice_ns)) break;
    clock_ = at;
    times_[count++] = slice_.begin + Duration{static_cast<std::int64_t>(at)};
    if (die_ + count < block) to_come_ = gaps_[die_ + count];
  }
  return count;
}

/// The user whose object it is asks for it, from the same metro and through the same PoP. Demand
/// that moves over the day moves no owner.
void Arrivals::send_home(Arrival& arrival) const {
  const RouteTraffic& route = routes_[arrival.route];
  if (!route.owned) return;
  const RandomBlock dice = owner_draws_.block(arrival.object);
  arrival.home = pairs_[owners_.pick(low_word(dice))].metro;
  if (route.roaming > 0 && owner_draws_.unit(arrival.number, 1) < route.roaming) return;
  arrival.metro = arrival.home;
  arrival.pop_bits = dice[2];
}

/// False: the route's trace is over.
bool Arrivals::pick_object(std::size_t i, std::uint8_t route, std::uint32_t& object) {
  const RouteTraffic& of = routes_[route];
  object = of.first_object;
  if (of.trace == nullptr) {
    object += of.popularity.draw(object_dice_[die_ + i], objects_, number_ + i);
    return true;
  }
  const std::optional<std::uint32_t> replayed = of.trace->object(replayed_[route]++);
  object += replayed.value_or(0);
  return replayed.has_value();
}

/// The route and object of the next arrivals; returns how many there are. One short loop per table,
/// so that the CPU overlaps the memory reads of several arrivals.
std::size_t Arrivals::draw(std::size_t count) {
  std::array<MetroRoute, block> picks;
  for (std::size_t i = 0; i < count; ++i) picks[i] = pairs_[metro_route_.pick(dice_[die_ + i][1])];
  std::array<std::uint32_t, block> objects;
  std::array<bool, block> comes;
  for (std::size_t i = 0; i < count; ++i) comes[i] = pick_object(i, picks[i].route, objects[i]);
  std::size_t coming = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const RandomBlock& dice = dice_[die_ + i];
    Arrival& a = out_[coming];
    a.at = times_[i];
    a.number = number_ + i;
    a.object = objects[i];
    a.metro = a.home = picks[i].metro;
    a.route = picks[i].route;
    a.line_bits = dice[2];
    a.connection_bits = dice[3];
    // Four more words mixed from all 128 bits, cheaper than another block.
    std::uint64_t state = low_word(dice) ^ (high_word(dice) * 0x9E3779B97F4A7C15U);
    const std::uint64_t first = splitmix64(state);
    const std::uint64_t second = splitmix64(state);
    a.pop_bits = static_cast<std::uint32_t>(first);
    a.resolver_bits = static_cast<std::uint32_t>(first >> 32);
    a.access_bits = static_cast<std::uint32_t>(second);
    a.jitter_bits = static_cast<std::uint32_t>(second >> 32);
    coming += comes[i] ? 1 : 0;
  }
  if (owned_)
    for (std::size_t i = 0; i < coming; ++i) send_home(out_[i]);
  return coming;
}

std::span<const Arrival> Arrivals::next() {
  for (;;) {
    stop_.check();
    if (die_ == block) cast_dice();
    const std::size_t count = pass_time();
    if (count == 0) {
      // The rest of the gap elapses in the next slice, at its rate.
      const double slice_ns = static_cast<double>((slice_.end - slice_.begin).count());
      if (mean_gap_ns_ > 0) to_come_ = std::max(to_come_ - (slice_ns - clock_) / mean_gap_ns_, 0.0);
      if (!enter_slice(slice_.end)) return {};
      continue;
    }
    const std::size_t coming = draw(count);
    number_ += count;
    die_ += count;
    if (coming > 0) return {out_.data(), coming};
  }
}

}  // namespace edgecase
