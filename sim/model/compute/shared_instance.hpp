#pragma once
// One instance that takes any number of requests at once, as an isolate does. Everything about it
// is five numbers, so a warm request costs one cache line and no structure of others in work.
//
// Assumes: a busy server may run several isolates of one function, which count as one here; whoever
// asks calls advance() first. Exact: idle from the end of the last request in work. Not modelled:
// memory that grows with requests in work. Twin: an InstancePool of unlimited concurrency
// (tests/laws/compute.cpp). Oracle: V01.

#include "model/compute/instance.hpp"

namespace edgecase {

class SharedInstance {
 public:
  bool alive() const { return alive_; }
  Instant ready() const { return ready_; }
  /// Changes when the instance is replaced: who entered an earlier one leaves nothing behind.
  std::uint16_t generation() const { return generation_; }
  bool idle(Instant now) const { return alive_ && in_work_ == 0 && busy_until_ <= now; }
  Instant idle_since() const { return busy_until_; }

  /// Brings it to `now`: gone if nobody used it for keep_alive.
  void advance(Instant now, const Custody& keep) {
    if (!alive_ || in_work_ > 0) return;
    // keep_alive may stand for ever: compare lengths, since a sum would overflow.
    if (now < busy_until_ || now - busy_until_ < keep.keep_alive) return;
    const Instant gone = busy_until_ + keep.keep_alive;
    keep.let_go(gone);
    remove(gone, keep);
  }

  StartKind how(Instant now) const {
    if (!alive_) return StartKind::cold;
    return ready_ <= now ? StartKind::warm : StartKind::victim;
  }
  /// Starts it for a request at `now`; it can work from `ready` on.
  void start(Instant now, Instant ready, const Custody& keep) {
    alive_ = true;
    created_ = now;
    busy_since_ = now;
    ready_ = ready;
    busy_until_ = ready;
    keep.begin(now);
  }
  /// A request that came at `now` will end at `finish`.
  void occupy(Instant now, Instant finish, const Custody& keep) {
    resume(now, keep);
    busy_until_ = std::max(busy_until_, finish);
  }
  /// A request whose end nobody knows yet; leave() tells.
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
  /// A new version: requests in work end on the old one, the next one starts anew.
  void replace(Instant now, const Custody& keep) {
    if (!alive_) return;
    keep.meters.replaced += now >= keep.window.from && now < keep.window.to;
    remove(std::max(now, busy_until_), keep);
  }
  /// Books what has not been booked when the run ends at `now`.
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
  Instant busy_until_{};  // of those whose end is known
  std::uint32_t in_work_ = 0;
  std::uint16_t generation_ = 0;
  bool alive_ = false;
};
static_assert(sizeof(SharedInstance) <= 64);

}  // namespace edgecase
