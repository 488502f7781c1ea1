#include "path/origin_waits.hpp"

#include <algorithm>

namespace edgecase {

// It is not known whether a worker has begun, so all of the time counts as waiting for one.
OriginAnswer OriginWaits::given_up() const {
  OriginAnswer answer{.end = OriginAnswer::End::timeout, .ready = engine_.now()};
  (origin_.shares_workers() ? answer.served : answer.waited) = timeout_;
  return answer;
}

Step<OriginAnswer> OriginWaits::answer(OriginCall call) {
  const Instant until = engine_.now() + timeout_;
  call.deadline = std::min(call.deadline, until);
  const SlotRef ref = waiting_.begin();
  work(ref, call);
  Waiting& waiting = waiting_[ref];
  if (!waiting.answer) {
    watches_.push({until, ref});
    if (!watching_) watch();
    co_await ParkingWait(engine_, waiting.edge);
  }
  const OriginAnswer heard = waiting.answer ? *waiting.answer : given_up();
  waiting_.end(ref);
  co_return heard;
}

Traveller OriginWaits::work(SlotRef ref, OriginCall call) {
  const OriginAnswer answer = co_await origin_.produce(call);
  if (!waiting_.lives(ref)) co_return;
  waiting_[ref].answer = answer;
  waiting_[ref].edge.wake(engine_);
}

Traveller OriginWaits::watch() {
  watching_ = true;
  while (!watches_.empty()) {
    const Watch next = watches_.front();
    if (waiting_.lives(next.ref)) {
      co_await engine_.at(std::max(next.until, engine_.now()));
      if (waiting_.lives(next.ref)) waiting_[next.ref].edge.wake(engine_);
    }
    watches_.pop();
  }
  watching_ = false;
}

}  // namespace edgecase
