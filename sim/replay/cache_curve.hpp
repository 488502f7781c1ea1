#pragma once
// What caches of several policies and sizes make of one trace: a row for each pair, replayed in
// parallel. Deterministic in (trace, policies, capacities, seed) but for the seconds it took.
//
// Memory: the trace (trace.hpp), 4 bytes a request more where a policy looks ahead, and what each
// replay at work needs. Not modelled: freshness, latency; a miss is filled at once.
// Errors: none of its own; throws Interrupted (study/jobs.hpp) when told to stop.

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

struct CacheCurveOptions {
  std::uint64_t seed = 42;
  unsigned threads = 0;  // 0: one per core
  double sample = 0;     // share of the objects that is replayed, at most 0.5; 0: all
  const std::atomic<bool>* stop = nullptr;
  std::function<void(std::size_t done, std::size_t of)> progress = {};  // called from any thread
};

struct CacheCurvePoint {
  std::string policy;        // as it was written
  std::string capacity;      // as it was written
  CacheLimits limits;        // of the whole trace
  ReplayCounts counts = {};  // of the whole trace; estimated from the samples where it was sampled
  Interval miss_ratio = {};  // without width where nothing was sampled
  Interval byte_miss_ratio = {};
  double replayed = 0;  // requests, all samples together
  double seconds = 0;   // of processor time, one core
};

/// With fewer in a sample's cache, halving it says little about its grain.
constexpr double fewest_sampled_objects = 30;

struct SampleNote {
  double share = 0;
  std::size_t samples = 0;
  double fewest_objects = 0;  // that a sample's smallest cache holds, by their mean size
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
