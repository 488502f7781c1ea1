#include "model/origin/origin.hpp"

#include <algorithm>
#include <cmath>

namespace edgecase {

Origin::Pool::Pool(const PoolSpec& spec, Engine& engine, Stream draws_)
    : service(distribution_of(spec.service)),
      draws(draws_),
      workers(spec.workers),
      queue(spec.queue) {
  if (spec.discipline == Discipline::processor_sharing) {
    sharing = std::make_unique<SharingStation>(engine, static_cast<double>(spec.workers.value));
  } else if (!spec.workers.unlimited()) {
    fcfs.emplace(spec.workers, spec.queue);
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
                       .discipline = spec.discipline};
  pools_.emplace_back(first, engine, draws.of(0));
  for (const PoolSpec& pool : spec.then) {
    pools_.emplace_back(pool, engine, draws.of(pools_.size()));
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

std::optional<OriginAnswer> Origin::known(std::uint64_t number, std::uint32_t trial) {
  if (!up_) return OriginAnswer{.end = OriginAnswer::End::down, .ready = engine_.now()};
  if (pools_.size() > 1 || pools_.front().sharing) return std::nullopt;
  OriginAnswer answer = arrive(pools_.front(), number);
  if (answer.end == OriginAnswer::End::done) answer.end = end_of(number, trial);
  return answer;
}

Step<OriginAnswer> Origin::produce(std::uint64_t number, std::uint32_t trial) {
  OriginAnswer sum{.ready = engine_.now()};
  for (Pool& pool : pools_) {
    if (pool.sharing) {
      // Requests beyond the workers share them; the queue bounds the total number in the pool.
      const std::int64_t inside = pool.sharing->in_service();
      if (!pool.queue.unlimited() && inside >= pool.workers.value + pool.queue.value) {
        sum.end = OriginAnswer::End::overloaded;
        break;
      }
      const Duration service = service_of(pool, number);
      const Instant entered = engine_.now();
      work_ += service;
      co_await pool.sharing->serve(service);
      sum.served += engine_.now() - entered;
    } else {
      const OriginAnswer one = arrive(pool, number);
      sum.end = one.end;
      if (one.end != OriginAnswer::End::done) break;
      sum.waited += one.waited;
      sum.served += one.served;
      co_await engine_.at(one.ready);
    }
  }
  sum.ready = engine_.now();
  if (sum.end == OriginAnswer::End::done) sum.end = end_of(number, trial);
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
  }
}

void Origin::apply(const OriginState& state) {
  state_ = state;
  impaired_ = state.errors > 0 || state.factor > 1 || state.added_s > 0;
}

void Origin::lose_workers(double share, Instant until) {
  for (Pool& pool : pools_)
    if (pool.fcfs && share > 0)
      pool.fcfs->occupy(std::llround(share * static_cast<double>(pool.workers.value)), until);
}

void Origin::apply(const OriginRecovers&) { up_ = --outages_ == 0; }

}  // namespace edgecase
