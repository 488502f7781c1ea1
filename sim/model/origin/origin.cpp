#include "model/origin/origin.hpp"

#include <algorithm>
#include <cmath>

namespace edgecase {

namespace {

OriginAnswer::End end_in_queue(WorkerPool::End end) {
  using Queue = WorkerPool::End;
  if (end == Queue::granted) return OriginAnswer::End::done;
  if (end == Queue::expired) return OriginAnswer::End::expired;
  if (end == Queue::lost) return OriginAnswer::End::down;
  return end == Queue::full ? OriginAnswer::End::overloaded : OriginAnswer::End::shed;
}

WaitRules rules_of(const PoolSpec& spec, bool deadlines) {
  WaitRules rules{
      .order = spec.discipline == Discipline::lifo ? QueueOrder::lifo : QueueOrder::fifo,
      .by_priority = spec.discipline == Discipline::priority,
      .deadlines = deadlines};
  if (spec.controlled_delay) {
    rules.target = spec.controlled_delay->target;
    rules.interval = spec.controlled_delay->interval;
  }
  return rules;
}

}  // namespace

Origin::Pool::Pool(const PoolSpec& spec, bool deadlines, Engine& engine, Stream draws_)
    : service(distribution_of(spec.service)),
      draws(draws_),
      workers(spec.workers),
      queue(spec.queue) {
  if (spec.discipline == Discipline::processor_sharing) {
    sharing = std::make_unique<SharingStation>(engine, static_cast<double>(spec.workers.value));
  } else if (!spec.workers.unlimited()) {
    if (spec.discipline == Discipline::fcfs && !spec.controlled_delay && !deadlines) {
      fcfs.emplace(spec.workers, spec.queue);
    } else {
      queued =
          std::make_unique<WorkerPool>(engine, spec.workers, spec.queue, rules_of(spec, deadlines));
    }
  }
}

Duration Origin::Pool::draw(std::uint64_t number) const {
  return from_seconds(service(draws.bits(number)));
}

Origin::Origin(const OriginSpec& spec, Engine& engine, std::uint64_t seed,
               std::uint64_t replication)
    : engine_(engine),
      error_draws_(seed, replication, "origin/errors"),
      flood_draws_(seed, replication, "origin/flood") {
  const Stream draws(seed, replication, "origin/service");
  const PoolSpec first{.name = "origin",
                       .workers = spec.workers,
                       .service = spec.service,
                       .queue = spec.queue,
                       .discipline = spec.discipline,
                       .controlled_delay = spec.controlled_delay};
  pools_.emplace_back(first, spec.deadlines, engine, draws.of(0));
  for (const PoolSpec& pool : spec.then) {
    pools_.emplace_back(pool, spec.deadlines, engine, draws.of(pools_.size()));
  }
}

Duration Origin::service_of(const Pool& pool, std::uint64_t number) const {
  const Duration usual = pool.draw(number);
  if (!impaired_) return usual;
  return from_seconds(in_seconds(usual) * state_.factor + state_.added_s);
}

OriginAnswer::End Origin::end_of(std::uint64_t number, std::uint32_t trial) const {
  const bool fails = impaired_ && error_draws_.unit(number, trial) < state_.errors;
  return fails ? OriginAnswer::End::error : OriginAnswer::End::done;
}

OriginAnswer Origin::arrive(Pool& pool, std::uint64_t number) {
  const Instant now = engine_.now();
  const Duration service = service_of(pool, number);
  if (!pool.fcfs) {
    work_ += service;
    return {.served = service, .ready = now + service};
  }
  const ServerPool::Job job = pool.fcfs->arrive(now, service);
  if (!job.granted) return {.end = OriginAnswer::End::overloaded, .ready = now};
  work_ += service;
  return {.waited = job.start - now, .served = service, .ready = job.finish};
}

std::optional<OriginAnswer> Origin::known(const OriginCall& call) {
  if (!up_) return OriginAnswer{.end = OriginAnswer::End::down, .ready = engine_.now()};
  if (pools_.size() > 1 || pools_.front().sharing || pools_.front().queued) return std::nullopt;
  OriginAnswer answer = arrive(pools_.front(), call.number);
  if (answer.end == OriginAnswer::End::done) answer.end = end_of(call.number, call.trial);
  return answer;
}

Step<OriginAnswer> Origin::share(Pool& pool, std::uint64_t number) {
  // Requests beyond the workers share them; the queue bounds the total number in the pool.
  const std::int64_t inside = pool.sharing->in_service();
  if (!pool.queue.unlimited() && inside >= pool.workers.value + pool.queue.value)
    co_return OriginAnswer{.end = OriginAnswer::End::overloaded};
  const Duration service = service_of(pool, number);
  const Instant entered = engine_.now();
  work_ += service;
  co_await pool.sharing->serve(service);
  co_return OriginAnswer{.served = engine_.now() - entered};
}

Step<OriginAnswer> Origin::queue(Pool& pool, OriginCall call) {
  const Instant entered = engine_.now();
  const WorkerPool::Grant grant =
      co_await pool.queued->wait({.priority = call.priority, .deadline = call.deadline});
  OriginAnswer answer{.end = end_in_queue(grant.end), .waited = engine_.now() - entered};
  given_up_.shed += answer.end == OriginAnswer::End::shed ? call.weight : 0;
  given_up_.expired += answer.end == OriginAnswer::End::expired ? call.weight : 0;
  if (grant.end != WorkerPool::End::granted) co_return answer;
  answer.served = service_of(pool, call.number);
  work_ += answer.served;
  co_await engine_.delay(answer.served);
  pool.queued->release(grant.life);
  co_return answer;
}

Step<OriginAnswer> Origin::produce(OriginCall call) {
  OriginAnswer sum{.ready = engine_.now()};
  for (Pool& pool : pools_) {
    OriginAnswer one;
    if (pool.sharing) {
      one = co_await share(pool, call.number);
    } else if (pool.queued) {
      one = co_await queue(pool, call);
    } else {
      one = arrive(pool, call.number);
      if (one.end == OriginAnswer::End::done) co_await engine_.at(one.ready);
    }
    sum.end = one.end;
    sum.waited += one.waited;
    sum.served += one.served;
    if (sum.end != OriginAnswer::End::done) break;
  }
  sum.ready = engine_.now();
  if (sum.end == OriginAnswer::End::done) sum.end = end_of(call.number, call.trial);
  co_return sum;
}

// Rejected arrivals are not drawn: after a slot becomes free, the time to the next arrival is
// memoryless. So the cost of simulating a flood is that of the served requests. With an unlimited
// queue all are admitted; beyond 100,000 per second one job then represents several.
void Origin::flood(Instant from, Instant to, double rate) {
  if (rate <= 0 || !feels_floods()) return;
  Pool& pool = pools_.front();
  constexpr double most = 1e5;
  const double each = pool.queue.unlimited() && rate > most ? std::ceil(rate / most) : 1;
  for (Instant at = from;;) {
    engine_.check_stop();
    const RandomBlock dice = flood_draws_.block(flooded_++);
    at += from_seconds(-std::log(unit_open(low_word(dice))) * each / rate);
    if (at > to) return;
    const Instant room = pool.fcfs->room_at(at);
    if (room > at) {
      at = room;
      continue;
    }
    const double usual_s = pool.service(high_word(dice));
    const Duration service = from_seconds((usual_s * state_.factor + state_.added_s) * each);
    pool.fcfs->arrive(at, service);
    work_ += service;
  }
}

void Origin::apply(const OriginFails& change) {
  ++outages_;
  up_ = false;
  refuses_ = change.refuses;
  failures_.push_back(engine_.now());
  for (Pool& pool : pools_) {
    if (pool.fcfs) pool.fcfs->reset();
    if (pool.queued) pool.queued->crash();
  }
}

void Origin::apply(const OriginState& state) {
  state_ = state;
  impaired_ = state.errors > 0 || state.factor > 1 || state.added_s > 0;
}

void Origin::lose_workers(double share, Instant until) {
  if (share <= 0) return;
  for (Pool& pool : pools_) {
    const std::int64_t lost = std::llround(share * static_cast<double>(pool.workers.value));
    if (pool.fcfs) pool.fcfs->occupy(lost, until);
    if (!pool.queued) continue;
    pool.queued->withdraw(lost);
    restore(*pool.queued, lost, until);
  }
}

Traveller Origin::restore(WorkerPool& pool, std::int64_t workers, Instant at) {
  co_await engine_.at(at);
  pool.restore(workers);
}

void Origin::apply(const OriginRecovers&) { up_ = --outages_ == 0; }

}  // namespace edgecase
