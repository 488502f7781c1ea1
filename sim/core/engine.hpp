#pragma once
// The engine: simulated time, and travellers that wait in it. One engine is one sequential world.
//
//   Traveller ping(Engine& engine, PlaceId there) {
//     co_await engine.delay(5ms);
//     co_await engine.travel(there, 20ms);               // afterwards engine.here() == there
//   }
//
// Units: integer nanoseconds. Order: (time, order of scheduling); travellers woken by a resource
// run right after the current event, in the order of waking, before others of the same instant.
// Errors: an exception that leaves a traveller comes out of run_before() or run(), a CheckFailure
// with time and place added. Scheduling in the past is an EC_CHECK.
// An engine destroys its suspended travellers; what they refer to must outlive it (or call
// destroy_travellers() before).

#include <algorithm>
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <exception>

#include <edgecase/units.hpp>

#include "core/place.hpp"
#include "core/queue.hpp"
#include "core/ring.hpp"
#include "core/slab.hpp"
#include "core/stop.hpp"

namespace edgecase {

struct EngineLimits {
  /// Limit of frames alive at once. Memory costs only as it is touched, so this is more than any
  /// run needs whose backlog is bounded.
  std::uint64_t frame_bytes = Pages::costs_when_touched ? std::uint64_t{16} << 30 : 64 << 20;
  StopFlag stop =
      {};  ///< checked every few hundred events: run() and run_before() throw Interrupted
};

class Engine {
 public:
  explicit Engine(EngineLimits limits = {}) : frames_(limits.frame_bytes), stop_(limits.stop) {}
  ~Engine() { destroy_travellers(); }
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  Engine& engine() { return *this; }
  Instant now() const { return now_; }
  /// The place where the running code is; state owners check it.
  PlaceId here() const { return here_; }
  /// For code that is not a traveller (the arrival loop): "I am at this place now".
  void enter(PlaceId place) { here_ = place; }

  /// What delay(), at() and travel() return; only good for being awaited at once.
  class [[nodiscard]] Wait {
   public:
    Wait(Engine& engine, Instant time, PlaceId place, const void* hint)
        : engine_(engine), time_(time), place_(place), hint_(hint) {}
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> traveller) const {
      Slab::Header& header = Slab::header_of(traveller.address());
      header.hint = hint_;
      header.place = place_;
      engine_.wake_at(Slab::index_of(traveller.address()), time_);
    }
    void await_resume() const noexcept {}

   private:
    Engine& engine_;
    Instant time_;
    PlaceId place_;
    const void* hint_;
  };

  /// co_await: continue after a duration >= 0 / at an instant >= now, at the same place.
  /// `hint` is memory that the traveller will touch then; it is fetched a few events ahead.
  Wait delay(Duration duration, const void* hint = nullptr) {
    return {*this, now_ + duration, here_, hint};
  }
  Wait at(Instant time, const void* hint = nullptr) { return {*this, time, here_, hint}; }
  /// co_await: continue after a duration, at another place.
  Wait travel(PlaceId to, Duration after, const void* hint = nullptr) {
    return {*this, now_ + after, to, hint};
  }

  /// Runs all events with time < limit, then sets the clock to limit (if that is later than now).
  void run_before(Instant limit) {
    if (!woken_.empty() || failure_ || queue_.next_time() < limit.time_since_epoch().count()) {
      run_events_before(limit);
    }
    now_ = std::max(now_, limit);
  }
  /// Runs until nothing is pending; the clock stays at the last event.
  void run();
  /// Time of the next event; Instant::max() when nothing is pending.
  Instant next_time() {
    return Instant{Duration{woken_.empty() ? queue_.next_time() : now_.time_since_epoch().count()}};
  }

  /// For long work within one event: throws Interrupted once asked to stop.
  void check_stop() const { stop_.check(); }

  std::uint64_t events_run() const { return events_run_; }
  std::uint64_t pending() const { return queue_.size() + woken_.size(); }
  std::uint64_t peak_pending() const { return peak_pending_; }  ///< seen at each event's start
  std::uint64_t frames_live() const { return frames_.live(); }
  std::uint64_t frames_peak() const { return frames_.peak(); }

  /// Destroys every traveller and forgets all events: what the destructor does, for owners who must
  /// choose the moment. Resources keep the numbers of travellers that waited: clear() them too.
  void destroy_travellers();

  // The rest is for resources and coroutine types, not for models.

  Slab& frames() { return frames_; }
  /// Remembers where a coroutine that will be woken later is; returns its frame's number.
  std::uint32_t park(std::coroutine_handle<> traveller) {
    Slab::header_of(traveller.address()).place = here_;
    return Slab::index_of(traveller.address());
  }
  /// The parked traveller runs right after the current event.
  void wake(std::uint32_t frame) { woken_.push(frame); }
  void wake_at(std::uint32_t frame, Instant time) {
    EC_CHECK(time >= now_, "a traveller cannot continue in the past");
    queue_.push(time.time_since_epoch().count(), frame);
  }
  /// A traveller ended with an exception: the running loop throws it.
  void fail(std::exception_ptr failure);

 private:
  void run_events_before(Instant limit);
  void resume(std::uint32_t frame);
  void run_woken();
  void step();
  void throw_failure();
  void look_at_stop();

  Slab frames_;
  StopFlag stop_;
  EventQueue queue_;
  Ring<std::uint32_t> woken_;
  Instant now_{};
  PlaceId here_ = no_place;
  std::uint64_t events_run_ = 0;
  std::uint64_t look_at_ = 0;  // number of events at which to check next
  std::uint64_t peak_pending_ = 0;
  std::exception_ptr failure_;
};

}  // namespace edgecase
