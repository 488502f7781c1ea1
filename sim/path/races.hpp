#pragma once
// Calls under way whose answer, timeout or hedge may come first. The event queue has no cancel:
// each race has a life number, and a copy or a timer that comes late finds another one and does
// nothing.

#include <coroutine>
#include <cstdint>
#include <vector>

#include "core/engine.hpp"
#include "measure/stage.hpp"
#include "world/flights.hpp"

namespace edgecase {

struct RaceRef {
  std::uint32_t number;
  std::uint32_t life;
};

struct Race {
  std::uint32_t life = 0;
  std::uint32_t frame = 0;
  bool waits = false;
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

  RaceRef begin() {
    if (free_.empty()) {
      races_.emplace_back();
      free_.push_back(static_cast<std::uint32_t>(races_.size() - 1));
    }
    const std::uint32_t number = free_.back();
    free_.pop_back();
    races_[number] = {.life = races_[number].life};
    return {number, races_[number].life};
  }
  /// What comes later is ignored.
  void end(RaceRef ref) {
    ++races_[ref.number].life;
    free_.push_back(ref.number);
  }
  bool lives(RaceRef ref) const { return races_[ref.number].life == ref.life; }
  /// Valid until the next begin().
  Race& operator[](RaceRef ref) { return races_[ref.number]; }

  void answer(RaceRef ref, const Content& content, const StageTimes& times, bool hedge) {
    if (!lives(ref)) return;
    Race& race = races_[ref.number];
    --race.out;
    if (race.answered) return;
    race.content = content;
    race.times = times;
    race.by_hedge = hedge;
    race.answered = content.failure == Failure::none || race.out == 0;
    if (race.answered) wake(race);
  }
  void expire(RaceRef ref) {
    if (!lives(ref)) return;
    races_[ref.number].timed_out = true;
    wake(races_[ref.number]);
  }
  void offer_hedge(RaceRef ref) {
    if (!lives(ref)) return;
    races_[ref.number].hedge_due = true;
    wake(races_[ref.number]);
  }

  class [[nodiscard]] Wait {
   public:
    Wait(Races& races, RaceRef ref) : races_(races), ref_(ref) {}
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> traveller) {
      Race& race = races_[ref_];
      race.waits = true;
      race.frame = races_.engine_.park(traveller);
    }
    void await_resume() const noexcept {}

   private:
    Races& races_;
    RaceRef ref_;
  };
  /// co_await: until something has happened to the race.
  Wait wait(RaceRef ref) { return {*this, ref}; }

  Engine& engine() { return engine_; }

 private:
  void wake(Race& race) {
    if (!race.waits) return;
    race.waits = false;
    engine_.wake(race.frame);
  }

  Engine& engine_;
  std::vector<Race> races_;
  std::vector<std::uint32_t> free_;
};

}  // namespace edgecase
