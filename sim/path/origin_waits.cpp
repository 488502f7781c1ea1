#include "path/origin_waits.hpp"

#include <algorithm>

namespace edgecase {

OriginWaits::Ref OriginWaits::begin() {
  if (free_.empty()) {
    free_.push_back(static_cast<std::uint32_t>(slots_.size()));
    slots_.emplace_back();
  }
  const std::uint32_t number = free_.back();
  free_.pop_back();
  slots_[number] = {.life = slots_[number].life};
  return {number, slots_[number].life};
}

void OriginWaits::end(Ref ref) {
  ++slots_[ref.number].life;
  free_.push_back(ref.number);
}

void OriginWaits::wake(Slot& slot) {
  if (!slot.waits) return;
  slot.waits = false;
  engine_.wake(slot.frame);
}

// It is not known whether a worker has begun, so all of the time counts as waiting for one.
OriginAnswer OriginWaits::given_up() const {
  OriginAnswer answer{.end = OriginAnswer::End::timeout, .ready = engine_.now()};
  (origin_.shares_workers() ? answer.served : answer.waited) = timeout_;
  return answer;
}

Step<OriginAnswer> OriginWaits::answer(OriginCall call) {
  const Instant until = engine_.now() + timeout_;
  call.deadline = std::min(call.deadline, until);
  const Ref ref = begin();
  work(ref, call);
  Slot& slot = slots_[ref.number];
  if (!slot.answer) {
    watches_.push({until, ref});
    if (!watching_) watch();
    co_await Wait(engine_, slot);
  }
  const OriginAnswer heard = slot.answer ? *slot.answer : given_up();
  end(ref);
  co_return heard;
}

Traveller OriginWaits::work(Ref ref, OriginCall call) {
  const OriginAnswer answer = co_await origin_.produce(call);
  if (!lives(ref)) co_return;
  slots_[ref.number].answer = answer;
  wake(slots_[ref.number]);
}

Traveller OriginWaits::watch() {
  watching_ = true;
  while (!watches_.empty()) {
    const Watch next = watches_.front();
    if (lives(next.ref)) {
      co_await engine_.at(std::max(next.until, engine_.now()));
      if (lives(next.ref)) wake(slots_[next.ref.number]);
    }
    watches_.pop();
  }
  watching_ = false;
}

}  // namespace edgecase
