#pragma once
// The counters of requests: by route and region of the user, by PoP, and by stretch of time.

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/histogram.hpp"
#include "measure/merge_rules.hpp"
#include "measure/stage.hpp"
#include "model/cache/tier_meter.hpp"
#include "model/compute/function_meter.hpp"

namespace edgecase {

/// One route in one region.
struct Cell {
  StageHistogram<stage_count> latency;  ///< until the last byte, with the time per stage
  CountHistogram first_byte;
  CountHistogram outdated_age;  ///< of stale answers: since when the origin had something newer
  std::uint64_t requests = 0;
  std::array<std::uint64_t, failure_count> failures{};  ///< [none] stays 0
  WideSum failure_ns;       ///< until users knew that it failed, summed over failures
  std::uint64_t bytes = 0;  ///< of answers to users
  std::uint64_t edge_hits = 0;
  std::uint64_t edge_hit_bytes = 0;
  std::array<std::uint64_t, cache_status_count> statuses{};  ///< of answers
  std::array<TierMeter, cache_level_count> tiers{};          ///< of [edge] only `kept`
  /// Requests to the origin, by the cache that asked (of uncacheable content: edge) and the cause.
  std::array<std::array<FetchMeter, fetch_cause_count>, cache_level_count> fetches{};
  std::uint64_t origin_requests = 0;
  std::uint64_t origin_again = 0;      ///< further sub-requests of requests already counted there
  std::uint64_t origin_unchanged = 0;  ///< of those, answered by 304: the copy is still valid
  std::uint64_t origin_bytes = 0;      ///< origin -> edge network
  std::uint64_t origin_refused = 0;    ///< of all of those: it was overloaded or down
  std::uint64_t origin_waited = 0;     ///< of those that it accepted: found no free worker
  WideSum origin_wait_ns;
  FunctionCounts functions;
  std::uint64_t connections = 0;
  std::uint64_t resolver_queries = 0;
  std::uint64_t resolver_misses = 0;
  std::uint64_t retries = 0;
  std::uint64_t denied = 0;        ///< rightly refused by an access gate
  std::uint64_t overage = 0;       ///< let through above a quota
  std::uint64_t told_to_wait = 0;  ///< refused by a limit or a quota, with a Retry-After
  WideSum told_wait_ns;            ///< in it, summed
  std::uint64_t challenged = 0;    ///< requests whose user was challenged

  TierMeter& tier(CacheLevel level) { return tiers[static_cast<std::size_t>(level)]; }
  const TierMeter& tier(CacheLevel level) const { return tiers[static_cast<std::size_t>(level)]; }
  FetchMeter& fetch(CacheLevel level, FetchCause cause) {
    return fetches[static_cast<std::size_t>(level)][static_cast<std::size_t>(cause)];
  }
  const FetchMeter& fetch(CacheLevel level, FetchCause cause) const {
    return fetches[static_cast<std::size_t>(level)][static_cast<std::size_t>(cause)];
  }
};

/// What one PoP sent to its users, by route: the bill's egress.
struct PopMeter {
  struct Answers {
    std::uint64_t requests = 0;
    std::uint64_t bytes = 0;
  };
  std::array<Answers, cache_status_count> answers{};  ///< by what the edge cache did
  std::uint64_t errors = 0;                           ///< requests that it answered with an error
  Answers& of(CacheStatus status) { return answers[static_cast<std::size_t>(status)]; }
};

/// One stretch of the measured time in one region.
struct Moment {
  std::uint64_t requests = 0;
  std::uint64_t failures = 0;
  std::uint64_t edge_hits = 0;
  std::uint64_t origin_requests = 0;
  WideSum latency_ns;       ///< summed over answers
  std::uint64_t bytes = 0;  ///< of answers to users
};

}  // namespace edgecase
