#pragma once
// The engine: simulated time, and travellers that wait in it. One engine is one sequential world.
//
//   Traveller ping(Engine& engine, PlaceId there) {      // first argument with .engine() is asked
//     co_await engine.delay(5ms);                        // for frame memory
//     co_await engine.travel(there, 20ms);               // afterwards engine.here() == there
//   }
//
// Units: integer nanoseconds. Order: (time, order of scheduling); travellers handed a server by
// Resource::release run right after the current event, before others of the same instant.
// Errors: an exception that leaves a traveller comes out of run_before() or run(), a CheckFailure with time
// and place added. Scheduling in the past is an EC_CHECK.
// An engine destroys its suspended travellers; let it die before what they refer to (declare it last).

#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <vector>

#include <edgecase/units.hpp>

#include "core/place.hpp"
#include "core/queue.hpp"
#include "core/slab.hpp"

namespace edgecase {

struct EngineLimits {
  std::size_t frame_bytes = std::size_t{4} << 30;  ///< address range for frames; used as needed
};

class Engine {
 public:
  class Wait;

  explicit Engine(EngineLimits limits = {});
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  Engine& engine() { return *this; }
  Instant now() const { return now_; }
  /// The place where the running code is; state owners check it.
  PlaceId here() const { return here_; }
  /// For code that is not a traveller (the arrival loop): "I am at this place now".
  void enter(PlaceId place) { here_ = place; }

  /// co_await: continue after a duration >= 0 / at an instant >= now, at the same place.
  /// `hint` is memory that the traveller will touch then; it is fetched a few events ahead.
  Wait delay(Duration duration, const void* hint = nullptr);
  Wait at(Instant time, const void* hint = nullptr);
  /// co_await: continue after a duration, at another place.
  Wait travel(PlaceId to, Duration after, const void* hint = nullptr);

  /// Runs all events with time < limit, then sets the clock to limit.
  void run_before(Instant limit);
  /// Runs until nothing is pending.
  void run();
  /// Time of the next event; Instant::max() when nothing is pending.
  Instant next_time();

  std::uint64_t events_run() const;
  std::uint64_t peak_pending() const;
  std::uint64_t frames_live() const;
  std::uint64_t frames_peak() const;

  /// Destroys every traveller, suspended wherever: what the destructor does, for owners who must choose the
  /// moment. Resources with waiting travellers must be cleared or dropped by their owner.
  void destroy_travellers();

  // For resources and travellers, not for models.
  Slab& frames() { return frames_; }
  std::uint32_t suspend(std::coroutine_handle<> traveller);  ///< remembers the place; returns the frame
  void wake(std::uint32_t frame);                            ///< right after the current event
  void wake_at(std::uint32_t frame, Instant time);
  void fail(std::exception_ptr failure);

 private:
  Slab frames_;
  EventQueue queue_;
  Instant now_{};
  PlaceId here_ = no_place;
};

}  // namespace edgecase
