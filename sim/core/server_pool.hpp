#pragma once
// A pool of c equal servers with a first-come-first-served queue, solved on arrival: when a job
// arrives its start and finish are known at once, so it costs no event. Exactly G/G/c/K with
// K = c + queue.
//
// Assumes: arrivals are told in the order of time, the service time is known on arrival, a waiting
// job never gives up. A job that finishes (or starts) at an instant has done so before another
// arrives at it.
// Not modelled: priorities, preemption, servers that come and go during a run (reset() empties it).

#include <cstdint>

#include <edgecase/units.hpp>

#include "core/heap.hpp"
#include "core/ring.hpp"

namespace edgecase {

class ServerPool {
 public:
  struct Job {
    bool granted = false;  ///< false: the queue was full; nothing has changed
    Instant start{};
    Instant finish{};
  };

  /// `servers` >= 1 (memory: 8 bytes each); `queue` jobs may wait.
  explicit ServerPool(Count servers, Count queue = unlimited);

  Job arrive(Instant now, Duration service);
  /// So many servers take no job until then: those that are free the soonest.
  void occupy(std::int64_t servers, Instant until);
  /// When a job that comes from `now` on is granted first: `now` if there is room. No job may come
  /// in between.
  Instant room_at(Instant now);

  /// Jobs waiting for a server at `now`, which must not be before the last arrival.
  std::int64_t waiting(Instant now);
  /// Jobs in service at `now`. Takes time in proportion to the servers.
  std::int64_t busy(Instant now) const;
  std::int64_t in_system(Instant now) { return waiting(now) + busy(now); }
  /// Server time given to jobs so far (all of a granted job's service), for utilisation.
  Duration work() const { return work_; }
  /// All jobs vanish (a crash): every server is free from the start of time.
  void reset();

 private:
  std::int64_t servers_;
  std::int64_t places_;
  Instant latest_{};
  Duration work_{};
  QuaternaryHeap<Instant> free_at_;  // one per server: when it is next free
  Ring<Instant> starts_;             // of the jobs that wait, in the order of time
};

}  // namespace edgecase
