#pragma once
// A traveller that waits for another to wake it, at most one at a time.
//
//   co_await ParkingWait(engine, parking);    // continues after parking.wake(engine)
//
// Waking where nothing waits does nothing, so that what comes first need not know what follows.

#include <coroutine>
#include <cstdint>

#include "core/engine.hpp"

namespace edgecase {

class Parking {
 public:
  /// The traveller that waits, if there is one, runs right after the current event.
  void wake(Engine& engine) {
    if (!waits_) return;
    waits_ = false;
    engine.wake(frame_);
  }

 private:
  friend class ParkingWait;
  bool waits_ = false;
  std::uint32_t frame_ = 0;
};

class [[nodiscard]] ParkingWait {
 public:
  /// `parking` must not move meanwhile.
  ParkingWait(Engine& engine, Parking& parking) : engine_(engine), parking_(parking) {}
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> traveller) const {
    parking_.waits_ = true;
    parking_.frame_ = engine_.park(traveller);
  }
  void await_resume() const noexcept {}

 private:
  Engine& engine_;
  Parking& parking_;
};

}  // namespace edgecase
