// Who may come in: a request at its route's gate, and at its consumer's quota.

#include <algorithm>

#include "path/path.hpp"

namespace edgecase {
namespace {

constexpr Bytes page_that_says_no{1000};

Failure lacking(AccessEnd end) {
  switch (end) {
    case AccessEnd::no_identity:
      return Failure::no_identity;
    case AccessEnd::no_store:
      return Failure::no_store;
    case AccessEnd::no_introspection:
      return Failure::no_introspection;
    default:
      return Failure::none;
  }
}

}  // namespace

// False: it has ended, or goes on later. An answer that says no is an answer.
bool Path::authorise(Request& r) {
  const RoutePlan& route = plan_.routes[r.route];
  if (route.access >= 0 && !pass_gate(r, static_cast<std::size_t>(route.access))) return false;
  return route.quota < 0 || pass_quota(r, static_cast<std::size_t>(route.quota));
}

bool Path::pass_gate(Request& r, std::size_t which) {
  if (r.attack != 0) {  // bots have no account here
    end_bot(r, AttackEnd::access, r.weight);
    return false;
  }
  const Instant now = world_.engine.now();
  const GatePlan& plan = plan_.gates[which];
  const Person person = world_.people.who(now, r.number, r.metro, r.route);
  const std::uint64_t key = person.keys[LimitKey::api_key];
  const bool by_key = plan.spec->credential == Credential::api_key && key != 0;
  const AccessAnswer answer = world_.gates[which].authorise(
      now, {.number = r.number,
            .user = by_key ? key : person.id,
            .device = person.id,
            .pop = r.pop,
            .new_connection = plan_.connection_kinds[r.connection].is_new,
            .to_identity = Duration{plan.to_identity_ns[r.pop] + r.rtt_ns},
            .to_store = Duration{plan_.pop_to_origin_ns[r.pop]},
            .to_introspection = Duration{plan.to_introspection_ns[r.pop]},
            .identity_up = world_.is_up(Service::identity),
            .store_up = world_.is_up(Service::store),
            .introspection_up = world_.is_up(Service::introspection)});
  world_.cpus[r.pop].more(now, answer.cpu);
  r.edge_ns += answer.cpu.count();
  if (r.measured) count_access(answer);
  const Failure failure = lacking(answer.end);
  r.ahead_ns = answer.end == AccessEnd::allowed ? 0 : answer.delay.count();
  if (failure != Failure::none) {
    refuse(r, failure);
    return false;
  }
  if (answer.end != AccessEnd::allowed) {
    r.access_ns += answer.delay.count();
    r.status = CacheStatus::bypass;
    if (r.measured) ++cell_of(r).denied;
    this->answer(r, {.size = page_that_says_no});
    return false;
  }
  if (answer.delay <= Duration{0}) return true;
  hold_at_gate(r, answer.delay);
  return false;
}

void Path::count_access(const AccessAnswer& answer) {
  AccessMeter& meter = seen_.access;
  ++meter.requests;
  meter.delay_ns += static_cast<std::uint64_t>(answer.delay.count());
  meter.renewals += answer.renewed;
  if (!answer.login) return;
  meter.refused_logins += answer.end == AccessEnd::no_identity || answer.end == AccessEnd::no_store;
  if (answer.person <= Duration{0} || answer.end == AccessEnd::revoked) return;
  meter.login_machines.add(answer.delay.count());
  meter.login_whole.add((answer.delay + answer.person).count());
}

// What machines take of a login or an introspection; a person's own time is not the request's.
Traveller Path::hold_at_gate(Request r, Duration delay) {
  co_await world_.engine.delay(delay);
  r.access_ns += delay.count();
  if (world_.pops[r.pop].life != r.life) {
    try_again(r, Failure::connection_lost);
    co_return;
  }
  const int quota = plan_.routes[r.route].quota;
  const bool within = quota < 0 || pass_quota(r, static_cast<std::size_t>(quota));
  if (within) serve(r);
}

void Path::tell_to_wait(const Request& r, Duration wait) {
  if (!r.measured) return;
  Cell& cell = cell_of(r);
  ++cell.told_to_wait;
  cell.told_wait_ns += static_cast<std::uint64_t>(wait.count());
}

bool Path::pass_quota(Request& r, std::size_t which) {
  const Instant now = world_.engine.now();
  ConsumerQuota& quota = world_.quotas[which];
  std::uint64_t consumer = 0;
  if (r.attack == 0) {
    const Person person = world_.people.who(now, r.number, r.metro, r.route);
    const std::uint64_t key = person.keys[LimitKey::api_key];
    consumer = key != 0 ? key : person.id;
  }
  world_.cpus[r.pop].more(now, quota.cpu(), r.weight);
  r.edge_ns += quota.cpu().count();
  const QuotaAnswer answer = quota.take(now, consumer, r.weight);
  if (answer.over == 0) return true;
  if (!answer.refused) {
    if (r.measured && r.attack == 0) ++cell_of(r).overage;
    return true;
  }
  if (r.attack != 0) {
    end_bot(r, AttackEnd::quota, static_cast<double>(answer.over));
    r.weight = static_cast<std::uint32_t>(answer.within);
    return r.weight > 0;
  }
  tell_to_wait(r, answer.resets - now);
  refuse(r, Failure::over_quota);
  return false;
}

}  // namespace edgecase
