// Requests whose outcome is known on arrival.
#include "core/check.hpp"
#include "model/compute/site.hpp"

namespace edgecase {
namespace {

/// Waits of years, for many requests at once, stay at the end of the clock instead of wrapping.
void add_up(Duration& sum, Duration each, std::int64_t times) {
  std::int64_t more = 0;
  std::int64_t total = 0;
  const bool fits = !__builtin_mul_overflow(each.count(), times, &more) &&
                    !__builtin_add_overflow(sum.count(), more, &total);
  sum = fits ? Duration{total} : Duration::max();
}

}  // namespace

Invocation ComputeSite::begin(Function& fn, std::uint32_t f, const Call& call,
                              const RandomBlock& draw, Instant now) {
  const FunctionPlan& plan = *fn.plan;
  if (now >= fn.redeployed_next) {
    redeploy(f, fn.redeployed_next);
    fn.redeployed_next += (now - fn.redeployed_next) / plan.redeploy_every * plan.redeploy_every +
                          plan.redeploy_every;
  }
  Invocation x{.measured = call.measured, .function = f, .arrived = now};
  x.stands_for = call.stands_for;
  const auto local = static_cast<std::uint32_t>((std::uint64_t{draw[2]} * terms_.servers) >> 32);
  x.server = choose(fn, local, now);
  x.cpu = from_seconds((*plan.cpu)(low_word(draw))*call.cpu_factor);
  if (x.cpu > plan.cpu_limit) {
    x.cpu = plan.cpu_limit;
    x.too_long = true;
  }
  if (plan.wait) x.waited = from_seconds((*plan.wait)(draw[3]));
  return x;
}

std::optional<Invocation> ComputeSite::known(std::uint32_t f, const Call& call, Instant now) {
  Function& fn = functions_[f];
  if (!fn.settles) return std::nullopt;
  Invocation x = begin(fn, f, call, fn.draws.block(call.number), now);
  if (fn.shared) {
    SharedInstance& instance = shared_[fn.first + x.server];
    instance.advance(now, custody(fn, x.server));
    // Cores are used by other requests until it has started.
    if (cores_limited(fn) && instance.how(now) != StartKind::warm) return std::nullopt;
  }
  if (is_throttled(call, now)) {
    refuse(fn, x, InvocationEnd::throttled, now);
  } else if (fn.shared) {
    known_shared(fn, call, x);
  } else {
    known_pooled(fn, call, x);
  }
  return x;
}

// Over a limit of the account; a request that is not counts towards it.
bool ComputeSite::is_throttled(const Call& call, Instant now) {
  if (account_.limits() && account_.full(now)) return true;
  if (!account_requests_.allows(now)) return true;
  account_requests_.take(now, call.stands_for);
  return false;
}

ComputeSite::SlotResult ComputeSite::start_shared(Function& fn, const Call& call, Invocation& x,
                                                  const Custody& keep) {
  const Instant now = x.arrived;
  SharedInstance& instance = shared_[fn.first + x.server];
  x.how = instance.how(now);
  if (x.how == StartKind::cold) {
    if (!fn.starts.allows(now)) return SlotResult::throttled;
    if (!make_room(fn, x.server, now)) return SlotResult::shed;
    fn.starts.take(now);
    instance.start(now, now + cold_start(fn, call, now, x), keep);
  }
  x.start = std::max(now, instance.ready());
  x.starting = x.start - now;
  return SlotResult::slot;
}

// Whether the queue for a core would be too long for a request.
bool ComputeSite::too_busy(Function& fn, std::uint32_t server, Instant now) {
  const FunctionPlan& plan = *fn.plan;
  if (plan.queue == Count::no_limit && plan.shed_after == Duration::max()) return false;
  Cores& cores = cores_[room_of(fn, server)];
  const Duration wait = cores.next_free(now) - now;
  if (wait <= Duration{0}) return false;
  return cores.waiting(now) >= plan.queue || wait > plan.shed_after;
}

void ComputeSite::known_shared(Function& fn, const Call& call, Invocation& x) {
  const Instant now = x.arrived;
  const Custody keep = custody(fn, x.server);
  if (cores_limited(fn) && too_busy(fn, x.server, now)) {
    return refuse(fn, x, InvocationEnd::shed, now);
  }
  const SlotResult result = start_shared(fn, call, x, keep);
  if (result != SlotResult::slot) {
    return refuse(fn, x,
                  result == SlotResult::shed ? InvocationEnd::shed : InvocationEnd::throttled, now);
  }
  if (cores_limited(fn)) {
    const Cores::Job job = cores_[room_of(fn, x.server)].arrive(now, x.cpu);
    x.cpu_waited = job.start - now;
    x.cpu_done = job.finish;
  } else {
    x.cpu_done = x.start + x.cpu;
  }
  settle(fn, x);
  shared_[fn.first + x.server].occupy(now, x.finish, keep);
}

ComputeSite::SlotResult ComputeSite::take_slot(Function& fn, Pool& pool, const Call& call,
                                               Invocation& x, const Custody& keep, Instant now) {
  InstancePool& instances = pool.instances;
  std::optional<InstancePool::Slot> slot = instances.take(now);
  if (!slot && fn.plan->on_demand && instances.may_start()) {
    if (!fn.starts.allows(now)) return SlotResult::throttled;
    if (make_room(fn, x.server, now)) {
      fn.starts.take(now);
      slot = instances.start(now, now + cold_start(fn, call, now, x), keep);
    } else if (instances.in_work() == 0) {
      return SlotResult::shed;
    }
  }
  if (!slot) return SlotResult::queue;
  x.instance = slot->instance;
  x.how = slot->how;
  x.start = slot->start;
  x.starting = x.start - now;
  return SlotResult::slot;
}

void ComputeSite::known_pooled(Function& fn, const Call& call, Invocation& x) {
  const Instant now = x.arrived;
  const FunctionPlan& plan = *fn.plan;
  const Custody keep = custody(fn, x.server);
  Pool& where = pool(fn, x.server);
  InstancePool& instances = where.instances;
  instances.advance(now, keep);
  const SlotResult result = take_slot(fn, where, call, x, keep, now);
  if (result == SlotResult::throttled) return refuse(fn, x, InvocationEnd::throttled, now);
  if (result == SlotResult::shed) return refuse(fn, x, InvocationEnd::shed, now);
  if (result == SlotResult::queue) {
    const std::optional<Instant> free = instances.next_free();
    if (!free || instances.waiting(now) >= plan.queue || *free - now > plan.shed_after) {
      return refuse(fn, x, InvocationEnd::shed, now);
    }
    const InstancePool::Slot slot = instances.wait(now);
    x.instance = slot.instance;
    x.how = slot.how;
    x.start = slot.start;
    x.queued = x.start - now;
  }
  const Duration work = from_seconds(in_seconds(x.cpu) * plan.slowdown);
  x.cpu_done = instances.compute(x.instance, x.start, work);
  x.cpu_waited = x.cpu_done - x.start - work;
  settle(fn, x);
  instances.until(x.instance, x.finish);
}

// ---- ends ---------------------------------------------------------------------------------------

void ComputeSite::settle(Function& fn, Invocation& x) {
  x.finish = x.cpu_done + x.waited;
  if (x.finish - x.start > fn.plan->wall_limit) {
    x.finish = x.start + fn.plan->wall_limit;
    x.too_long = true;
  }
  account_.until(x.finish);
  if (loads_.kept() && fn.plan->sharding != Sharding::placed) loads_.until(x.server, x.finish);
  book(fn, x);
}

void ComputeSite::refuse(Function& fn, Invocation& x, InvocationEnd end, Instant now) {
  x.end = end;
  x.how = StartKind::none;
  x.start = x.cpu_done = x.finish = x.answered = now;
  x.starting = x.cpu = x.waited = x.billed_start = Duration{0};
  if (!x.measured) return;
  const std::int64_t n = x.stands_for;
  if (fn.by_phase) fn.by_phase->at(x.arrived).requests += n;
  fn.meters.requests += n;
  (end == InvocationEnd::shed ? fn.meters.shed : fn.meters.throttled) += n;
}

void ComputeSite::book(Function& fn, Invocation& x) const {
  const FunctionPlan& plan = *fn.plan;
  const bool forwarded =
      plan.sharding == Sharding::consistent_hash && x.server == fn.home && terms_.servers > 1;
  x.answered = x.finish + (forwarded ? plan.forwarding : Duration{0});
  x.end = x.too_long ? InvocationEnd::killed : InvocationEnd::done;
  if (x.answered - x.arrived > plan.timeout) {
    x.answered = x.arrived + plan.timeout;
    x.end = InvocationEnd::timed_out;
  }
  if (!x.measured) return;
  FunctionMeters& m = fn.meters;
  const std::int64_t n = x.stands_for;
  m.requests += n;
  (x.how == StartKind::warm ? m.warm : x.how == StartKind::cold ? m.cold : m.victims) += n;
  switch (x.end) {
    case InvocationEnd::done:
      m.done += n;
      break;
    case InvocationEnd::killed:
      m.killed += n;
      break;
    case InvocationEnd::timed_out:
      m.timed_out += n;
      break;
    default:
      EC_CHECK(false, "a refused invocation has no work to book");
  }
  m.cpu += x.cpu * n;
  if (x.end == InvocationEnd::timed_out && x.cpu_done > x.answered) {
    m.abandoned_cpu += std::min(x.cpu, x.cpu_done - x.answered) * n;
  }
  m.wall += (x.finish - x.start) * n;
  const Duration billed = plan.rounding(x.finish - x.start + x.billed_start) * n;
  m.billed_requests += billed;
  if (fn.by_phase) {
    PhaseMeters& phase = fn.by_phase->at(x.arrived);
    phase.requests += n;
    phase.cpu += x.cpu * n;
    phase.billed_requests += billed;
  }
  add_up(m.queued, x.queued, n);
  add_up(m.starting, x.starting, n);
  add_up(m.cpu_waited, x.cpu_waited, n);
}

}  // namespace edgecase
