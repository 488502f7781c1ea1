#include "model/compute/instance_pool.hpp"

#include <cstddef>

#include "core/check.hpp"

namespace edgecase {

InstancePool::InstancePool(const PoolTerms& terms, const Custody& keep) : terms_(terms) {
  EC_CHECK(terms.concurrency >= 1 && terms.most >= 1, "a pool can hold a request");
  for (std::int64_t n = 0; n < terms.provisioned; ++n) {
    const std::uint32_t i = make(Instant{}, Instant{}, keep);
    all_[i].provisioned = true;
    put(i, Where::reserve);
  }
}

// ---- lists --------------------------------------------------------------------------------------

void InstancePool::put(std::uint32_t i, Where where) {
  Instance& x = all_[i];
  x.where = where;
  if (where == Where::full || where == Where::gone) return;
  List& l = list(where);
  x.previous = l.last;
  x.next = none;
  (l.last == none ? l.first : all_[l.last].next) = i;
  l.last = i;
  if (where == Where::idle && terms_.reuse == InstanceReuse::newest) by_age_.push({x.created, i});
}

void InstancePool::unlink(std::uint32_t i) {
  const Instance& x = all_[i];
  if (x.where == Where::full || x.where == Where::gone) return;
  List& l = list(x.where);
  (x.previous == none ? l.first : all_[x.previous].next) = x.next;
  (x.next == none ? l.last : all_[x.next].previous) = x.previous;
}

// The list for an instance whose number of requests has changed.
void InstancePool::file(std::uint32_t i, Instant now) {
  Instance& x = all_[i];
  unlink(i);
  if (x.in_use >= terms_.concurrency || x.replaced || !x.announced) {
    put(i, Where::full);
  } else if (x.ready > now) {
    put(i, Where::starting);
    next_ready_ = std::min(next_ready_, x.ready);
  } else if (x.in_use > 0) {
    put(i, Where::partial);
  } else {
    put(i, x.provisioned ? Where::reserve : Where::idle);
  }
}

void InstancePool::settle_starting(Instant now) {
  next_ready_ = Instant::max();
  for (std::uint32_t i = list(Where::starting).first; i != none;) {
    const std::uint32_t next = all_[i].next;
    if (all_[i].ready <= now) {
      file(i, now);
    } else {
      next_ready_ = std::min(next_ready_, all_[i].ready);
    }
    i = next;
  }
}

// ---- lifetimes ----------------------------------------------------------------------------------

std::uint32_t InstancePool::make(Instant now, Instant ready, const Custody& keep) {
  std::uint32_t i = 0;
  if (free_.empty()) {
    i = static_cast<std::uint32_t>(all_.size());
    all_.emplace_back();
    thread_free_.resize(all_.size() * terms_.threads);
  } else {
    i = free_.back();
    free_.pop_back();
  }
  all_[i] = {.created = now, .ready = ready, .busy_since = now, .idle_since = ready};
  for (std::uint32_t t = 0; t < terms_.threads; ++t) thread_free_[i * terms_.threads + t] = ready;
  ++alive_;
  keep.begin(now);
  return i;
}

void InstancePool::remove(std::uint32_t i, Instant gone, const Custody& keep) {
  unlink(i);
  all_[i].where = Where::gone;
  keep.end(all_[i].created, gone);
  free_.push_back(i);
  --alive_;
}

void InstancePool::advance(Instant now, const Custody& keep) {
  while (!ends_.empty() && ends_.top().finish <= now) {
    const End end = ends_.pop();
    release(end.instance, end.finish, keep);
  }
  if (next_ready_ <= now) settle_starting(now);
  for (std::uint32_t i = list(Where::idle).first; i != none; i = list(Where::idle).first) {
    const Instant since = all_[i].idle_since;
    if (now - since < keep.keep_alive) break;
    keep.let_go(since + keep.keep_alive);
    remove(i, since + keep.keep_alive, keep);
  }
}

void InstancePool::release(std::uint32_t i, Instant now, const Custody& keep) {
  Instance& x = all_[i];
  EC_CHECK(x.in_use > 0, "a slot is released that is not held");
  --x.in_use;
  --in_work_;
  if (x.in_use == 0) {
    keep.worked(x.busy_since, now);
    x.idle_since = now;
    if (x.replaced) return remove(i, now, keep);
  }
  file(i, now);
}

// ---- slots --------------------------------------------------------------------------------------

InstancePool::Slot InstancePool::use(std::uint32_t i, Instant now) {
  Instance& x = all_[i];
  if (x.in_use++ == 0) x.busy_since = now;
  ++in_work_;
  const bool starting = x.ready > now;
  file(i, now);
  return {i, starting ? StartKind::victim : StartKind::warm, starting ? x.ready : now};
}

std::uint32_t InstancePool::soonest_starting() const {
  std::uint32_t best = none;
  for (std::uint32_t i = list(Where::starting).first; i != none; i = all_[i].next) {
    if (best == none || all_[i].ready < all_[best].ready) best = i;
  }
  return best;
}

// Entries of idle periods that have ended are dropped when they reach the top.
std::uint32_t InstancePool::newest_idle() {
  for (;;) {
    const Idle top = by_age_.pop();
    const Instance& x = all_[top.instance];
    if (x.where == Where::idle && x.created == top.created) return top.instance;
  }
}

std::optional<InstancePool::Slot> InstancePool::take(Instant now) {
  const List& partial = list(Where::partial);
  const List& reserve = list(Where::reserve);
  const List& idle = list(Where::idle);
  if (terms_.reuse == InstanceReuse::least_recent) {
    if (!reserve.empty()) return use(reserve.first, now);
    if (!idle.empty()) return use(idle.first, now);
    if (!partial.empty()) return use(partial.first, now);
  } else {
    if (!partial.empty()) return use(partial.last, now);
    if (!reserve.empty()) return use(reserve.last, now);
    if (!idle.empty()) {
      const bool newest = terms_.reuse == InstanceReuse::newest;
      return use(newest ? newest_idle() : idle.last, now);
    }
  }
  // At the maximum, even a platform that starts an instance per request has to wait for one.
  if (!terms_.joins_starting && may_start()) return std::nullopt;
  const std::uint32_t i = soonest_starting();
  if (i == none) return std::nullopt;
  return use(i, now);
}

InstancePool::Slot InstancePool::start(Instant now, Instant ready, const Custody& keep) {
  const std::uint32_t i = make(now, ready, keep);
  Slot slot = use(i, now);
  slot.how = StartKind::cold;
  return slot;
}

std::uint32_t InstancePool::start_ahead(Instant now, Instant ready, const Custody& keep) {
  const std::uint32_t i = make(now, ready, keep);
  all_[i].announced = false;
  return i;
}

void InstancePool::announce(std::uint32_t i, Instant now, const Custody& keep) {
  Instance& x = all_[i];
  x.announced = true;
  x.idle_since = now;
  if (x.replaced) return remove(i, now, keep);
  file(i, now);
}

std::optional<Instant> InstancePool::next_free() const {
  if (ends_.empty()) return std::nullopt;
  return ends_.top().finish;
}

InstancePool::Slot InstancePool::wait(Instant now) {
  // The slot passes from one request to the next: the instance's number of requests is unchanged.
  const End end = ends_.pop();
  EC_CHECK(end.finish > now, "a request waits for a slot that is free");
  starts_.push(end.finish);
  return {end.instance, StartKind::warm, end.finish};
}

std::int64_t InstancePool::waiting(Instant now) {
  while (!starts_.empty() && starts_.front() <= now) starts_.pop();
  return static_cast<std::int64_t>(starts_.size());
}

Instant InstancePool::compute(std::uint32_t i, Instant start, Duration cpu) {
  if (terms_.threads == 0 || terms_.concurrency == 1) return start + cpu;
  Instant* const threads = thread_free_.data() + std::size_t{i} * terms_.threads;
  Instant* const first = std::min_element(threads, threads + terms_.threads);
  *first = std::max(*first, start) + cpu;
  return *first;
}

// ---- other ends ---------------------------------------------------------------------------------

std::optional<Instant> InstancePool::oldest_idle() const {
  const List& idle = list(Where::idle);
  if (idle.empty()) return std::nullopt;
  return all_[idle.first].idle_since;
}

void InstancePool::evict_oldest(Instant now, const Custody& keep) {
  keep.meters.evicted += now >= keep.window.from && now < keep.window.to;
  remove(list(Where::idle).first, now, keep);
}

void InstancePool::shrink(std::int64_t count, Instant now, const Custody& keep) {
  for (; count > 0 && !list(Where::idle).empty(); --count) {
    keep.let_go(now);
    remove(list(Where::idle).first, now, keep);
  }
}

void InstancePool::replace(Instant now, const Custody& keep) {
  const bool counts = now >= keep.window.from && now < keep.window.to;
  for (std::uint32_t i = 0; i < all_.size(); ++i) {
    Instance& x = all_[i];
    if (x.where == Where::gone || x.provisioned) continue;
    keep.meters.replaced += counts;
    if (x.where == Where::idle) {
      remove(i, now, keep);
    } else {
      x.replaced = true;
      file(i, now);
    }
  }
}

void InstancePool::close(Instant now, const Custody& keep) {
  advance(now, keep);
  for (std::uint32_t i = 0; i < all_.size(); ++i) {
    const Instance& x = all_[i];
    if (x.where == Where::gone) continue;
    if (x.in_use > 0) keep.worked(x.busy_since, now);
    remove(i, now, keep);
  }
}

}  // namespace edgecase
