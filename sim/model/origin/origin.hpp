#pragma once
// The origin: one or more pools of workers in series, each with its own queue.
//
// Assumes: service times are independent of each other and of the object; a worker is held only
// while its own pool works on the request. A first-come-first-served pool is solved on arrival,
// without events; processor sharing and pools in series use the engine. Not modelled: keep-alive
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
#include "model/origin/changes.hpp"
#include "model/origin/spec.hpp"

namespace edgecase {

/// The outcome of one request at the origin.
struct OriginAnswer {
  enum class End : std::uint8_t { done, overloaded, down, error };
  End end = End::done;
  Duration waited{};  ///< in queues
  Duration served{};  ///< in service (with processor sharing: until done)
  Instant ready{};    ///< when the response is sent
};

class Origin {
 public:
  Origin(const OriginSpec& spec, Engine& engine, std::uint64_t seed, std::uint64_t replication);

  /// The outcome of a request that arrives now, if it is known on arrival: a single
  /// first-come-first-served pool. `number`: the request number, which keys its service time;
  /// `trial`: which time it is sent, which keys whether it fails.
  std::optional<OriginAnswer> known(std::uint64_t number, std::uint32_t trial = 1);
  /// The same for any series of pools; a coroutine.
  Step<OriginAnswer> produce(std::uint64_t number, std::uint32_t trial = 1);

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

  /// Total worker time used so far, over all pools.
  Duration work() const { return work_; }

  Engine& engine() { return engine_; }

 private:
  struct Pool {
    Pool(const PoolSpec& spec, Engine& engine, Stream draws);
    QuantileTable service;
    Stream draws;
    Count workers;
    Count queue;
    std::optional<ServerPool> fcfs;  // absent: processor sharing, or unlimited workers
    std::unique_ptr<SharingStation> sharing;
    Duration draw(std::uint64_t number) const;
  };
  OriginAnswer arrive(Pool& pool, std::uint64_t number);
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
  OriginState state_{};
  bool impaired_ = false;
  Stream error_draws_;
  Stream flood_draws_;
  std::uint64_t flooded_ = 0;
};

}  // namespace edgecase
