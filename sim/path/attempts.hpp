#pragma once
// Attempts with a client timeout: the timeout or the answer decides, whichever comes first.
//
//   r.watch = attempts.begin();
//   if (attempts.expires(r.watch)) …   // at the client's timeout: true if there was no answer yet
//   if (attempts.answered(r.watch)) …  // at the answer: true if the client still waits
//
// Both are called once for each attempt.

#include <cstdint>
#include <vector>

namespace edgecase {

class Attempts {
 public:
  /// The number of an attempt that is watched from now on; never 0.
  std::uint32_t begin() {
    if (free_.empty()) {
      states_.push_back(State::waits);
      return static_cast<std::uint32_t>(states_.size());
    }
    const std::uint32_t watch = free_.back();
    free_.pop_back();
    states_[watch - 1] = State::waits;
    return watch;
  }
  bool expires(std::uint32_t watch) { return decides(watch, State::given_up); }
  bool answered(std::uint32_t watch) { return decides(watch, State::answered); }

 private:
  enum class State : std::uint8_t { waits, answered, given_up };
  bool decides(std::uint32_t watch, State state) {
    if (states_[watch - 1] != State::waits) {
      free_.push_back(watch);
      return false;
    }
    states_[watch - 1] = state;
    return true;
  }

  std::vector<State> states_;
  std::vector<std::uint32_t> free_;
};

}  // namespace edgecase
