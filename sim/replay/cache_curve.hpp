#pragma once
// Miss-ratio curves: replays one trace for each pair of policy and capacity, in parallel.
// Deterministic in (trace, policies, capacities, seed) except for the run time.
//
// Memory: the trace (trace.hpp), 4 more bytes per request if a policy looks ahead, and the caches
// of concurrent replays. Not modelled: freshness, latency; a miss is filled immediately. Errors:
// throws Interrupted when stopped.

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "load/trace/trace.hpp"
#include "measure/statistics.hpp"
#include "model/cache/admission.hpp"
#include "model/cache/replay.hpp"
#include "replay/cache_capacity.hpp"

namespace edgecase {

/// The first part of a trace, which fills the caches and is not counted. Both 0: none.
struct WarmUp {
  double share = 0;            // of the requests, below 1
  std::uint64_t requests = 0;  // or this many requests
  std::uint64_t of(std::uint64_t all) const {
    return share > 0 ? static_cast<std::uint64_t>(share * static_cast<double>(all)) : requests;
  }
};

struct CacheCurveOptions {
  std::uint64_t seed = 42;
  unsigned threads = 0;  // 0: one per core
  double sample = 0;     // share of objects to replay, at most 0.5; 0: all
  WarmUp warm_up = {};   // requires: sample == 0, and less than the whole trace
  const std::atomic<bool>* stop = nullptr;
  std::function<void(std::size_t done, std::size_t of)> progress = {};  // called from any thread
};

struct CacheCurvePoint {
  std::string policy;        // as it was written
  std::string capacity;      // as it was written
  CacheLimits limits;        // of the whole trace
  ReplayCounts counts = {};  // of the whole trace; estimated if sampled
  Interval miss_ratio = {};  // zero width if not sampled
  Interval byte_miss_ratio = {};
  double replayed = 0;  // requests, all samples together, warm-up included: those of `seconds`
  double seconds = 0;   // CPU time on one core
};

/// With fewer objects in a sample's cache, halving it does not reveal the finite-size error.
constexpr double fewest_sampled_objects = 30;

struct SampleNote {
  double share = 0;
  std::size_t samples = 0;
  double fewest_objects = 0;  // in a sample's smallest cache, by their mean size
};

struct CacheCurve {
  std::vector<CacheCurvePoint> points;  // policy by policy, in the order given
  std::optional<SampleNote> sample;
};

struct NamedPolicy {
  std::string text;
  PolicyChoice policy;
};
struct NamedCapacity {
  std::string text;
  CacheCapacity capacity;
};

CacheCurve cache_curve(const Trace& trace, const std::vector<NamedPolicy>& policies,
                       const AdmissionChoice& admission,
                       const std::vector<NamedCapacity>& capacities,
                       const CacheCurveOptions& options = {});

}  // namespace edgecase
