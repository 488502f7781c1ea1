#pragma once
// Account limits in a place: concurrent requests, requests per second, and the rate of new
// instances of a function (token buckets). Beyond them requests are throttled (429).
//
// Assumes: the limit of a region applies to that place alone; the bucket of requests holds one
// second's worth (the vendor states none). Exact in integer ns. Source: AWS docs, Lambda scaling
// behaviour, 2026-11: 1,000 concurrent requests, 10 requests per second for each of them, 1,000 new
// instances of a function every 10 s, refilled continuously, not accumulated. Not modelled: limits
// across places, reserved concurrency.

#include <algorithm>
#include <cstdint>

#include <edgecase/units.hpp>

#include "core/heap.hpp"

namespace edgecase {

/// Concurrent requests over all functions of a place.
class ConcurrencyLimit {
 public:
  explicit ConcurrencyLimit(std::int64_t most = Count::no_limit) : most_(most) {}
  bool limits() const { return most_ != Count::no_limit; }
  bool full(Instant now) {
    while (!ends_.empty() && ends_.top() <= now) ends_.pop();
    return static_cast<std::int64_t>(ends_.size()) + open_ >= most_;
  }
  void until(Instant finish) {
    if (limits()) ends_.push(finish);
  }
  void enter() { ++open_; }
  void leave() { --open_; }

 private:
  std::int64_t most_;
  std::int64_t open_ = 0;  // requests whose end is not yet known
  QuaternaryHeap<Instant> ends_;
};

/// Starts of instances, or requests: `burst` at once, then `per_second`.
class StartLimit {
 public:
  explicit StartLimit(std::int64_t burst = Count::no_limit, double per_second = 0)
      : burst_(burst), gap_(per_second > 0 ? from_seconds(1 / per_second) : Duration::max()) {}
  bool allows(Instant now) const { return burst_ == Count::no_limit || spent(now) < burst_; }
  void take(Instant now, std::int64_t count = 1) {
    if (burst_ == Count::no_limit) return;
    // The bucket is full again at full_; each start moves that by one gap.
    full_ = std::max(full_, now) + gap_ * count;
  }

 private:
  std::int64_t spent(Instant now) const {
    if (full_ <= now) return 0;
    return (full_ - now + gap_ - Duration{1}) / gap_;
  }
  std::int64_t burst_;
  Duration gap_;
  Instant full_{};
};

}  // namespace edgecase
