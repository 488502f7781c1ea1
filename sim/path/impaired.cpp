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

// Bots notice only a PoP that is down. What a bad PoP or its links add to a request's time is added
// by arithmetic, as all of its way to the PoP is.
Next Path::connect_impaired(Request& r, const BotArrival* bot) {
  const PopState& pop = world_.pops[r.pop];
  if (bot != nullptr) {
    if (pop.up) return Next::goes_on;
    recorder_.end_bot(r, AttackEnd::unreachable, r.weight);
    return Next::ended;
  }
  if (!pop.up) return try_again(r, Failure::pop_unreachable);
  Impairment is = world_.impairments.of(FaultScope::pops, r.pop);
  if (world_.rollouts) is = is.with(world_.rollouts->harm_of(changed(r), world_.engine.now()));
  const std::uint32_t lane = changed(r).error_lane();
  const ConnectionKind& connection = plan_.clients.connection_kinds[r.connection];
  const int exchanges = is.loss > 0 ? connection.tcp + connection.tls + 1 : 0;
  const double rtt_s = static_cast<double>(r.rtt_ns) * 1e-9;
  double lost_s = 0;
  for (int i = 0; i < exchanges; ++i) {
    const bool first = i == 0 && connection.is_new;
    const double unit = world_.crossings.unit(r.number, lane + static_cast<std::uint32_t>(i) + 1);
    lost_s += retransmission_s(is.loss, unit, first ? 1.0 : 0.2 + rtt_s);
  }
  const Duration late = is.slowed(plan_.processing) - plan_.processing + from_seconds(lost_s);
  if (late > patience_)
    return try_again(r, lost_s > 0 ? Failure::link_full : Failure::client_timeout);
  const bool fails = world_.crossings.unit(r.number, lane) < is.errors;
  if (fails) {
    r.ahead_ns = late.count();
    recorder_.residency.arrives(r);
    return fail(r, Failure::edge_error);
  }
  r.spend(Stage::congestion, from_seconds(lost_s));
  r.spend(Stage::edge, late - from_seconds(lost_s));
  return Next::goes_on;
}

}  // namespace edgecase
