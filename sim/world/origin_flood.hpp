#pragma once
// The requests at the origin that a sampled one stands for: they arrive within the second after it,
// at random. People's requests must find the origin as those left it, so they are admitted just
// before each.

#include <cstdint>

#include <edgecase/units.hpp>

#include "core/ring.hpp"
#include "model/origin/origin.hpp"

namespace edgecase {

class OriginFlood {
 public:
  explicit OriginFlood(Origin& origin) : origin_(origin) {}

  /// `count` more requests, from now on.
  void add(Instant now, double count) {
    until(now);
    const double rate = count / in_seconds(spread);
    pulses_.push({now + spread, rate});
    rate_ += rate;
  }
  /// From now on so many a second arrive past the edge.
  void stream(Instant now, double rate) {
    until(now);
    stream_ = rate;
  }
  /// Admits all that have arrived by now.
  void until(Instant now) {
    while (!pulses_.empty() && pulses_.front().ends <= now) {
      advance(pulses_.front().ends);
      rate_ -= pulses_.front().rate;
      pulses_.pop();
    }
    if (pulses_.empty()) rate_ = 0;
    advance(now);
  }

 private:
  static constexpr Duration spread = std::chrono::seconds(1);
  struct Pulse {
    Instant ends;
    double rate;
  };

  void advance(Instant to) {
    if (to <= since_) return;
    origin_.flood(since_, to, rate_ + stream_);
    since_ = to;
  }

  Origin& origin_;
  Ring<Pulse> pulses_;
  double rate_ = 0;
  double stream_ = 0;
  Instant since_{};
};

}  // namespace edgecase
