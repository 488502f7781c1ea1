// The user's side of a request: what it is before it reaches its PoP, and what is written down when
// it ends.

#include <numeric>

#include "core/prefetch.hpp"
#include "path/path.hpp"

namespace edgecase {
namespace {

constexpr std::uint32_t spread =
    0x9E3779B1U;  // odd: a bijection that mixes low bits into high ones
}  // namespace

// One short loop for each table that is read, so that the processor reads it for several requests
// at once.
void Path::open(std::span<const Arrival> arrivals, std::span<Request> requests) const {
  for (const Arrival& arrival : arrivals) prefetch_to_read(&world_.catchment(arrival.metro));
  for (std::size_t i = 0; i < arrivals.size(); ++i) begin_way(arrivals[i], requests[i]);
  if (arrivals.empty() || arrivals.back().at < plan_.measure_from()) return;
  for (std::size_t i = 0; i < arrivals.size(); ++i) add_access(arrivals[i], requests[i]);
}

inline void Path::begin_way(const Arrival& arrival, Request& r) const {
  const CatchmentLine::Way way = world_.catchment(arrival.metro).pick(arrival.pop_bits);
  r.arrived = arrival.at;
  r.number = arrival.number;
  r.rtt_ns = r.way_ns = way.rtt_ns;
  r.object = arrival.object;
  const RoutePlan& route = plan_.routes[arrival.route];
  r.key = route.has_kinds() ? key_of(arrival, route)
                            : route.first_key + (arrival.object - route.first_object) + 1;
  r.pop_bits = arrival.pop_bits;
  r.resolver_bits = arrival.resolver_bits;
  r.metro = arrival.metro;
  r.pop = way.pop;
  r.route = arrival.route;
  r.edge = edge_of(r);
  r.region = plan_.metros[arrival.metro].region;
  r.connection = static_cast<std::uint8_t>(plan_.connections.pick(arrival.connection_bits));
  r.dns_ns = r.congestion_ns = r.edge_ns = 0;
  r.retry_ns = 0;
  if (!plan_.cores.empty()) r.forget_upward();  // else only what a hit leaves behind needs it
  r.attempt = 1;
  r.attack = 0;
  r.weight = 1;
  r.background = false;
  r.first_fetch = false;
  r.measured = arrival.at >= plan_.measure_from();
}

// How its user is connected changes nothing but its own latency: only what is measured needs it.
inline void Path::add_access(const Arrival& arrival, Request& r) const {
  if (!r.measured) return;
  const AliasTable& mix = plan_.access_mixes[plan_.metros[arrival.metro].access_mix];
  const std::uint32_t which = mix.pick(arrival.line_bits);
  r.line = static_cast<std::uint8_t>(which);
  r.rtt_ns += static_cast<std::int64_t>(plan_.access_lines[which].rtt_ns(arrival.access_bits) +
                                        plan_.jitter_ns(arrival.jitter_bits));
}

// Cache keys are dense; a query string that nobody used before gets one from the far end.
std::uint32_t Path::key_of(const Arrival& arrival, const RoutePlan& route) const {
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

// The resolver stands at the access provider; what it does not know costs it a way to the PoP.
std::int64_t Path::resolve(const Request& r) {
  const DnsSpec& dns = plan_.spec.world.clients.dns;
  Cell& cell = cell_of(r);
  cell.connections += r.measured;
  const std::uint32_t dice = r.resolver_bits;
  if (dice * 0x1p-32 >= dns.asked.value) return 0;
  cell.resolver_queries += r.measured;
  const MetroPlan& metro = plan_.metros[r.metro];
  const std::int64_t access_ns = r.rtt_ns - r.way_ns;
  if (knows(metro, dice * spread, r.arrived)) return access_ns;
  cell.resolver_misses += r.measured;
  return access_ns + r.way_ns;
}

// A sample of the requests does not keep resolvers warm as all of them do: then it is drawn.
bool Path::knows(const MetroPlan& metro, std::uint32_t dice, Instant now) {
  if (plan_.one_in > 1) return dice * 0x1p-32 < metro.resolver_knows;
  const auto which = static_cast<std::uint32_t>(std::uint64_t{dice} * metro.resolvers >> 32);
  Instant& expiry = world_.resolver_expiry[metro.first_resolver + which];
  if (expiry > now) return true;
  expiry = now + plan_.spec.world.clients.dns.ttl;
  return false;
}

// The catchment may have moved since; the next try opens a connection of its own.
void Path::route_again(Request& r) {
  const CatchmentLine::Way way = world_.catchment(r.metro).pick(r.pop_bits);
  r.rtt_ns += way.rtt_ns - r.way_ns;
  r.way_ns = way.rtt_ns;
  r.pop = way.pop;
  r.edge = edge_of(r);
  world_.engine.enter(world_.place_of_pop(r.pop));
  if (!plan_.connection_kinds[r.connection].is_new) r.connection = plan_.fresh_connection;
  r.forget_upward();
  r.retry_ns = (world_.engine.now() - r.arrived).count();
  ++r.attempt;
  cell_of(r).retries += r.measured;
}

// Nearly all requests are hits that nothing held up: of their stages only the first few are not 0.
inline HitBook::Times Path::times_of_hit(const Request& r, Bytes size) const {
  const ConnectionKind& connection = plan_.connection_kinds[r.connection];
  const std::int64_t tcp = connection.tcp * r.rtt_ns;
  const std::int64_t tls = connection.tls * r.rtt_ns;
  const std::int64_t edge = plan_.processing.count();
  const std::int64_t transfer = plan_.access_lines[r.line].download.ns(size.count, r.rtt_ns);
  static_assert(index_of(Stage::dns) == 0 && index_of(Stage::tcp) == 1 &&
                index_of(Stage::tls) == 2 && index_of(Stage::client_network) == 3 &&
                index_of(Stage::edge) == 4 && index_of(Stage::transfer) == 5);
  return {.first_byte_ns = r.dns_ns + tcp + tls + r.rtt_ns + edge,
          .stages = {r.dns_ns, tcp, tls, r.rtt_ns, edge, transfer}};
}

StageTimes Path::times_of(const Request& r, Bytes size) const {
  const ConnectionKind& connection = plan_.connection_kinds[r.connection];
  StageTimes times;
  const auto book = [&](Stage stage, std::int64_t ns) { times[index_of(stage)] = ns; };
  book(Stage::dns, r.dns_ns);
  book(Stage::tcp, connection.tcp * r.rtt_ns);
  book(Stage::tls, connection.tls * r.rtt_ns);
  book(Stage::client_network, r.rtt_ns);
  book(Stage::congestion, r.congestion_ns);
  book(Stage::edge, plan_.processing.count() + r.edge_ns);
  book(Stage::guard, r.guard_ns);
  book(Stage::access, r.access_ns);
  book(Stage::upper_tier, r.upper_tier_ns);
  book(Stage::origin_network, r.origin_network_ns);
  book(Stage::origin_queue, r.origin_queue_ns);
  book(Stage::origin_service, r.origin_service_ns);
  book(Stage::retry, r.retry_ns);
  book(Stage::cold_start, r.cold_start_ns);
  book(Stage::function_queue, r.function_queue_ns);
  book(Stage::function, r.function_ns);
  book(Stage::collapsed, r.collapsed_ns);
  book(Stage::transfer, plan_.access_lines[r.line].download.ns(size.count, r.rtt_ns));
  return times;
}

inline void Path::book(const Request& r, const Content& content) {
  if (!r.measured) return;
  if (r.attack != 0) return end_bot(r, content);
  Cell& cell = cell_of(r);
  const Books books{cell, seen_.meter(r.phase, r.pop, r.route).of(r.status), moment_of(r)};
  const auto bytes = static_cast<std::uint64_t>(content.size.count);
  std::int64_t last_byte = 0;
  // Asking for the attempt would read two bytes at once that were just written one by one, and wait
  // until they are in the cache.
  if (r.status == CacheStatus::hit && r.retry_ns == 0 && plan_.cores.empty()) {
    const HitBook::Times times = times_of_hit(r, content.size);
    last_byte = times.last_byte_ns();
    hits_.note(books, bytes, times);
  } else {
    const StageTimes times = times_of(r, content.size);
    last_byte = std::accumulate(times.begin(), times.end(), std::int64_t{0});
    cell.latency.add(last_byte, times);
    books.count(r.status, bytes, last_byte - times[index_of(Stage::transfer)], last_byte);
  }
  if (content.outdated <= world_.engine.now()) {
    cell.outdated_age.add((world_.engine.now() - content.outdated).count());
  }
  if (r.besieged) {
    BesiegedMeter& besieged = seen_.besieged[r.region];
    ++besieged.requests;
    besieged.latency.add(last_byte);
  }
}

void Path::answer(const Request& r, const Content& content) {
  if (world_.clients && r.attack == 0) [[unlikely]]
    return book(r, bring_home(r, content));
  book(r, content);
}

void Path::refuse(const Request& r, Failure failure) {
  if (world_.clients && r.attack == 0) world_.clients->returns(r.number);
  if (!r.measured) return;
  if (r.attack != 0) return end_bot(r, {.failure = failure});
  Cell& cell = cell_of(r);
  ++cell.requests;
  ++cell.failures[static_cast<std::size_t>(failure)];
  // A PoP that does not answer ends no round trip; the user's patience does.
  const ConnectionKind& connection = plan_.connection_kinds[r.connection];
  const bool unheard = failure == Failure::pop_unreachable || is_lost_on_the_way(failure);
  const int round_trips = unheard ? 0 : connection.tcp + connection.tls + 1;
  cell.failure_ns += static_cast<std::uint64_t>(
      r.dns_ns + round_trips * r.rtt_ns + (world_.engine.now() - r.arrived).count() + r.ahead_ns);
  const bool edge_failed = unheard || failure == Failure::connection_lost;
  if (!edge_failed) ++seen_.meter(r.phase, r.pop, r.route).errors;
  if (r.besieged) {
    ++seen_.besieged[r.region].requests;
    ++seen_.besieged[r.region].failures;
  }
  Moment& moment = moment_of(r);
  ++moment.requests;
  ++moment.failures;
}

}  // namespace edgecase
