// A request that its client cannot send, and one at a PoP that is down or works badly: it answers
// errors, takes long, loses packets.

#include "model/attack/link.hpp"
#include "path/path.hpp"

namespace edgecase {

bool Path::leaves_client(Request& r) {
  if (world_.clients) {
    if (const std::optional<Instant> outdated = client_copies_.served_by_client_cache(r)) {
      ++recorder_.seen.simulated_requests;
      r.status = CacheStatus::client;
      if (r.measured) recorder_.answer_from_client(r, *outdated);
      return false;
    }
  }
  if (!world_.names.down()) return true;
  const bool is_new = plan_.clients.connection_kinds[r.connection].is_new;
  if (world_.names.resolves(r.metro, r.resolver_bits, r.number, is_new, r.arrived)) return true;
  ++recorder_.seen.simulated_requests;
  world_.engine.enter(world_.place_outside());
  r.ahead_ns = name_timeout.count();
  recorder_.refuse(r, Failure::unresolved);
  return false;
}

// Bots notice only a PoP that is down.
Next Path::connect_impaired(Request& r, const BotArrival* bot) {
  const PopState& pop = world_.pops[r.pop];
  if (bot != nullptr) {
    if (pop.up) return Next::goes_on;
    recorder_.end_bot(r, AttackEnd::unreachable, r.weight);
    return Next::ended;
  }
  if (!pop.up) return try_again(r, Failure::pop_unreachable);
  const Impairment is = world_.impairments.of(FaultScope::pops, r.pop);
  const std::uint32_t lane = 1200U + r.attempt * 8U;
  const ConnectionKind& connection = plan_.clients.connection_kinds[r.connection];
  const int exchanges = is.loss > 0 ? connection.tcp + connection.tls + 1 : 0;
  const double rtt_s = static_cast<double>(r.rtt_ns) * 1e-9;
  double lost_s = 0;
  for (int i = 0; i < exchanges; ++i) {
    const bool first = i == 0 && connection.is_new;
    const double unit = world_.crossings.unit(r.number, lane + static_cast<std::uint32_t>(i) + 1);
    lost_s += retransmission_s(is.loss, unit, first ? 1.0 : 0.2 + rtt_s);
  }
  if (lost_s > in_seconds(patience_)) return try_again(r, Failure::link_full);
  const Duration inside = is.slowed(plan_.processing) - plan_.processing;
  const bool fails = world_.crossings.unit(r.number, lane) < is.errors;
  if (!fails && lost_s <= 0 && inside <= Duration{0}) return Next::goes_on;
  connected_late(r, from_seconds(lost_s), inside, fails);
  return Next::waits;
}

Traveller Path::connected_late(Request r, Duration crossing, Duration inside, bool fails) {
  if (crossing + inside > Duration{0}) co_await world_.engine.delay(crossing + inside);
  r.spend(Stage::congestion, crossing);
  r.spend(Stage::edge, inside);
  if (world_.pops[r.pop].life != r.life) {
    try_again(r, Failure::connection_lost);
  } else if (is_late(r, world_.engine.now())) {
    try_again(r, Failure::client_timeout);
  } else if (fails) {
    fail(r, Failure::edge_error);
  } else {
    const Next next = enter(r);
    if (next == Next::goes_on) look_up(r);
  }
}

}  // namespace edgecase
