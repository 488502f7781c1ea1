#include "model/compute/site.hpp"

#include <cmath>
#include <limits>

#include "core/check.hpp"

namespace edgecase {

ComputeSite::Pool::Pool(const FunctionPlan& plan, const Custody& keep)
    : instances(plan.terms, keep) {
  if (plan.autoscaler) {
    scaler = std::make_unique<Autoscaler>(*plan.autoscaler, plan.terms.concurrency);
  }
}

ComputeSite::ComputeSite(std::span<const FunctionPlan* const> functions, const SiteTerms& terms,
                         Engine& engine, std::uint64_t seed, std::uint64_t replication)
    : terms_(terms), engine_(engine) {
  EC_CHECK(terms.servers >= 1, "a place has servers");
  std::int64_t in_work_at_most = Count::no_limit;
  double per_second = std::numeric_limits<double>::infinity();
  for (const FunctionPlan* plan : functions) {
    const std::uint64_t id = hash_name(plan->name);
    Function fn{.plan = plan,
                .draws = Stream(seed, replication, "compute", id),
                .starts = StartLimit(plan->burst, plan->starts_per_second),
                .code = {},
                .meters = {}};
    if (terms.phases != nullptr)
      fn.by_phase = MetersByPhase{terms.phases, std::vector<PhaseMeters>(terms.phases->count())};
    const bool placed = plan->sharding == Sharding::placed;
    const bool sharing = plan->cpu_order == CpuOrder::processor_sharing && cores_limited(fn);
    fn.shared = plan->terms.concurrency == Count::no_limit;
    fn.settles = !plan->holds && !plan->autoscaler && !sharing && (fn.shared || !cores_limited(fn));
    const std::uint32_t groups = placed ? 1 : terms.servers;
    fn.home = placed ? 0 : home_of(id, terms.place.index, terms.servers);
    fn.first = fn.shared ? shared_.size() : pools_.size();
    if (fn.shared) {
      shared_.resize(shared_.size() + groups);
    } else {
      pools_.resize(pools_.size() + groups);
    }
    if (plan->sharding == Sharding::least_loaded && !loads_.kept()) loads_.resize(terms.servers);
    in_work_at_most = std::min(in_work_at_most, plan->account_concurrency);
    const double requests = plan->account_requests_per_second;
    if (requests > 0) per_second = std::min(per_second, requests);
    if (plan->redeploy_every > Duration{0}) {
      fn.redeployed_next = Instant{} + plan->redeploy_every;
    }
    functions_.push_back(std::move(fn));
  }
  account_ = ConcurrencyLimit(in_work_at_most);
  if (std::isfinite(per_second))
    account_requests_ = StartLimit(std::max<std::int64_t>(1, std::llround(per_second)), per_second);
  make_servers();
  start_provisioned_isolates();
}

void ComputeSite::start_provisioned_isolates() {
  for (Function& fn : functions_) {
    if (!fn.shared || fn.plan->terms.provisioned == 0) continue;
    const std::uint32_t groups = fn.plan->sharding == Sharding::placed ? 1 : terms_.servers;
    for (std::uint32_t s = 0; s < groups; ++s) {
      shared_[fn.first + s].start(Instant{}, Instant{}, custody(fn, s));
    }
  }
}

void ComputeSite::make_servers() {
  const std::uint32_t servers = terms_.servers;
  const bool countable = terms_.memory.count <= INT64_MAX / servers;
  rooms_.assign(servers, Room{.capacity = terms_.memory.count});
  rooms_.push_back({.capacity = countable ? terms_.memory.count * servers : INT64_MAX});
  if (terms_.cores.unlimited()) return;
  cores_.assign(servers, Cores(terms_.cores.value));
  cores_.emplace_back(terms_.cores.value * servers);
  sharing_.resize(servers + 1);
}

Custody ComputeSite::custody(Function& fn, std::uint32_t server) {
  Room& room = rooms_[room_of(fn, server)];
  const bool stays = fn.shared && fn.plan->terms.provisioned > 0;
  Duration keep_alive = stays ? Duration::max() : fn.plan->keep_alive;
  bool squeezed = false;
  if (terms_.neighbours != nullptr && !stays) {
    const Duration evicted = terms_.neighbours->evicted_after(room.used);
    squeezed = evicted < keep_alive;
    keep_alive = std::min(keep_alive, evicted);
  }
  return {keep_alive,    fn.plan->memory.count, squeezed, fn.plan->rounding,
          terms_.window, fn.meters.instances,   room,     fn.by_phase ? &*fn.by_phase : nullptr};
}

ComputeSite::Pool& ComputeSite::pool(Function& fn, std::uint32_t server) {
  const bool placed = fn.plan->sharding == Sharding::placed;
  std::unique_ptr<Pool>& place = pools_[fn.first + (placed ? 0 : server)];
  // Provisioned instances of an unused pool are recorded by close().
  if (!place) place = std::make_unique<Pool>(*fn.plan, custody(fn, server));
  return *place;
}

SharingStation& ComputeSite::sharing(std::size_t room) {
  std::unique_ptr<SharingStation>& station = sharing_[room];
  if (!station) {
    const std::int64_t servers = room == terms_.servers ? terms_.servers : 1;
    station = std::make_unique<SharingStation>(engine_,
                                               static_cast<double>(terms_.cores.value * servers));
  }
  return *station;
}

// ---- which server -------------------------------------------------------------------------------

bool ComputeSite::overloaded(const Function& fn, std::uint32_t server, Instant now) {
  if (!cores_limited(fn)) return false;
  if (fn.plan->cpu_order == CpuOrder::fcfs) {
    return cores_[server].next_free(now) > now + fn.plan->overflow;
  }
  // With shared cores requests do not wait; n requests on c cores take n / c times as long.
  const double jobs = static_cast<double>(sharing(server).in_service());
  const double stretch = jobs / static_cast<double>(terms_.cores.value) - 1;
  return stretch * fn.plan->mean_cpu > in_seconds(fn.plan->overflow);
}

std::uint32_t ComputeSite::choose(const Function& fn, std::uint32_t local, Instant now) {
  switch (fn.plan->sharding) {
    case Sharding::random:
      return local;
    case Sharding::least_loaded:
      return loads_.least(now, local);
    case Sharding::consistent_hash:
      return overloaded(fn, fn.home, now) ? local : fn.home;
    case Sharding::placed:
      return 0;
  }
  return local;
}

// ---- instances ----------------------------------------------------------------------------------

Duration ComputeSite::cold_start(Function& fn, const Call& call, Instant now, Invocation& x) const {
  if (terms_.no_cold_starts) return Duration{0};
  const FunctionPlan& plan = *fn.plan;
  const ColdStart& cold = plan.cold;
  ColdTimes times;
  const auto draw = [&](ColdPhase phase) {
    return times.phases[static_cast<std::size_t>(phase)] = cold.draw(phase, fn.draws, call.number);
  };
  const Duration placement = draw(ColdPhase::placement);
  const Duration fetch =
      fn.code.absent() ? cold.draw(ColdPhase::code_fetch, fn.draws, call.number) + cold.transfer +
                             (cold.transfer > Duration{0} ? terms_.code_round_trip : Duration{0})
                       : Duration{0};
  times.phases[static_cast<std::size_t>(ColdPhase::code_fetch)] =
      fn.code.obtain(now + placement, fetch);
  draw(ColdPhase::boot);
  const Duration language = draw(ColdPhase::language_init);
  const Duration user = draw(ColdPhase::user_init);
  if (plan.bills_start) x.billed_start = language + user;
  const Duration ahead = plan.prewarm ? call.head_start : Duration{0};
  return std::max(times.total() - ahead, Duration{0});
}

bool ComputeSite::make_room(const Function& fn, std::uint32_t server, Instant now) {
  const Room& room = rooms_[room_of(fn, server)];
  const auto fits = [&] { return room.used <= room.capacity - fn.plan->memory.count; };
  if (fits()) return true;
  // Expired instances go first.
  for (Function& other : functions_) {
    if (room_of(other, server) != room_of(fn, server)) continue;
    const Custody keep = custody(other, server);
    const std::size_t at = other.first + (other.plan->sharding == Sharding::placed ? 0 : server);
    if (other.shared) {
      shared_[at].advance(now, keep);
    } else if (pools_[at]) {
      pools_[at]->instances.advance(now, keep);
    }
  }
  while (!fits()) {
    if (!evict_oldest(fn, server, now)) return false;
  }
  return true;
}

// The least recently used instance of any function there; false: all are busy.
bool ComputeSite::evict_oldest(const Function& fn, std::uint32_t server, Instant now) {
  Function* victim = nullptr;
  std::size_t where = 0;
  Instant oldest = Instant::max();
  for (Function& other : functions_) {
    if (room_of(other, server) != room_of(fn, server)) continue;
    const std::size_t at = other.first + (other.plan->sharding == Sharding::placed ? 0 : server);
    std::optional<Instant> idle;
    if (other.shared) {
      const bool stays = other.plan->terms.provisioned > 0;
      if (!stays && shared_[at].idle(now)) idle = shared_[at].idle_since();
    } else if (pools_[at]) {
      idle = pools_[at]->instances.oldest_idle();
    }
    if (!idle || *idle >= oldest) continue;
    oldest = *idle;
    victim = &other;
    where = at;
  }
  if (victim == nullptr) return false;
  const Custody keep = custody(*victim, server);
  if (victim->shared) {
    shared_[where].evict(now, keep);
  } else {
    pools_[where]->instances.evict_oldest(now, keep);
  }
  return true;
}

void ComputeSite::redeploy(std::uint32_t f, Instant now) {
  Function& fn = functions_[f];
  const bool placed = fn.plan->sharding == Sharding::placed;
  for (std::uint32_t s = 0; s < (placed ? 1 : terms_.servers); ++s) {
    const Custody keep = custody(fn, s);
    if (fn.shared) {
      shared_[fn.first + s].advance(now, keep);
      shared_[fn.first + s].replace(now, keep);
    } else if (pools_[fn.first + s]) {
      pools_[fn.first + s]->instances.advance(now, keep);
      pools_[fn.first + s]->instances.replace(now, keep);
    }
  }
  fn.code.forget();
}

void ComputeSite::close(Instant now) {
  for (Function& fn : functions_) {
    const bool placed = fn.plan->sharding == Sharding::placed;
    for (std::uint32_t s = 0; s < (placed ? 1 : terms_.servers); ++s) {
      const Custody keep = custody(fn, s);
      if (fn.shared) {
        shared_[fn.first + s].close(now, keep);
      } else if (pools_[fn.first + s] || fn.plan->terms.provisioned > 0) {
        pool(fn, s).instances.close(now, keep);
      }
    }
  }
}

}  // namespace edgecase
