#pragma once
// The origin: one or more pools of workers in series, each with its own queue.
//
// Assumes: service times are independent of each other and of the object; a worker is held only
// while its own pool works on the request. A first-come-first-served pool that sheds nothing is
// solved on arrival, without events; other disciplines and pools in series use the engine. Not
// modelled: interrupting work whose caller has given up, keep-alive
// and connection limits towards the edge, autoscaling, slow starts. Oracle:
// tests/oracles/queueing.cpp (Q01 to Q08).

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include <edgecase/units.hpp>

#include "core/distribution.hpp"
#include "core/engine.hpp"
#include "core/random.hpp"
#include "core/server_pool.hpp"
#include "core/sharing.hpp"
#include "core/traveller.hpp"
#include "core/worker_pool.hpp"
#include "model/origin/changes.hpp"
#include "model/origin/spec.hpp"

namespace edgecase {

/// The outcome of one request at the origin.
struct OriginAnswer {
  enum class End : std::uint8_t {
    done,
    overloaded,  ///< the queue was full
    shed,        ///< it waited too long in the queue, or made room for a more important request
    expired,     ///< its deadline passed while it waited
    timeout,     ///< the caller gave up before it was done
    down,
    error
  };
  End end = End::done;
  Duration waited{};  ///< in queues
  Duration served{};  ///< in service (with processor sharing: until done)
  Instant ready{};    ///< when the response is sent
};

/// What is asked of an origin.
struct OriginCall {
  std::uint64_t number = 0;  ///< of the request: keys its service time
  std::uint32_t trial = 1;   ///< which time it is sent: keys whether it fails
  std::uint8_t priority = 0;
  Instant deadline = Instant::max();  ///< when the caller gives up
  std::uint32_t weight = 0;           ///< requests that it counts for in given_up()
};

/// Requests that queues gave up on, whether or not their callers still waited.
struct GivenUp {
  std::uint64_t shed = 0;     ///< by controlled delay, or displaced by a more important request
  std::uint64_t expired = 0;  ///< dropped by a worker after their deadline
};

class Origin {
 public:
  Origin(const OriginSpec& spec, Engine& engine, std::uint64_t seed, std::uint64_t replication);

  /// The outcome of a request that arrives now, if it is known on arrival: a single
  /// first-come-first-served pool.
  std::optional<OriginAnswer> known(const OriginCall& call);
  /// The same for any series of pools; a coroutine.
  Step<OriginAnswer> produce(OriginCall call);

  /// Background requests in (from, to], a Poisson stream with this rate, without individual
  /// outcomes. They only affect a single first-come-first-served pool.
  void flood(Instant from, Instant to, double rate);
  bool feels_floods() const { return up_ && pools_.size() == 1 && pools_.front().fcfs; }

  /// Goes down; requests in progress are lost.
  void apply(const OriginFails& change);
  /// One of its outages is over; it is up once all of them are.
  void apply(const OriginRecovers& change);
  void apply(const OriginState& state);
  /// This share of each pool's workers is gone until then, the soonest free first. Of pools with
  /// processor sharing and of unlimited workers, none.
  void lose_workers(double share, Instant until);
  /// Whether it refuses requests while it is down, instead of not responding.
  bool refuses() const { return refuses_; }
  /// Changes whenever requests in progress are lost.
  std::uint32_t epoch() const { return static_cast<std::uint32_t>(failures_.size()); }
  /// Whether a request that entered in this epoch and would be ready then was lost to a failure.
  bool lost(std::uint32_t epoch, Instant ready) const {
    return epoch < failures_.size() && failures_[epoch] < ready;
  }

  const GivenUp& given_up() const { return given_up_; }
  /// Whether requests share the workers of the first pool instead of waiting for one.
  bool shares_workers() const { return pools_.front().sharing != nullptr; }

  /// Total worker time used so far, over all pools.
  Duration work() const { return work_; }

  Engine& engine() { return engine_; }

 private:
  struct Pool {
    Pool(const PoolSpec& spec, bool deadlines, Engine& engine, Stream draws);
    QuantileTable service;
    Stream draws;
    Count workers;
    Count queue;
    // One of these; none: unlimited workers.
    std::optional<ServerPool> fcfs;
    std::unique_ptr<WorkerPool> queued;
    std::unique_ptr<SharingStation> sharing;
    Duration draw(std::uint64_t number) const;
  };
  OriginAnswer arrive(Pool& pool, std::uint64_t number);
  // One pool's part of an answer, for pools that need the engine.
  Step<OriginAnswer> share(Pool& pool, std::uint64_t number);
  Step<OriginAnswer> queue(Pool& pool, OriginCall call);
  Traveller restore(WorkerPool& pool, std::int64_t workers, Instant at);
  Duration service_of(const Pool& pool, std::uint64_t number) const;
  /// What it answers after its work.
  OriginAnswer::End end_of(std::uint64_t number, std::uint32_t trial) const;

  Engine& engine_;
  std::vector<Pool> pools_;
  bool up_ = true;
  bool refuses_ = true;
  int outages_ = 0;  // that it is under
  std::vector<Instant> failures_;
  Duration work_{};
  GivenUp given_up_;
  OriginState state_{};
  bool impaired_ = false;
  Stream error_draws_;
  Stream flood_draws_;
  std::uint64_t flooded_ = 0;
};

}  // namespace edgecase
