// Access control and quotas.

#include <algorithm>

#include "path/entry.hpp"
#include "path/path.hpp"

namespace edgecase {
namespace {

constexpr Bytes denial_page{1000};

Failure missing_dependency(AccessEnd end) {
  switch (end) {
    case AccessEnd::no_identity:
      return Failure::no_identity;
    case AccessEnd::no_session_store:
      return Failure::no_session_store;
    case AccessEnd::no_introspection:
      return Failure::no_introspection;
    default:
      return Failure::none;
  }
}

}  // namespace

AccessAnswer AccessStage::authorise(const Request& r, std::size_t gate) const {
  const Instant now = world.engine.now();
  const GatePlan& ways = plan.protection.gates[gate];
  const Person person = world.people.who(now, r.number, r.metro, r.route);
  const std::uint64_t key = person.keys[LimitKey::api_key];
  const bool by_key = ways.spec->credential == Credential::api_key && key != 0;
  return world.gates[gate].authorise(
      now, {.number = r.number,
            .user = by_key ? key : person.id,
            .device = person.id,
            .pop = r.pop,
            .new_connection = plan.clients.connection_kinds[r.connection].is_new,
            .to_identity = Duration{ways.to_identity_ns[r.pop] + r.rtt_ns},
            .to_session_store = Duration{plan.origin.pop_rtt_ns[r.pop]},
            .to_introspection = Duration{ways.to_introspection_ns[r.pop]},
            .identity_up = world.services.is_up(Service::identity),
            .session_store_up = world.services.is_up(Service::session_store),
            .introspection_up = world.services.is_up(Service::introspection)});
}

// A denial is an answer. What machines take of a login or an introspection is the request's; a
// person's own time is not.
Next AccessStage::pass(Request& r, const BotArrival*) const {
  const int gate = plan.routes[r.route].access;
  if (gate < 0) return Next::goes_on;
  if (r.attack != 0) {  // bots have no account here
    recorder.end_bot(r, AttackEnd::access, r.weight);
    return Next::ended;
  }
  const AccessAnswer answer = authorise(r, static_cast<std::size_t>(gate));
  world.cpus[r.pop].more(world.engine.now(), answer.cpu);
  r.spend(Stage::edge, answer.cpu);
  if (r.measured) count(answer);
  const bool allowed = answer.end == AccessEnd::allowed;
  r.ahead_ns = allowed ? 0 : answer.delay.count();
  if (const Failure failure = missing_dependency(answer.end); failure != Failure::none) {
    recorder.refuse(r, failure);
    return Next::ended;
  }
  if (!allowed) {
    r.spend(Stage::access, answer.delay);
    r.status = CacheStatus::bypass;
    if (r.measured) ++recorder.cell(r).denied;
    recorder.answer(r, {.size = denial_page});
    return Next::ended;
  }
  return answer.delay <= Duration{0} ? Next::goes_on : path.hold(r, answer.delay, Stage::access);
}

void AccessStage::count(const AccessAnswer& answer) const {
  AccessMeter& meter = recorder.seen.access;
  ++meter.requests;
  meter.delay_ns += static_cast<std::uint64_t>(answer.delay.count());
  meter.renewals += answer.renewed;
  if (!answer.login) return;
  meter.refused_logins +=
      answer.end == AccessEnd::no_identity || answer.end == AccessEnd::no_session_store;
  if (answer.person <= Duration{0} || answer.end == AccessEnd::revoked) return;
  meter.login_machines.add(answer.delay.count());
  meter.login_whole.add((answer.delay + answer.person).count());
}

Next QuotaStage::pass(Request& r, const BotArrival*) const {
  const int which = plan.routes[r.route].quota;
  if (which < 0) return Next::goes_on;
  const Instant now = world.engine.now();
  ConsumerQuota& quota = world.quotas[static_cast<std::size_t>(which)];
  std::uint64_t consumer = 0;
  if (r.attack == 0) {
    const Person person = world.people.who(now, r.number, r.metro, r.route);
    const std::uint64_t key = person.keys[LimitKey::api_key];
    consumer = key != 0 ? key : person.id;
  }
  world.cpus[r.pop].more(now, quota.cpu(), r.weight);
  r.spend(Stage::edge, quota.cpu());
  const QuotaAnswer answer = quota.take(now, consumer, r.weight);
  if (answer.over == 0) return Next::goes_on;
  if (!answer.refused) {
    if (r.measured && r.attack == 0) ++recorder.cell(r).overage;
    return Next::goes_on;
  }
  if (r.attack != 0) {
    recorder.end_bot(r, AttackEnd::quota, static_cast<double>(answer.over));
    r.weight = static_cast<std::uint32_t>(answer.within);
    return r.weight > 0 ? Next::goes_on : Next::ended;
  }
  recorder.advise_retry(r, answer.resets - now);
  recorder.refuse(r, Failure::over_quota);
  return Next::ended;
}

}  // namespace edgecase
