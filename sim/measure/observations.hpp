#pragma once
// What one replication saw: integer counters and histograms, by route and region of the user. Plain
// values that merge exactly in any order; every headline is computed from them afterwards.
//
// A request belongs to the moment of its arrival: it counts if it arrived inside the measured time,
// whenever its answer came.

#include <array>
#include <cstdint>
#include <vector>

#include <edgecase/units.hpp>

#include "core/histogram.hpp"
#include "measure/access_meter.hpp"
#include "measure/attack_meter.hpp"
#include "measure/stage.hpp"

namespace edgecase {

/// What a cache above the edge was asked, and sent down.
struct TierMeter {
  std::uint64_t requests = 0;
  std::uint64_t hits = 0;
  std::uint64_t bytes = 0;      ///< to the place below it
  std::uint64_t hit_bytes = 0;  ///< of those, from its own copies
  std::uint64_t kept = 0;       ///< answers from above that it keeps from now on
  void merge(const TierMeter& other);
};

/// What the origin was asked by one kind of cache, for one reason.
struct FetchMeter {
  std::uint64_t requests = 0;
  std::uint64_t bytes = 0;  ///< that it sent
  void merge(const FetchMeter& other);
};

/// Requests that a function was asked to answer.
struct FunctionCounts {
  std::uint64_t requests = 0;
  std::uint64_t cold = 0;      ///< of those, an instance was started for them
  std::uint64_t victims = 0;   ///< of those, waited for an instance that started for another
  std::uint64_t start_ns = 0;  ///< waited for starts, summed
  void merge(const FunctionCounts& other);
};

/// What one function did in one place, for the bill and for who asks where it is cold.
struct FunctionUse {
  std::int64_t requests = 0;
  std::int64_t cold = 0;  ///< of those, an instance was started for them
  std::int64_t sub_requests = 0;
  std::int64_t cpu_ns = 0;
  std::int64_t billed_ns = 0;       ///< time that its platform bills, rounded as it does
  std::int64_t provisioned_ns = 0;  ///< of instances that stood ready all the time
  std::int64_t alive_ns = 0;        ///< of all instances, summed
  std::int64_t starting_ns = 0;     ///< that requests waited for starts, summed
  void merge(const FunctionUse& other);
};

/// One route in one region.
struct Cell {
  StageHistogram<stage_count> latency;  ///< until the last byte, with the time per stage
  CountHistogram first_byte;
  CountHistogram outdated_age;  ///< of answers that were not true any more: since when
  std::uint64_t requests = 0;
  std::array<std::uint64_t, failure_count> failures{};  ///< [none] stays 0
  std::uint64_t failure_ns = 0;  ///< until users knew that it failed, summed over failures
  std::uint64_t bytes = 0;       ///< of answers to users
  std::uint64_t edge_hits = 0;
  std::uint64_t edge_hit_bytes = 0;
  std::array<std::uint64_t, cache_status_count> statuses{};  ///< of answers
  std::array<TierMeter, cache_level_count> tiers{};          ///< of [edge] only `kept`
  /// Requests to the origin, by who asked (of what is not cached: edge) and why.
  std::array<std::array<FetchMeter, fetch_cause_count>, cache_level_count> fetches{};
  std::uint64_t origin_requests = 0;
  std::uint64_t origin_again = 0;      ///< further sub-requests of requests that it had seen
  std::uint64_t origin_unchanged = 0;  ///< of those, answered by 304: the copy is still valid
  std::uint64_t origin_bytes = 0;      ///< origin -> edge network
  std::uint64_t origin_waited = 0;     ///< found no free worker
  std::uint64_t origin_wait_ns = 0;
  FunctionCounts functions;
  std::uint64_t connections = 0;
  std::uint64_t resolver_queries = 0;
  std::uint64_t resolver_misses = 0;
  std::uint64_t retries = 0;
  std::uint64_t denied = 0;        ///< answers that said no at a gate
  std::uint64_t overage = 0;       ///< let through above a quota
  std::uint64_t told_to_wait = 0;  ///< refused by a limit or a quota, with a Retry-After
  std::uint64_t told_wait_ns = 0;  ///< in it, summed
  std::uint64_t challenged = 0;    ///< requests whose user had to prove to be a person

  TierMeter& tier(CacheLevel level) { return tiers[static_cast<std::size_t>(level)]; }
  const TierMeter& tier(CacheLevel level) const { return tiers[static_cast<std::size_t>(level)]; }
  FetchMeter& fetch(CacheLevel level, FetchCause cause) {
    return fetches[static_cast<std::size_t>(level)][static_cast<std::size_t>(cause)];
  }
  const FetchMeter& fetch(CacheLevel level, FetchCause cause) const {
    return fetches[static_cast<std::size_t>(level)][static_cast<std::size_t>(cause)];
  }
  void merge(const Cell& other);
};

/// What one PoP sent to its users, by route: the bill's egress.
struct PopMeter {
  struct Answers {
    std::uint64_t requests = 0;
    std::uint64_t bytes = 0;
  };
  std::array<Answers, cache_status_count>
      answers{};             ///< by what the edge cache had to do with them
  std::uint64_t errors = 0;  ///< requests that it answered with an error
  Answers& of(CacheStatus status) { return answers[static_cast<std::size_t>(status)]; }
  void merge(const PopMeter& other);
};

/// One stretch of the measured time in one region.
struct Moment {
  std::uint64_t requests = 0;
  std::uint64_t failures = 0;
  std::uint64_t edge_hits = 0;
  std::uint64_t origin_requests = 0;
  std::uint64_t latency_ns = 0;  ///< summed over answers
  std::uint64_t bytes = 0;       ///< of answers to users
  void merge(const Moment& other);
};

struct Observations {
  Observations(std::size_t routes, std::size_t regions, std::size_t pops, std::size_t moments,
               std::size_t phases = 1, std::size_t attacks = 0);

  /// Of one phase of the month (measure/phases.hpp).
  Cell& cell(std::size_t phase, std::size_t route, std::size_t region) {
    return cells[(phase * routes + route) * regions + region];
  }
  const Cell& cell(std::size_t phase, std::size_t route, std::size_t region) const {
    return cells[(phase * routes + route) * regions + region];
  }
  /// The same of attackers' requests, each counted as often as it stands for: no latencies.
  Cell& bot_cell(std::size_t phase, std::size_t route, std::size_t region) {
    return bot_cells[(phase * routes + route) * regions + region];
  }
  PopMeter& bot_meter(std::size_t phase, std::size_t pop, std::size_t route) {
    return bot_meters[(phase * pops + pop) * routes + route];
  }
  PopMeter& meter(std::size_t phase, std::size_t pop, std::size_t route) {
    return meters[(phase * pops + pop) * routes + route];
  }
  const PopMeter& meter(std::size_t phase, std::size_t pop, std::size_t route) const {
    return meters[(phase * pops + pop) * routes + route];
  }
  /// All phases together.
  Cell cell(std::size_t route, std::size_t region) const;
  PopMeter meter(std::size_t pop, std::size_t route) const;
  Moment& moment(std::size_t slot, std::size_t region) { return timeline[slot * regions + region]; }
  const Moment& moment(std::size_t slot, std::size_t region) const {
    return timeline[slot * regions + region];
  }
  void merge(const Observations& other);
  /// What was seen is told as if it had been seen so many times, but for what was done to see it
  /// and what concerns no single requests. Requires: no functions, no attacks.
  void stand_for(std::uint64_t times);
  /// Of all answered requests together.
  CountHistogram all_latencies() const;

  std::size_t routes, regions, pops, moments, phases;
  std::vector<Cell> cells;
  std::vector<PopMeter> meters;
  std::vector<Cell> bot_cells;  ///< none without attacks
  std::vector<PopMeter> bot_meters;
  std::vector<AttackMeter> attacks;  ///< in the order of the scenario
  PressureMeter pressure;
  AccessMeter access;
  std::vector<BesiegedMeter> besieged;  ///< by region: people while attacks lasted
  std::vector<Moment> timeline;
  std::vector<std::vector<FunctionUse>> functions;  ///< by function of the design, then by place
  /// The same in each phase, as far as the bill needs it; none where there is one phase.
  std::vector<std::vector<std::vector<FunctionUse>>> functions_by_phase;
  CountHistogram without_cold_starts;  ///< the same requests' latency, had no start taken time
  /// Purges: from the request until 50%, 99% and all of the PoPs had carried it out.
  std::array<CountHistogram, 3> purge_reach;
  std::vector<std::uint64_t> purges;     ///< asked for in the measured time, by phase and route
  std::uint64_t simulated_requests = 0;  ///< warm-up included
  std::uint64_t events = 0;
  std::uint64_t cached_objects = 0;  ///< at the end
  std::uint64_t cached_bytes = 0;    ///< at the end, without reserves
};

}  // namespace edgecase
