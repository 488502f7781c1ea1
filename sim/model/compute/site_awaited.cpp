// Requests whose outcome depends on others: simulated with events.
#include "core/check.hpp"
#include "model/compute/site.hpp"

namespace edgecase {

/// Suspends in a queue until resumed.
struct ComputeSite::Waiting {
  Engine& engine;
  Ring<std::uint32_t>& line;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> traveller) const { line.push(engine.park(traveller)); }
  void await_resume() const noexcept {}
};

Step<Invocation> ComputeSite::enter(std::uint32_t f, Call call) {
  Function& fn = functions_[f];
  Invocation x = begin(fn, f, call, fn.draws.block(call.number), engine_.now());
  const InvocationEnd result = co_await get_slot(f, call, x);
  if (result != InvocationEnd::done) {
    refuse(fn, x, result, engine_.now());
    co_return x;
  }
  if (x.start > engine_.now()) co_await engine_.at(x.start);
  const bool worked = co_await get_cpu(f, x);
  if (!worked) {
    give_back(fn, x);
    refuse(fn, x, InvocationEnd::shed, engine_.now());
    co_return x;
  }
  x.cpu_done = engine_.now();
  // Up to the platform's limit, at which the request is killed.
  const Duration left = fn.plan->wall_limit == Duration::max()
                            ? Duration::max()
                            : x.start + fn.plan->wall_limit - engine_.now();
  if (x.waited > left) {
    x.waited = std::max(left, Duration{0});
    x.too_long = true;
  }
  if (x.waited > Duration{0}) co_await engine_.delay(x.waited);
  if (!fn.plan->holds) leave(x);
  co_return x;
}

Step<InvocationEnd> ComputeSite::get_slot(std::uint32_t f, Call call, Invocation& x) {
  Function& fn = functions_[f];
  const FunctionPlan& plan = *fn.plan;
  if (is_throttled(call, engine_.now())) co_return InvocationEnd::throttled;
  SlotResult result = SlotResult::slot;
  if (fn.shared) {
    const Custody keep = custody(fn, x.server);
    SharedInstance& instance = shared_[fn.first + x.server];
    instance.advance(x.arrived, keep);
    result = start_shared(fn, call, x, keep);
    if (result == SlotResult::slot) instance.enter(x.arrived, keep);
    x.generation = instance.generation();
  } else {
    Pool& where = pool(fn, x.server);
    const Custody keep = custody(fn, x.server);
    where.instances.advance(engine_.now(), keep);
    note(where);
    watch(fn, where);
    result =
        where.line.empty() ? take_slot(fn, where, call, x, keep, engine_.now()) : SlotResult::queue;
    while (result == SlotResult::queue) {
      if (static_cast<std::int64_t>(where.line.size()) >= plan.queue) {
        co_return InvocationEnd::shed;
      }
      co_await Waiting{engine_, where.line};
      x.queued = engine_.now() - x.arrived;
      note(where);
      if (x.queued > plan.shed_after) {
        wake(where);
        co_return InvocationEnd::shed;
      }
      const Custody later = custody(fn, x.server);
      where.instances.advance(engine_.now(), later);
      result = take_slot(fn, where, call, x, later, engine_.now());
    }
  }
  if (result == SlotResult::throttled) co_return InvocationEnd::throttled;
  if (result == SlotResult::shed) co_return InvocationEnd::shed;
  account_.enter();
  if (plan.sharding != Sharding::placed) loads_.enter(x.server);
  co_return InvocationEnd::done;
}

// False: the queue for a core is too long.
Step<bool> ComputeSite::get_cpu(std::uint32_t f, Invocation& x) {
  Function& fn = functions_[f];
  const FunctionPlan& plan = *fn.plan;
  const Instant now = engine_.now();
  Instant done = now;
  if (cores_limited(fn) && plan.cpu_order == CpuOrder::processor_sharing) {
    SharingStation& cores = sharing(room_of(fn, x.server));
    co_await cores.serve(x.cpu);
    x.cpu_waited = engine_.now() - now - x.cpu;
    co_return true;
  }
  if (cores_limited(fn)) {
    if (too_busy(fn, x.server, now)) co_return false;
    done = cores_[room_of(fn, x.server)].arrive(now, x.cpu).finish;
    x.cpu_waited = done - now - x.cpu;
  } else {
    const Duration work = from_seconds(in_seconds(x.cpu) * plan.slowdown);
    done = plan.cpu_of_server || fn.shared
               ? now + work
               : pool(fn, x.server).instances.compute(x.instance, now, work);
    x.cpu_waited = done - now - work;
  }
  if (done > now) co_await engine_.at(done);
  co_return true;
}

void ComputeSite::leave(Invocation& x, std::int64_t made) {
  Function& fn = functions_[x.function];
  x.finish = engine_.now();
  if (x.finish - x.start > fn.plan->wall_limit) x.too_long = true;
  give_back(fn, x);
  book(fn, x);
  if (x.measured) fn.meters.sub_requests += made;
}

void ComputeSite::give_back(Function& fn, const Invocation& x) {
  account_.leave();
  if (fn.plan->sharding != Sharding::placed) loads_.leave(x.server);
  if (fn.shared) {
    SharedInstance& instance = shared_[fn.first + x.server];
    if (instance.generation() == x.generation) instance.leave(engine_.now());
    return;
  }
  Pool& where = pool(fn, x.server);
  note(where);
  where.instances.release(x.instance, engine_.now(), custody(fn, x.server));
  wake(where);
}

void ComputeSite::wake(Pool& pool) {
  if (!pool.line.empty()) engine_.wake(pool.line.pop());
}

// ---- tasks behind an autoscaler -----------------------------------------------------------------

// Before any change: record the load for the autoscaler.
void ComputeSite::note(Pool& pool) {
  const auto present = pool.instances.in_work() + static_cast<std::int64_t>(pool.line.size());
  pool.load += present * (engine_.now() - pool.changed);
  pool.changed = engine_.now();
}

void ComputeSite::watch(Function& fn, Pool& pool) {
  if (!pool.scaler || pool.watched) return;
  pool.watched = true;
  scale(fn, pool);
}

// Evaluates while there is any load; the next request after that restarts it.
Traveller ComputeSite::scale(Function& fn, Pool& pool) {
  const Duration every = pool.scaler->spec().every;
  for (;;) {
    note(pool);
    pool.load = Duration{0};
    co_await engine_.delay(every);
    note(pool);
    const double mean = in_seconds(pool.load) / in_seconds(every);
    const std::int64_t wanted = pool.scaler->advise(engine_.now(), mean);
    const std::int64_t have = pool.instances.alive();
    if (wanted > have) scale_out(fn, pool, wanted - have);
    if (wanted < have) {
      pool.instances.shrink(have - wanted, engine_.now(), custody(fn, 0));
    }
    const bool quiet = pool.instances.in_work() == 0 && pool.line.empty() &&
                       pool.instances.alive() <= pool.scaler->spec().least.value;
    if (quiet) break;
  }
  pool.watched = false;
}

void ComputeSite::scale_out(Function& fn, Pool& pool, std::int64_t count) {
  for (; count > 0; --count) {
    if (!make_room(fn, 0, engine_.now())) return;
    Invocation nobody;
    // Random draws of starts without a request: numbers that no request has.
    const Call call{.number = UINT64_MAX - pool.scaled++};
    const Instant ready = engine_.now() + cold_start(fn, call, engine_.now(), nobody);
    const std::uint32_t instance = pool.instances.start_ahead(engine_.now(), ready, custody(fn, 0));
    bring_up(fn, pool, instance, ready);
  }
}

Traveller ComputeSite::bring_up(Function& fn, Pool& pool, std::uint32_t instance, Instant ready) {
  co_await engine_.at(ready);
  note(pool);
  pool.instances.announce(instance, engine_.now(), custody(fn, 0));
  for (std::int64_t slot = 0; slot < fn.plan->terms.concurrency && !pool.line.empty(); ++slot) {
    wake(pool);
  }
}

}  // namespace edgecase
