#pragma once
// Requests at an origin that cannot say on arrival when it will be done (disciplines other than
// first come, first served; pools in series). The edge waits until its timeout; the origin goes on
// with the work, unless requests carry their deadline.
//
// The event queue has no cancel: one traveller watches over all timeouts, which are in the order of
// arrival because they are equal. A slot has a life number, by which work that ends late finds that
// nothing waits for it any more.

#include <coroutine>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "core/engine.hpp"
#include "core/ring.hpp"
#include "core/traveller.hpp"
#include "model/origin/origin.hpp"

namespace edgecase {

class OriginWaits {
 public:
  OriginWaits(Origin& origin, Duration timeout)
      : origin_(origin), engine_(origin.engine()), timeout_(timeout) {}

  /// What the edge hears, when it hears it: the answer, or at its timeout End::timeout.
  Step<OriginAnswer> answer(OriginCall call);

  Engine& engine() { return engine_; }

 private:
  struct Slot {
    std::uint32_t life = 0;
    std::uint32_t frame = 0;
    bool waits = false;
    std::optional<OriginAnswer> answer = {};
  };
  struct Ref {
    std::uint32_t number;
    std::uint32_t life;
  };
  struct Watch {
    Instant until;
    Ref ref;
  };
  class [[nodiscard]] Wait {
   public:
    Wait(Engine& engine, Slot& slot) : engine_(engine), slot_(slot) {}
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> traveller) {
      slot_.waits = true;
      slot_.frame = engine_.park(traveller);
    }
    void await_resume() const noexcept {}

   private:
    Engine& engine_;
    Slot& slot_;
  };

  Ref begin();
  void end(Ref ref);
  bool lives(Ref ref) const { return slots_[ref.number].life == ref.life; }
  void wake(Slot& slot);
  Traveller work(Ref ref, OriginCall call);
  Traveller watch();
  OriginAnswer given_up() const;

  Origin& origin_;
  Engine& engine_;
  Duration timeout_;
  std::deque<Slot> slots_;  // they stay where they are
  std::vector<std::uint32_t> free_;
  Ring<Watch> watches_;
  bool watching_ = false;
};

}  // namespace edgecase
