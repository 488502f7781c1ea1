#pragma once
// The cores of a server with a first-come-first-served queue, solved on arrival. Same results as
// core/server_pool.hpp (tests/laws/compute.cpp), but only busy cores are stored: most servers of an
// edge network are nearly idle, so one cache line is touched instead of four (2.6 to 3.6 million
// requests/s in bench/compute.cpp).
//
// Assumes: arrivals in order of time, work known on arrival, no abandonment.
// Not modelled: affinity, frequency scaling, hyper-threading.

#include <algorithm>
#include <cstdint>

#include <edgecase/units.hpp>

#include "core/heap.hpp"
#include "core/ring.hpp"

namespace edgecase {

class Cores {
 public:
  explicit Cores(std::int64_t cores) : cores_(cores) {}

  /// When work that arrives at `now` would begin.
  Instant next_free(Instant now) {
    while (!busy_until_.empty() && busy_until_.top() <= now) busy_until_.pop();
    return static_cast<std::int64_t>(busy_until_.size()) < cores_ ? now : busy_until_.top();
  }
  struct Job {
    Instant start, finish;
  };
  Job arrive(Instant now, Duration work) {
    const Instant start = next_free(now);
    // Work of centuries ends with the clock.
    const Instant finish = start + std::min(work, Instant::max() - std::max(start, Instant{}));
    if (start > now) {
      starts_.push(start);
      busy_until_.replace_top(finish);
    } else {
      busy_until_.push(finish);
    }
    return {start, finish};
  }
  /// Number of jobs waiting for a core at `now`.
  std::int64_t waiting(Instant now) {
    while (!starts_.empty() && starts_.front() <= now) starts_.pop();
    return static_cast<std::int64_t>(starts_.size());
  }
  /// Memory that the next arrival touches.
  const void* line() const { return busy_until_.items().data(); }

 private:
  std::int64_t cores_;
  QuaternaryHeap<Instant> busy_until_;
  Ring<Instant> starts_;  // of waiting jobs, in order of time
};

}  // namespace edgecase
