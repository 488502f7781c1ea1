#include "world/path.hpp"

#include <algorithm>
#include <span>

#include "core/check.hpp"

namespace edgecase {
namespace {

constexpr std::uint32_t spread =
    0x9E3779B1U;  // odd: a bijection that mixes low bits into high ones

constexpr Duration half(std::int64_t round_trip_ns) { return Duration{round_trip_ns / 2}; }
constexpr Duration other_half(std::int64_t round_trip_ns) {
  return Duration{round_trip_ns - round_trip_ns / 2};
}
constexpr ObjectKey key_of(const Request& r) { return r.object + 1; }

}  // namespace

Path::Path(World& world, Observations& seen)
    : world_(world),
      plan_(world.plan),
      seen_(seen),
      moment_end_(plan_.measure_from() + plan_.moment) {}

void Path::open(const Arrival& arrival, Request& r) const {
  const MetroPlan& metro = plan_.metros[arrival.metro];
  const CatchmentLine::Way way = world_.catchment(arrival.metro).pick(arrival.pop_bits);
  r.arrived = arrival.at;
  r.number = arrival.number;
  r.rtt_ns = r.way_ns = way.rtt_ns;
  r.object = arrival.object;
  r.pop_bits = arrival.pop_bits;
  r.resolver_bits = arrival.resolver_bits;
  r.metro = arrival.metro;
  r.pop = way.pop;
  r.route = arrival.route;
  r.region = metro.region;
  r.connection = static_cast<std::uint8_t>(plan_.connections.pick(arrival.connection_bits));
  r.dns_ns = 0;
  r.upper_tier_ns = r.origin_network_ns = r.origin_queue_ns = r.origin_service_ns = 0;
  r.retry_ns = 0;
  r.attempt = 1;
  r.first_fetch = false;
  r.measured = arrival.at >= plan_.measure_from();
  if (!r.measured) return;  // how its user is connected changes nothing but its own latency
  const std::uint32_t which = plan_.access_mixes[metro.access_mix].pick(arrival.line_bits);
  r.line = static_cast<std::uint8_t>(which);
  r.rtt_ns += static_cast<std::int64_t>(plan_.access_lines[which].rtt_ns(arrival.access_bits) +
                                        plan_.jitter_ns(arrival.jitter_bits));
}

void Path::arrive(Request& r) {
  while (r.arrived >= moment_end_ && moment_ + 1U < seen_.moments) {
    moment_end_ += plan_.moment;
    ++moment_;
  }
  r.moment = moment_;
  world_.engine.enter(world_.place_of_pop(r.pop));
  if (plan_.connection_kinds[r.connection].is_new) r.dns_ns = resolve(r);
  ++seen_.simulated_requests;
  if (!answer_at_edge(r)) serve(r);
}

// The resolver stands at the access provider; what it does not know costs it a way to the PoP.
std::int64_t Path::resolve(const Request& r) {
  const DnsSpec& dns = plan_.spec.world.clients.dns;
  Cell& cell = cell_of(r);
  cell.connections += r.measured;
  const std::uint32_t dice = r.resolver_bits;
  if (dice * 0x1p-32 >= dns.asked.value) return 0;
  cell.resolver_queries += r.measured;
  const MetroPlan& metro = plan_.metros[r.metro];
  const std::uint32_t which =
      static_cast<std::uint32_t>(std::uint64_t{dice * spread} * metro.resolvers >> 32);
  Instant& expiry = world_.resolver_expiry[metro.first_resolver + which];
  const std::int64_t access_ns = r.rtt_ns - r.way_ns;
  if (expiry > r.arrived) return access_ns;
  expiry = r.arrived + dns.ttl;
  cell.resolver_misses += r.measured;
  return access_ns + r.way_ns;
}

PopState& Path::pop_here(const Request& r) {
  EC_CHECK(world_.engine.here() == world_.place_of_pop(r.pop), "a PoP touched from elsewhere");
  return world_.pops[r.pop];
}

bool Path::answer_at_edge(Request& r) {
  const int which = plan_.routes[r.route].cache;
  if (which < 0 || !pop_here(r).up) return false;
  Cache& cache = world_.edge_cache(static_cast<std::size_t>(which), r.pop);
  const Instant now = world_.engine.now();
  const Cache::Found found = cache.look_up(key_of(r), now);
  if (found.state != Cache::State::fresh) {
    r.first_fetch = found.state == Cache::State::absent && !r.measured;
    return false;
  }
  const CacheSpec& spec = *plan_.caches[static_cast<std::size_t>(which)].spec;
  if (spec.ttl_reset_on_hit) cache.set_expiry(found.node, now + spec.ttl);
  answer(r, {world_.nodes[found.node].size()}, true);
  return true;
}

// A request that must wait: from the PoP up to the tier and the origin, and home again.
Traveller Path::serve(Request r) {
  Engine& engine = world_.engine;
  do {
    const Instant began = engine.now();
    const PlaceId home = world_.place_of_pop(r.pop);
    const PopState& pop = world_.pops[r.pop];
    const std::uint32_t life = pop.life;
    Failure failure = Failure::pop_unreachable;
    if (pop.up) {
      Upward up = way_up(r);
      std::optional<Content> content;
      if (up.waited > Duration{0}) co_await engine.delay(up.waited);
      if (up.tier != nullptr) {
        const PlaceId there = world_.place_of_pop(up.tier->pop);
        co_await engine.travel(there, half(up.tier_ns), up.tier->cache.line(key_of(r)));
        if (world_.pops[up.tier->pop].up) {
          content = find_in_tier(up, r);
        } else {  // it failed meanwhile: the PoP gives up on it
          const Duration lost = half(up.tier_ns) + cache_plan_of(r)->tier_connect_timeout;
          co_await engine.travel(home, cache_plan_of(r)->tier_connect_timeout);
          up = {.origin_ns = plan_.pop_to_origin_ns[r.pop], .waited = lost};
        }
      }
      const PlaceId below = up.tier != nullptr ? world_.place_of_pop(up.tier->pop) : home;
      if (!content) {
        co_await engine.travel(world_.place_of_origin(), half(up.origin_ns));
        const std::uint32_t era = world_.origin.epoch();
        std::optional<OriginAnswer> answered = world_.origin.known(r.number);
        if (!answered) answered = co_await world_.origin.produce(r.number);
        co_await engine.travel(below, stay_at_origin(*answered) + other_half(up.origin_ns),
                               tier_line(up, r));
        r.origin_network_ns += up.origin_ns;
        content = end_of(*answered, era, r);
        keep_in_tier(up, r, *content);
      }
      if (up.tier != nullptr) co_await engine.travel(home, other_half(up.tier_ns), edge_line(r));
      r.upper_tier_ns += up.tier_ns + up.waited.count();
      if (pop.life == life) {
        finish(r, *content);
        co_return;
      }
      failure = Failure::connection_lost;
    }
    co_await engine.at(std::max(engine.now(), began + plan_.spec.world.clients.retry.timeout));
    if (std::int64_t{r.attempt} >= plan_.spec.world.clients.retry.attempts.value) {
      refuse(r, failure);
      co_return;
    }
    route_again(r);
  } while (!answer_at_edge(r));
}

const CachePlan* Path::cache_plan_of(const Request& r) const {
  const int which = plan_.routes[r.route].cache;
  return which < 0 ? nullptr : &plan_.caches[static_cast<std::size_t>(which)];
}

// A withdrawn tier is bypassed; one that is down and not yet withdrawn costs a connect timeout
// first.
Path::Upward Path::way_up(const Request& r) {
  Upward up{.origin_ns = plan_.pop_to_origin_ns[r.pop]};
  const CachePlan* plan = cache_plan_of(r);
  if (plan == nullptr || !plan->tiered) return up;
  const CachePlan::Below& below = plan->below[r.pop];
  TierState& tier = world_.tiers[static_cast<std::size_t>(plan_.routes[r.route].cache)][below.site];
  if (world_.withdrawn(tier.pop)) return up;
  if (!world_.pops[tier.pop].up) {
    up.waited = plan->tier_connect_timeout;
    return up;
  }
  up.tier = &tier;
  up.tier_ttl = plan->tier_ttl;
  up.tier_ns = below.rtt_ns;
  up.origin_ns = plan->sites[below.site].to_origin_ns;
  return up;
}

const void* Path::tier_line(const Upward& up, const Request& r) const {
  return up.tier != nullptr ? up.tier->cache.line(key_of(r)) : edge_line(r);
}

const void* Path::edge_line(const Request& r) const {
  const int which = plan_.routes[r.route].cache;
  if (which < 0) return nullptr;
  return world_.edge_cache(static_cast<std::size_t>(which), r.pop).line(key_of(r));
}

std::optional<Content> Path::find_in_tier(const Upward& up, Request& r) {
  const Instant now = world_.engine.now();
  const Cache::Found found = up.tier->cache.look_up(key_of(r), now);
  Cell& cell = cell_of(r);
  cell.tier_requests += r.measured;
  if (found.state != Cache::State::fresh) {
    r.first_fetch &= found.state == Cache::State::absent;
    return std::nullopt;
  }
  const CacheNode& node = world_.nodes[found.node];
  const Instant fetched = Instant{Duration{node.expiry}} - up.tier_ttl;
  if (r.measured) {
    ++cell.tier_hits;
    cell.tier_hit_bytes += static_cast<std::uint64_t>(node.size());
  }
  return Content{.size = {node.size()}, .fetched = fetched};
}

Duration Path::stay_at_origin(const OriginAnswer& answered) const {
  const Duration timeout = plan_.spec.world.origin.timeout;
  if (answered.end == OriginAnswer::End::down && !world_.origin_refuses()) return timeout;
  const Duration inside = answered.ready - world_.engine.now();
  return answered.waited + answered.served > timeout ? std::min(inside, timeout) : inside;
}

// Since when the content is in the world's caches. All caches start empty at the same moment; if
// every first copy lived for a whole ttl, popular objects would expire in step for ever after. So
// what is fetched first, within one ttl of the start and inside the warm-up, has a random part of
// it behind it.
Instant Path::born(const Request& r) const {
  const Instant left = world_.engine.now() - other_half(r.origin_network_ns);
  const CachePlan* plan = cache_plan_of(r);
  if (plan == nullptr || !r.first_fetch || plan->spec->ttl_reset_on_hit) return left;
  const Duration ttl = plan->tiered ? plan->tier_ttl : plan->spec->ttl;
  if (left >= Instant{} + ttl) return left;
  return left - from_seconds(in_seconds(ttl) * world_.ages.unit(r.number));
}

Content Path::end_of(const OriginAnswer& answered, std::uint32_t era, Request& r) {
  const Duration timeout = plan_.spec.world.origin.timeout;
  r.origin_queue_ns += answered.waited.count();
  r.origin_service_ns += answered.served.count();
  Cell& cell = cell_of(r);
  if (r.measured) {
    ++cell.origin_requests;
    ++moment_of(r).origin_requests;
    cell.origin_waited += answered.waited > Duration{0};
    cell.origin_wait_ns += static_cast<std::uint64_t>(answered.waited.count());
  }
  Content content{.size = world_.size_of(r.route, r.object), .fetched = born(r)};
  using End = OriginAnswer::End;
  if (answered.end == End::overloaded) {
    content.failure = Failure::origin_overloaded;
  } else if (answered.end == End::down || world_.origin.lost(era, answered.ready)) {
    content.failure = Failure::origin_down;
  } else if (answered.waited + answered.served > timeout) {
    content.failure = Failure::origin_timeout;
  } else if (r.measured) {
    cell.origin_bytes += static_cast<std::uint64_t>(content.size.count);
  }
  return content;
}

void Path::keep_in_tier(const Upward& up, const Request& r, const Content& content) {
  if (up.tier == nullptr || content.failure != Failure::none || !world_.pops[up.tier->pop].up)
    return;
  up.tier->cache.admit(key_of(r), content.size, content.fetched + up.tier_ttl);
}

void Path::finish(const Request& r, const Content& content) {
  if (content.failure != Failure::none) return refuse(r, content.failure);
  if (const CachePlan* plan = cache_plan_of(r)) {
    const Instant from = plan->spec->age_inherited ? content.fetched : world_.engine.now();
    pop_here(r);
    world_.edge_cache(static_cast<std::size_t>(plan_.routes[r.route].cache), r.pop)
        .admit(key_of(r), content.size, from + plan->spec->ttl);
    if (plan->tiered && r.measured) {
      cell_of(r).tier_bytes += static_cast<std::uint64_t>(content.size.count);
    }
  }
  EC_CHECK((world_.engine.now() - r.arrived).count() == r.upper_tier_ns + r.origin_network_ns +
                                                            r.origin_queue_ns +
                                                            r.origin_service_ns + r.retry_ns,
           "time that no stage accounts for");
  answer(r, content.size, false);
}

// The catchment may have moved since; the next try opens a connection of its own.
void Path::route_again(Request& r) {
  const CatchmentLine::Way way = world_.catchment(r.metro).pick(r.pop_bits);
  r.rtt_ns += way.rtt_ns - r.way_ns;
  r.way_ns = way.rtt_ns;
  r.pop = way.pop;
  world_.engine.enter(world_.place_of_pop(r.pop));
  if (!plan_.connection_kinds[r.connection].is_new) r.connection = plan_.fresh_connection;
  r.upper_tier_ns = r.origin_network_ns = r.origin_queue_ns = r.origin_service_ns = 0;
  r.retry_ns = (world_.engine.now() - r.arrived).count();
  ++r.attempt;
  cell_of(r).retries += r.measured;
}

void Path::answer(const Request& r, Bytes size, bool edge_hit) {
  if (!r.measured) return;
  const ConnectionKind& connection = plan_.connection_kinds[r.connection];
  StageTimes times;
  const auto book = [&](Stage stage, std::int64_t ns) {
    return times[static_cast<std::size_t>(stage)] = ns;
  };
  const std::int64_t first_byte =
      book(Stage::dns, r.dns_ns) + book(Stage::tcp, connection.tcp * r.rtt_ns) +
      book(Stage::tls, connection.tls * r.rtt_ns) + book(Stage::client_network, r.rtt_ns) +
      book(Stage::edge, plan_.processing.count()) + book(Stage::upper_tier, r.upper_tier_ns) +
      book(Stage::origin_network, r.origin_network_ns) +
      book(Stage::origin_queue, r.origin_queue_ns) +
      book(Stage::origin_service, r.origin_service_ns) + book(Stage::retry, r.retry_ns);
  const std::int64_t last_byte =
      first_byte +
      book(Stage::transfer, plan_.access_lines[r.line].download.ns(size.count, r.rtt_ns));
  Cell& cell = cell_of(r);
  cell.latency.add(last_byte, times.data());
  cell.first_byte.add(first_byte);
  const auto bytes = static_cast<std::uint64_t>(size.count);
  ++cell.requests;
  cell.bytes += bytes;
  cell.edge_hits += edge_hit;
  cell.edge_hit_bytes += edge_hit ? bytes : 0;
  PopMeter& meter = seen_.meter(r.pop, r.route);
  ++meter.requests;
  meter.edge_hits += edge_hit;
  meter.bytes += bytes;
  Moment& moment = moment_of(r);
  ++moment.requests;
  moment.edge_hits += edge_hit;
  moment.latency_ns += static_cast<std::uint64_t>(last_byte);
}

void Path::refuse(const Request& r, Failure failure) {
  if (!r.measured) return;
  Cell& cell = cell_of(r);
  ++cell.requests;
  ++cell.failures[static_cast<std::size_t>(failure)];
  // A PoP that does not answer ends no round trip; the user's patience does.
  const ConnectionKind& connection = plan_.connection_kinds[r.connection];
  const int round_trips =
      failure == Failure::pop_unreachable ? 0 : connection.tcp + connection.tls + 1;
  cell.failure_ns += static_cast<std::uint64_t>(r.dns_ns + round_trips * r.rtt_ns +
                                                (world_.engine.now() - r.arrived).count());
  Moment& moment = moment_of(r);
  ++moment.requests;
  ++moment.failures;
}

}  // namespace edgecase
