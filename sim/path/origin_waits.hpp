#pragma once
// Requests at an origin that cannot say on arrival when it will be done (disciplines other than
// first come, first served; pools in series). The edge waits until its timeout; the origin goes on
// with the work, unless requests carry their deadline.
//
// The event queue has no cancel: one traveller watches over all timeouts, which are in the order of
// arrival because they are equal. Work that ends late finds that nothing waits for it any more.

#include <optional>

#include "core/engine.hpp"
#include "core/life_slots.hpp"
#include "core/parking.hpp"
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
  struct Waiting {
    Parking edge = {};
    std::optional<OriginAnswer> answer = {};
  };
  struct Watch {
    Instant until;
    SlotRef ref;
  };

  Traveller work(SlotRef ref, OriginCall call);
  Traveller watch();
  OriginAnswer given_up() const;

  Origin& origin_;
  Engine& engine_;
  Duration timeout_;
  LifeSlots<Waiting> waiting_;
  Ring<Watch> watches_;
  bool watching_ = false;
};

}  // namespace edgecase
