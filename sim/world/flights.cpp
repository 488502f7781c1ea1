#include "world/flights.hpp"

#include "core/check.hpp"

namespace edgecase {

void Flights::Wait::await_suspend(std::coroutine_handle<> traveller) {
  const auto at = flights_.flights_.find(key_.packed());
  EC_CHECK(at != flights_.flights_.end(), "waiting for a fetch that is not in flight");
  frame_ = flights_.engine_.park(traveller);
  earlier_ = at->second;
  at->second = this;
}

void Flights::land(FlightKey key, const Content& content) {
  const auto at = flights_.find(key.packed());
  EC_CHECK(at != flights_.end(), "a fetch ends that did not begin");
  Wait* first = nullptr;
  for (Wait* wait = at->second; wait != nullptr;) {  // reverse the list
    Wait* const earlier = wait->earlier_;
    wait->earlier_ = first;
    first = wait;
    wait = earlier;
  }
  flights_.erase(at);
  for (Wait* wait = first; wait != nullptr; wait = wait->earlier_) {
    wait->content_ = content;
    engine_.wake(wait->frame_);
  }
}

}  // namespace edgecase
