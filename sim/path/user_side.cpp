#include "path/user_side.hpp"

#include <algorithm>

#include "core/prefetch.hpp"

namespace edgecase {
namespace {

constexpr std::uint32_t mixing_factor =
    0x9E3779B1U;  // odd: a bijection that mixes low bits into high ones

}  // namespace

// One short loop for each table that is read, so that the processor reads it for several requests
// at once.
void UserSide::open(std::span<const Arrival> arrivals, std::span<Request> requests) const {
  for (const Arrival& arrival : arrivals) prefetch_to_read(&world_.catchment(arrival.metro));
  for (std::size_t i = 0; i < arrivals.size(); ++i) begin_way(arrivals[i], requests[i]);
  if (arrivals.empty()) return;
  if (arrivals.back().at < plan_.measure_from() && !world_.rollouts) return;
  for (std::size_t i = 0; i < arrivals.size(); ++i) add_access(arrivals[i], requests[i]);
}

inline void UserSide::begin_way(const Arrival& arrival, Request& r) const {
  const CatchmentLine::Way way =
      world_.catchment(arrival.metro, arrival.resolver_bits, arrival.at).pick(arrival.pop_bits);
  r.arrived = arrival.at;
  r.number = arrival.number;
  r.rtt_ns = r.way_ns = way.rtt_ns;
  r.object = arrival.object;
  const RoutePlan& route = plan_.routes[arrival.route];
  r.operation = Operation::read;
  r.key = route.first_key + (arrival.object - route.first_object) + 1;
  if (route.varies) {
    r.operation = operation_of(arrival, route);
    r.key = r.operation == Operation::read ? key_of(arrival, route) : 0;
  }
  r.pop_bits = arrival.pop_bits;
  r.resolver_bits = arrival.resolver_bits;
  r.metro = arrival.metro;
  r.pop = way.pop;
  r.route = arrival.route;
  r.edge = edge_of(r);
  r.region = plan_.clients.metros[arrival.metro].region;
  r.connection = static_cast<std::uint8_t>(plan_.clients.connections.pick(arrival.connection_bits));
  r.reset_stage_times();
  r.attempt = 1;
  r.attack = 0;
  r.weight = 1;
  r.watch = 0;
  r.background = false;
  r.first_fetch = false;
  r.measured = arrival.at >= plan_.measure_from();
  r.keep_in = r.measured && plan_.residency.any ? Residency::of(plan_, arrival.route, arrival.home)
                                                : JurisdictionBits{0};
  r.outside = 0;
}

// How its user is connected changes nothing but its own latency: only what is measured needs it,
// and checks of rollouts, which see the warm-up too.
inline void UserSide::add_access(const Arrival& arrival, Request& r) const {
  if (!r.measured && !world_.rollouts) return;
  const AliasTable& mix =
      plan_.clients.access_mixes[plan_.clients.metros[arrival.metro].access_mix];
  const std::uint32_t which = mix.pick(arrival.line_bits);
  r.line = static_cast<std::uint8_t>(which);
  r.rtt_ns +=
      static_cast<std::int64_t>(plan_.clients.access_lines[which].rtt_ns(arrival.access_bits) +
                                plan_.clients.jitter_ns(arrival.jitter_bits));
}

Operation UserSide::operation_of(const Arrival& arrival, const RoutePlan& route) const {
  if (route.changing() <= 0) return Operation::read;
  const double dice = world_.operations.unit(arrival.number);
  if (dice < route.writes) return Operation::write;
  return dice < route.changing() ? Operation::read_modify_write : Operation::read;
}

// Cache keys are dense; a query string without precedent gets one from the far end.
std::uint32_t UserSide::key_of(const Arrival& arrival, const RoutePlan& route) const {
  const std::uint32_t object = arrival.object - route.first_object;
  const RandomBlock dice = world_.kinds.block(arrival.number);
  if (unit_open(dice[0]) < route.personalised) return 0;
  if (unit_open(dice[1]) < route.unique_queries) {
    return UINT32_MAX - static_cast<std::uint32_t>(arrival.number % unique_keys);
  }
  std::uint32_t key = object;
  std::uint32_t lane = 0;
  for (const VariantPlan& variant : route.variants) {
    key = key * variant.values + variant.pick.pick(world_.kinds.bits(arrival.number, ++lane));
  }
  return route.first_key + key + 1;
}

Request UserSide::open(const BotArrival& bot) const {
  const AttackProfile& profile = plan_.attacks.runs[bot.attack].plan.profile();
  const RoutePlan& route = plan_.routes[bot.route];
  const auto metro = static_cast<std::uint16_t>(bot.of.place);
  const CatchmentLine::Way way = world_.catchment(metro).pick(bot.pop_bits);
  Request r{};
  r.arrived = bot.of.at;
  r.number = bot.number;
  r.rtt_ns = r.way_ns = way.rtt_ns;
  r.object = bot.object;
  r.pop_bits = bot.pop_bits;
  r.metro = metro;
  r.pop = way.pop;
  r.attack = static_cast<std::uint16_t>(bot.attack + 1);
  r.weight = static_cast<std::uint32_t>(std::min<std::int64_t>(bot.of.asks * bot.each, UINT32_MAX));
  r.route = bot.route;
  r.edge = edge_of(r);
  r.region = plan_.clients.metros[metro].region;
  r.attempt = 1;
  r.measured = bot.of.at >= plan_.measure_from();
  Arrival asked{};
  asked.number = bot.number;
  asked.object = bot.object;
  asked.route = bot.route;
  r.key = key_of(asked, route);
  if (profile.traits.object == AttackedObject::unique && route.cache >= 0 && r.key != 0)
    r.key = UINT32_MAX - static_cast<std::uint32_t>(bot.number % unique_keys);
  return r;
}

// The resolver stands at the access provider; what it does not know costs it a way to the PoP.
void UserSide::resolve(Request& r) {
  if (world_.names.down()) return;  // what resolves was known before: see Names
  const DnsSpec& dns = plan_.spec.world.clients.dns;
  Cell& cell = recorder_.cell(r);
  cell.connections += r.measured;
  const std::uint32_t dice = r.resolver_bits;
  if (dice * 0x1p-32 >= dns.asked.value) return;
  cell.resolver_queries += r.measured;
  const MetroPlan& metro = plan_.clients.metros[r.metro];
  r.times[Stage::dns] = r.rtt_ns - r.way_ns;
  if (resolver_knows(metro, dice * mixing_factor, r.arrived)) return;
  cell.resolver_misses += r.measured;
  r.times[Stage::dns] = r.rtt_ns;
}

// A sample of the requests does not keep resolvers warm as all of them do: then it is drawn.
bool UserSide::resolver_knows(const MetroPlan& metro, std::uint32_t dice, Instant now) {
  if (plan_.one_in > 1) return dice * 0x1p-32 < metro.resolver_knows;
  const auto which = static_cast<std::uint32_t>(std::uint64_t{dice} * metro.resolvers >> 32);
  Instant& expiry = world_.resolvers.expiry(metro, which);
  if (expiry > now) return true;
  expiry = now + plan_.spec.world.clients.dns.ttl;
  return false;
}

void UserSide::route_again(Request& r) {
  const CatchmentLine::Way way =
      world_.catchment(r.metro, r.resolver_bits, world_.engine.now()).pick(r.pop_bits);
  r.rtt_ns += way.rtt_ns - r.way_ns;
  r.way_ns = way.rtt_ns;
  r.pop = way.pop;
  r.edge = edge_of(r);
  world_.engine.enter(world_.place_of_pop(r.pop));
  if (!plan_.clients.connection_kinds[r.connection].is_new)
    r.connection = plan_.clients.fresh_connection;
  r.discard_attempt(world_.engine.now() - r.arrived);
  r.watch = 0;
  ++r.attempt;
  recorder_.cell(r).retries += r.measured;
}

}  // namespace edgecase
