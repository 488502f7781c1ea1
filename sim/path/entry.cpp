// What stands between a request's arrival at its PoP and the caches: full links, tables, busy
// cores, guards; and what becomes of bots.

#include <algorithm>
#include <cmath>

#include "path/path.hpp"

namespace edgecase {
namespace {

/// Time that the packets of one exchange take beyond their way: each one lost is sent again after a
/// time-out that doubles.
double retransmission_s(double loss, double unit, double timeout_s) {
  if (loss <= 0) return 0;
  const double lost = loss >= 1 ? 64 : std::floor(std::log(unit) / std::log(loss));
  return timeout_s * (std::exp2(std::min(lost, 30.0)) - 1);
}

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

// Over the links of the PoP and into its tables. False: it did not get through, and that is seen
// to.
bool Path::cross(Request& r) {
  if (!world_.siege || !world_.siege->presses(r.pop)) return true;
  const Instant now = world_.engine.now();
  const Crossing crossing = world_.siege->crossing(r.pop, now);
  const std::uint32_t lane = r.attempt * 4U;
  const RandomBlock dice = world_.crossings.block(r.number, lane);
  if (r.attack != 0) {
    if (unit_open(dice[0]) >= crossing.loss) return true;
    end_bot(r, AttackEnd::link, r.weight);
    return false;
  }
  if (unit_open(dice[0]) >= crossing.passes) {
    try_again(r, Failure::filtered);
    return false;
  }
  const ConnectionKind& connection = plan_.connection_kinds[r.connection];
  const int exchanges = connection.tcp + connection.tls + 1;
  const double rtt_s = static_cast<double>(r.rtt_ns) * 1e-9;
  double wait_s = 0;
  for (int i = 0; i < exchanges; ++i) {
    const bool first = i == 0 && connection.is_new;
    const auto die = static_cast<std::uint32_t>(i) + 1;
    wait_s += retransmission_s(crossing.loss, world_.crossings.unit(r.number, lane * 16 + die),
                               first ? 1.0 : 0.2 + rtt_s);
  }
  if (wait_s > in_seconds(plan_.spec.world.clients.retry.timeout)) {
    try_again(r, Failure::link_full);
    return false;
  }
  r.congestion_ns += from_seconds(wait_s).count() + crossing.delay.count() * exchanges;
  if (!connection.is_new) return true;
  const TableVerdict table = world_.siege->connect(r.pop, now, Duration{r.rtt_ns});
  r.edge_ns += table.cpu.count();
  if (table.refused == 0) return true;
  try_again(r, Failure::refused);
  return false;
}

// False: it has ended, or goes on later.
bool Path::enter(Request& r, const BotArrival* bot) {
  if (!cross(r)) return false;
  const EdgeCpuSpec& spec = plan_.spec.world.edge.cpu;
  const bool handshakes = r.attack == 0 && plan_.connection_kinds[r.connection].is_new;
  const Duration usual = spec.request + (handshakes ? spec.handshake : Duration{0});
  const CpuVerdict cpu = world_.cpus[r.pop].work(world_.engine.now(), usual, r.weight);
  if (cpu.refused) {
    if (r.attack != 0) {
      end_bot(r, AttackEnd::edge_cpu, r.weight);
    } else {
      refuse(r, Failure::edge_overloaded);
    }
    return false;
  }
  r.edge_ns += cpu.waited.count();
  return meet_guards(r, bot) && authorise(r);
}

GuardCall Path::guard_call(const Request& r, const BotArrival* bot) {
  const Instant now = world_.engine.now();
  GuardCall call{
      .number = r.number, .pop = r.pop, .route = r.route, .bytes = plan_.routes[r.route].request};
  if (bot == nullptr) {
    const Person person = world_.people.who(now, r.number, r.metro, r.route);
    call.client = person.id;
    call.keys = person.keys;
    return call;
  }
  const AttackProfile& profile = plan_.attacks[bot->attack].plan.profile();
  const bool crude = profile.bots.fingerprint == Fingerprint::crude;
  call.attack = r.attack;
  call.kind = crude ? ClientKind::crude_bot : ClientKind::realistic_bot;
  call.client = bot->of.bot;
  call.keys[LimitKey::ip] = bot->of.address;
  call.keys[LimitKey::session] = bot->of.session;
  const auto networks = static_cast<std::uint64_t>(plan_.spec.world.clients.people.networks.value);
  call.keys[LimitKey::asn] = 1 + r.metro * networks + below(mix(bot->of.address, 6), networks);
  call.keys[LimitKey::route] = 1U + r.route;
  call.asks = bot->of.asks;
  call.each = bot->each;
  call.weight = static_cast<double>(bot->each);
  return call;
}

bool Path::meet_guards(Request& r, const BotArrival* bot) {
  const int which = plan_.routes[r.route].guard;
  if (which < 0 || (r.attack != 0 && bot == nullptr)) return true;
  const Instant now = world_.engine.now();
  const GuardCall call = guard_call(r, bot);
  const GuardAnswer answer = world_.guards[static_cast<std::size_t>(which)].admit(now, call);
  world_.cpus[r.pop].more(now, answer.cpu, static_cast<double>(call.each));
  r.edge_ns += answer.cpu.count() / call.asks;
  return go_on(r, answer, bot);
}

bool Path::go_on(Request& r, const GuardAnswer& answer, const BotArrival* bot) {
  if (bot != nullptr) {
    const auto each = static_cast<double>(bot->each);
    AttackMeter& meter = seen_.attacks[bot->attack];
    if (r.measured) meter.challenged += static_cast<double>(answer.challenged) * each;
    for (std::size_t s = 0; s < guard_stages; ++s) {
      const double ended = static_cast<double>(answer.ended[s]) * each;
      if (ended > 0) end_bot(r, stopped_by(static_cast<GuardStage>(s)), ended);
    }
    r.weight = static_cast<std::uint32_t>(answer.passed * bot->each);
    if (r.weight == 0) return false;
  } else {
    if (r.measured) cell_of(r).challenged += static_cast<std::uint64_t>(answer.challenged);
    if (answer.passed == 0) {
      r.ahead_ns = answer.left_after.count();
      if (answer.retry_after > Duration{0}) tell_to_wait(r, answer.retry_after);
      refuse(r, answer.gave_up > 0     ? Failure::gave_up
                : answer.abandoned > 0 ? Failure::abandoned
                                       : Failure::blocked);
      return false;
    }
  }
  if (answer.delay <= Duration{0}) return true;
  hold(r, answer.delay);
  return false;
}

Traveller Path::hold(Request r, Duration delay) {
  co_await world_.engine.delay(delay);
  r.guard_ns += delay.count();
  if (world_.pops[r.pop].life != r.life) {
    try_again(r, Failure::connection_lost);
    co_return;
  }
  if (authorise(r)) serve(r);
}

// ---- bots ---------------------------------------------------------------------------------------

void Path::arrive(const BotArrival& bot) {
  const AttackProfile& profile = plan_.attacks[bot.attack].plan.profile();
  const RoutePlan& route = plan_.routes[bot.route];
  const auto metro = static_cast<std::uint16_t>(bot.of.place);
  const CatchmentLine::Way way = world_.catchment(metro).pick(bot.pop_bits);
  const auto weight = std::min<std::int64_t>(bot.of.asks * bot.each, UINT32_MAX);
  Request r{};
  r.arrived = bot.of.at;
  r.number = bot.number;
  r.rtt_ns = r.way_ns = way.rtt_ns;
  r.object = bot.object;
  r.pop_bits = bot.pop_bits;
  r.metro = metro;
  r.pop = way.pop;
  r.attack = static_cast<std::uint16_t>(bot.attack + 1);
  r.weight = static_cast<std::uint32_t>(weight);
  r.route = bot.route;
  r.edge = edge_of(r);
  r.region = plan_.metros[metro].region;
  r.attempt = 1;
  r.measured = bot.of.at >= plan_.measure_from();
  Arrival asked{};
  asked.number = bot.number;
  asked.object = bot.object;
  asked.route = bot.route;
  r.key = key_of(asked, route);
  if (profile.traits.object == AttackedObject::unique && route.cache >= 0 && r.key != 0)
    r.key = UINT32_MAX - static_cast<std::uint32_t>(bot.number % unique_keys);
  place_in_time(r);
  if (r.measured) seen_.attacks[bot.attack].requests += static_cast<double>(weight);
  ++seen_.simulated_requests;
  world_.engine.enter(world_.place_of_pop(r.pop));
  r.life = pop_here(r).life;
  if (!pop_here(r).up) return end_bot(r, AttackEnd::unreachable, r.weight);
  if (enter(r, &bot)) serve(r);
}

/// `count` of the requests that it stands for end here.
void Path::end_bot(const Request& r, AttackEnd end, double count) {
  if (r.measured) seen_.attacks[r.attack - 1U].end(end) += count;
}

/// It was answered, or failed behind the guards.
void Path::end_bot(const Request& r, const Content& content) {
  if (r.background) return;
  const AttackTraits& traits = plan_.attacks[r.attack - 1U].plan.profile().traits;
  const bool gone =
      content.failure == Failure::connection_lost || content.failure == Failure::pop_unreachable;
  if (gone) return end_bot(r, AttackEnd::unreachable, r.weight);
  const bool asked_above = r.origin_network_ns + r.origin_service_ns + r.function_ns +
                               r.function_queue_ns + r.cold_start_ns >
                           0;
  AttackEnd end = AttackEnd::edge;
  if (asked_above || content.failure != Failure::none)
    end = plan_.routes[r.route].function >= 0 ? AttackEnd::function : AttackEnd::origin;
  end_bot(r, end, r.weight);
  AttackMeter& meter = seen_.attacks[r.attack - 1U];
  PopMeter& pop = seen_.bot_meter(r.phase, r.pop, r.route);
  Cell& cell = cell_of(r);
  cell.requests += r.weight;
  if (content.failure != Failure::none) {
    pop.errors += r.weight;
    return;
  }
  meter.successes += r.weight * (traits.logins * traits.valid + traits.exploits);
  const std::uint64_t sent = traits.cancelled ? 0 : static_cast<std::uint64_t>(content.size.count);
  cell.bytes += sent * r.weight;
  cell.statuses[static_cast<std::size_t>(r.status)] += r.weight;
  pop.of(r.status).requests += r.weight;
  pop.of(r.status).bytes += sent * r.weight;
  moment_of(r).bytes += sent * r.weight;
}

/// Round trip, with the time until its packets are through the origin's full link; at least the
/// timeout, if they are not before.
std::int64_t Path::way_to_origin(const Request& r, std::uint16_t pop) const {
  const std::int64_t rtt_ns = plan_.pop_to_origin_ns[pop];
  if (world_.origin_loss <= 0) return rtt_ns;
  const double timeout_s = 0.2 + static_cast<double>(rtt_ns) * 1e-9;
  const double unit = world_.crossings.unit(r.number, 1000U + r.attempt);
  const double wait_s = retransmission_s(world_.origin_loss, unit, timeout_s);
  return rtt_ns + std::min(from_seconds(wait_s), plan_.spec.world.origin.timeout).count();
}

// Of those that it stands for most would find what the others of the attack have fetched: a copy
// that lasts for n of their requests is fetched once. They are answered here, with the rest it goes
// on; false: nobody is left.
bool Path::miss_with_few(Request& r) {
  const std::size_t attack = r.attack - 1U;
  const AttackRun& run = plan_.attacks[attack];
  const AttackedObject object = run.plan.profile().traits.object;
  if (object == AttackedObject::unique) return true;
  const RoutePlan& route = plan_.routes[r.route];
  const RouteTraffic& traffic = plan_.traffic[r.route];
  double share = run.route < 0 ? traffic.share : 1;
  if (object == AttackedObject::in_turn || traffic.trace != nullptr) {
    share /= route.objects;
  } else if (object == AttackedObject::as_people) {
    share *= traffic.popularity.probability(r.object - route.first_object);
  }
  const Duration lasts = std::min(ttl_of(r, CacheLevel::edge), run.plan.ends() - run.plan.begins());
  const double asked = world_.siege->requests_at(r.pop, attack) * share * in_seconds(lasts);
  if (asked <= 1) return true;
  const double misses = r.weight / asked + world_.crossings.unit(r.number, 900);
  if (misses >= r.weight) return true;
  Request found = r;
  found.weight = r.weight - static_cast<std::uint32_t>(misses);
  found.status = CacheStatus::hit;
  end_bot(found, {.size = world_.size_of(r.route, r.object)});
  r.weight -= found.weight;
  return r.weight > 0;
}

// Those that it stands for come with it; and those of others that have come meanwhile are there
// before.
void Path::stand_at_origin(const Request& r) {
  if (!world_.origin_flood) return;
  world_.origin_asked += r.weight;
  const Instant now = world_.engine.now();
  world_.origin_flood->until(now);
  if (r.weight > 1) world_.origin_flood->add(now, r.weight - 1.0);
}

}  // namespace edgecase
