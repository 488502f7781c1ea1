// Links, cores and guards.

#include "path/entry.hpp"

#include <algorithm>

#include "path/path.hpp"

namespace edgecase {
namespace {

AttackEnd stopped_by(GuardStage stage) {
  switch (stage) {
    case GuardStage::rate_limit:
      return AttackEnd::rate_limit;
    case GuardStage::waf:
      return AttackEnd::firewall;
    case GuardStage::bots:
      return AttackEnd::bot_score;
    default:
      return AttackEnd::waiting_room;
  }
}

}  // namespace

Next LinkStage::pass(Request& r, const BotArrival*) const {
  if (!world.floods || !world.floods->affects(r.pop)) return Next::goes_on;
  const Instant now = world.engine.now();
  const Crossing crossing = world.floods->crossing(r.pop, now);
  const std::uint32_t lane = r.attempt * 4U;
  constexpr std::uint32_t table_lane = 15;  // beyond those of exchanges
  const RandomBlock dice = world.crossings.block(r.number, lane);
  if (r.attack != 0) {
    if (unit_open(dice[0]) >= crossing.loss) return Next::goes_on;
    recorder.end_bot(r, AttackEnd::link, r.weight);
    return Next::ended;
  }
  if (unit_open(dice[0]) >= crossing.passes) return path.try_again(r, Failure::filtered);
  const ConnectionKind& connection = plan.clients.connection_kinds[r.connection];
  const int exchanges = connection.tcp + connection.tls + 1;
  const double rtt_s = static_cast<double>(r.rtt_ns) * 1e-9;
  double wait_s = 0;
  for (int i = 0; i < exchanges; ++i) {
    const bool first = i == 0 && connection.is_new;
    const auto die = static_cast<std::uint32_t>(i) + 1;
    wait_s += retransmission_s(crossing.loss, world.crossings.unit(r.number, lane * 16 + die),
                               first ? 1.0 : 0.2 + rtt_s);
  }
  if (wait_s > in_seconds(plan.spec.world.clients.retry.timeout))
    return path.try_again(r, Failure::link_full);
  r.spend(Stage::congestion, from_seconds(wait_s).count() + crossing.delay.count() * exchanges);
  if (!connection.is_new) return Next::goes_on;
  const TableVerdict table = world.floods->connect(
      r.pop, now, Duration{r.rtt_ns}, world.crossings.unit(r.number, lane * 16 + table_lane));
  r.spend(Stage::edge, table.cpu);
  return table.refused == 0 ? Next::goes_on : path.try_again(r, Failure::refused);
}

Next CpuStage::pass(Request& r, const BotArrival*) const {
  const EdgeCpuSpec& spec = plan.spec.world.edge.cpu;
  const bool handshakes = r.attack == 0 && plan.clients.connection_kinds[r.connection].is_new;
  const Duration usual = spec.request + (handshakes ? spec.handshake : Duration{0});
  const CpuVerdict cpu = world.cpus[r.pop].work(world.engine.now(), usual, r.weight);
  if (!cpu.refused) {
    r.spend(Stage::edge, cpu.waited);
    return Next::goes_on;
  }
  if (r.attack != 0) {
    recorder.end_bot(r, AttackEnd::edge_cpu, r.weight);
  } else {
    return path.fail(r, Failure::edge_overloaded);
  }
  return Next::ended;
}

GuardCall ProtectionStage::call_of(const Request& r, const BotArrival* bot) const {
  const Instant now = world.engine.now();
  GuardCall call{
      .number = r.number, .pop = r.pop, .route = r.route, .bytes = plan.routes[r.route].request};
  if (bot == nullptr) {
    const Person person = world.people.who(now, r.number, r.metro, r.route);
    call.client = person.id;
    call.keys = person.keys;
    return call;
  }
  const AttackProfile& profile = plan.attacks.runs[bot->attack].plan.profile();
  const bool crude = profile.bots.fingerprint == Fingerprint::crude;
  call.attack = r.attack;
  call.kind = crude ? ClientKind::crude_bot : ClientKind::realistic_bot;
  call.client = bot->of.bot;
  call.keys[LimitKey::ip] = bot->of.address;
  call.keys[LimitKey::session] = bot->of.session;
  const auto networks = static_cast<std::uint64_t>(plan.spec.world.clients.people.networks.value);
  call.keys[LimitKey::asn] = 1 + r.metro * networks + below(mix(bot->of.address, 6), networks);
  call.keys[LimitKey::route] = 1U + r.route;
  call.asks = bot->of.asks;
  call.each = bot->each;
  call.weight = static_cast<double>(bot->each);
  return call;
}

Next ProtectionStage::pass(Request& r, const BotArrival* bot) const {
  const int which = plan.routes[r.route].guard;
  if (which < 0) return Next::goes_on;
  const Instant now = world.engine.now();
  const GuardCall call = call_of(r, bot);
  const GuardAnswer answer = world.guards[static_cast<std::size_t>(which)].admit(now, call);
  world.cpus[r.pop].more(now, answer.cpu, static_cast<double>(call.each));
  r.spend(Stage::edge, answer.cpu.count() / call.asks);
  const Next next = bot != nullptr ? pass_bot(r, answer, *bot) : pass_person(r, answer);
  if (next == Next::ended || answer.delay <= Duration{0}) return next;
  return path.hold(r, answer.delay, Stage::guard);
}

Next ProtectionStage::pass_bot(Request& r, const GuardAnswer& answer, const BotArrival& bot) const {
  const auto each = static_cast<double>(bot.each);
  AttackMeter& meter = recorder.seen.attacks[bot.attack];
  if (r.measured) meter.challenged += static_cast<double>(answer.challenged) * each;
  for (std::size_t s = 0; s < guard_stages; ++s) {
    const double ended = static_cast<double>(answer.ended[s]) * each;
    if (ended > 0) recorder.end_bot(r, stopped_by(static_cast<GuardStage>(s)), ended);
  }
  r.weight = static_cast<std::uint32_t>(answer.passed * bot.each);
  return r.weight == 0 ? Next::ended : Next::goes_on;
}

Next ProtectionStage::pass_person(Request& r, const GuardAnswer& answer) const {
  if (r.measured) recorder.cell(r).challenged += static_cast<std::uint64_t>(answer.challenged);
  if (answer.passed != 0) return Next::goes_on;
  r.ahead_ns = answer.left_after.count();
  if (answer.retry_after > Duration{0}) recorder.advise_retry(r, answer.retry_after);
  recorder.refuse(r, answer.gave_up > 0     ? Failure::gave_up
                     : answer.abandoned > 0 ? Failure::abandoned
                                            : Failure::blocked);
  return Next::ended;
}

}  // namespace edgecase
