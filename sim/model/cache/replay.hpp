#pragma once
// Replays a sequence of requests on one cache, without time: hits, misses, evictions.
//
// Assumes: nothing expires; an object keeps its size while cached.
// Units: sizes in bytes. Memory: 4 bytes per object of the sequence and what bench_cache prints per
// cached object. Not modelled: latency, freshness. Oracle: tests/oracles/cache_traces.cpp.

#include <cstdint>
#include <memory>
#include <span>

#include "model/cache/admission.hpp"
#include "model/cache/policy.hpp"
#include "model/cache/spec.hpp"

namespace edgecase {

struct ReplayRequest {
  static constexpr std::uint32_t never = UINT32_MAX;

  std::uint32_t object;            ///< dense from 0
  std::uint32_t next_use = never;  ///< index of the next request for it; read by belady alone
  std::int64_t size = 1;           ///< 0 … CacheNode::max_size
};

struct ReplayCounts {
  std::uint64_t requests = 0;
  std::uint64_t misses = 0;
  std::uint64_t bytes = 0;         ///< requested
  std::uint64_t missed_bytes = 0;  ///< of these, not served from the cache
  std::uint64_t evictions = 0;
};

/// The final state of a replay's cache.
struct ReplayHoldings {
  std::uint32_t objects = 0;
  std::uint32_t ghosts = 0;     ///< evicted objects that the policy remembers
  std::int64_t bytes = 0;       ///< content
  std::size_t bookkeeping = 0;  ///< memory for objects, ghosts and the policy's own tables
  std::size_t index = 0;        ///< memory of the table from object to node
};

/// The replay of one policy; defined in the policy's own file so that its loop avoids dynamic
/// dispatch.
class ReplayRun {
 public:
  virtual ~ReplayRun() = default;
  virtual void run(std::span<const ReplayRequest> requests) = 0;
  virtual const ReplayCounts& counts() const = 0;
  virtual ReplayHoldings holdings() const = 0;
};

class Replay {
 public:
  /// `objects`: their number; every request is for one below it. `seed`: for random choices.
  Replay(const PolicyChoice& policy, const AdmissionChoice& admission, CacheLimits limits,
         std::uint32_t objects, std::uint64_t seed);

  /// May be called repeatedly with consecutive parts of the sequence.
  void run(std::span<const ReplayRequest> requests) { run_->run(requests); }
  const ReplayCounts& counts() const { return run_->counts(); }
  ReplayHoldings holdings() const { return run_->holdings(); }

 private:
  std::unique_ptr<ReplayRun> run_;
};

}  // namespace edgecase
