#pragma once
// One instance that takes any number of concurrent requests, such as an isolate. Its state is five
// numbers, so a warm request touches one cache line.
//
// Assumes: several isolates of a function on a busy server count as one; callers call advance()
// first. Exact: idle from the end of the last active request. Not modelled: memory that grows with
// concurrent requests. Twin: an InstancePool of unlimited concurrency (tests/laws/compute.cpp).
// Oracle: V01.

#include "model/compute/instance.hpp"

namespace edgecase {

class SharedInstance {
 public:
  bool alive() const { return alive_; }
  Instant ready() const { return ready_; }
  /// Changes when the instance is replaced: requests of an earlier one no longer affect it.
  std::uint16_t generation() const { return generation_; }
  bool idle(Instant now) const { return alive_ && in_work_ == 0 && busy_until_ <= now; }
  Instant idle_since() const { return busy_until_; }

  /// Advances to `now`: it expires if unused for keep_alive.
  void advance(Instant now, const Custody& keep) {
    if (!alive_ || in_work_ > 0) return;
    // keep_alive may be unlimited: compare differences, since a sum would overflow.
    if (now < busy_until_ || now - busy_until_ < keep.keep_alive) return;
    const Instant gone = busy_until_ + keep.keep_alive;
    keep.let_go(gone);
    remove(gone, keep);
  }

  StartKind how(Instant now) const {
    if (!alive_) return StartKind::cold;
    return ready_ <= now ? StartKind::warm : StartKind::victim;
  }
  /// Starts it for a request at `now`; it is ready at `ready`.
  void start(Instant now, Instant ready, const Custody& keep) {
    alive_ = true;
    created_ = now;
    busy_since_ = now;
    ready_ = ready;
    busy_until_ = ready;
    keep.begin(now);
  }
  /// A request that arrived at `now` will end at `finish`.
  void occupy(Instant now, Instant finish, const Custody& keep) {
    resume(now, keep);
    busy_until_ = std::max(busy_until_, finish);
  }
  /// A request whose end is not yet known; leave() reports it.
  void enter(Instant now, const Custody& keep) {
    resume(now, keep);
    ++in_work_;
  }
  void leave(Instant now) {
    --in_work_;
    busy_until_ = std::max(busy_until_, now);
  }
  void evict(Instant now, const Custody& keep) {
    keep.meters.evicted += now >= keep.window.from && now < keep.window.to;
    remove(now, keep);
  }
  /// A new version: active requests end on the old one, the next one starts a new instance.
  void replace(Instant now, const Custody& keep) {
    if (!alive_) return;
    keep.meters.replaced += now >= keep.window.from && now < keep.window.to;
    remove(std::max(now, busy_until_), keep);
  }
  /// Records the remaining usage at the end of the run.
  void close(Instant now, const Custody& keep) {
    advance(now, keep);
    if (alive_) remove(in_work_ > 0 ? now : std::max(now, busy_until_), keep);
  }

 private:
  void resume(Instant now, const Custody& keep) {
    if (in_work_ > 0 || busy_until_ >= now) return;
    keep.worked(busy_since_, busy_until_);
    busy_since_ = now;
    busy_until_ = now;
  }
  void remove(Instant gone, const Custody& keep) {
    keep.worked(busy_since_, in_work_ > 0 ? gone : std::min(busy_until_, gone));
    keep.end(created_, gone);
    alive_ = false;
    in_work_ = 0;
    ++generation_;
  }

  Instant created_{};
  Instant ready_{};
  Instant busy_since_{};
  Instant busy_until_{};  // latest known end
  std::uint32_t in_work_ = 0;
  std::uint16_t generation_ = 0;
  bool alive_ = false;
};
static_assert(sizeof(SharedInstance) <= 64);

}  // namespace edgecase
