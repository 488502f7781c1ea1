#pragma once
// Calls under way whose answer, timeout or hedge may come first. A copy or a timer that comes late
// does nothing.

#include <cstdint>

#include "core/life_slots.hpp"
#include "core/parking.hpp"
#include "measure/stage.hpp"
#include "world/flights.hpp"

namespace edgecase {

struct Race {
  Parking caller = {};
  bool timed_out = false;
  bool hedge_due = false;
  bool answered = false;  ///< well, or by all copies badly
  bool by_hedge = false;
  std::uint8_t out = 0;  ///< copies that have not answered
  Content content{};     ///< the answer; else the last bad one
  StageTimes times{};    ///< of the copy that brought it
};

class Races {
 public:
  explicit Races(Engine& engine) : engine_(engine) {}

  SlotRef begin() { return races_.begin(); }
  /// What comes later is ignored.
  void end(SlotRef ref) { races_.end(ref); }
  Race& operator[](SlotRef ref) { return races_[ref]; }

  void answer(SlotRef ref, const Content& content, const StageTimes& times, bool hedge) {
    if (!races_.lives(ref)) return;
    Race& race = races_[ref];
    --race.out;
    if (race.answered) return;
    race.content = content;
    race.times = times;
    race.by_hedge = hedge;
    race.answered = content.failure == Failure::none || race.out == 0;
    if (race.answered) race.caller.wake(engine_);
  }
  void expire(SlotRef ref) {
    if (!races_.lives(ref)) return;
    races_[ref].timed_out = true;
    races_[ref].caller.wake(engine_);
  }
  void offer_hedge(SlotRef ref) {
    if (!races_.lives(ref)) return;
    races_[ref].hedge_due = true;
    races_[ref].caller.wake(engine_);
  }

  /// co_await: until something has happened to the race.
  ParkingWait wait(SlotRef ref) { return {engine_, races_[ref].caller}; }

 private:
  Engine& engine_;
  LifeSlots<Race> races_;
};

}  // namespace edgecase
