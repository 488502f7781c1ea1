#pragma once
// Studies: many replications of one scenario, or of two that meet the same arrivals and faults.
// Deterministic: the same scenario, seed and number of replications give the same Result, bit for
// bit, for any number of threads.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>

#include <edgecase/error.hpp>
#include <edgecase/load.hpp>
#include <edgecase/result.hpp>

namespace edgecase {

struct StudyOptions {
  std::uint64_t seed = 42;
  std::size_t replications = 5;
  /// Add replications until the intervals of what is promised (else of p95 latency, hit ratio and
  /// cost) are this narrow, relative to their mean, to each side; 0: do not.
  double precision = 0;
  std::size_t most_replications = 400;  ///< with a precision
  unsigned threads = 0;                 ///< 0: one per core
  /// Set to true by another thread (or a signal handler) to end the study early, within 200 ms; it
  /// must outlive it.
  const std::atomic<bool>* stop = nullptr;
  /// Counts the requests simulated so far, in all runs of the study; it must outlive it. Null: they
  /// are not counted.
  std::atomic<std::uint64_t>* simulated = nullptr;
  /// Replications done, of how many; called from any thread, one call at a time.
  std::function<void(std::size_t done, std::size_t of)> progress = {};
};

/// A study stopped early by StudyOptions::stop keeps its completed replications
/// (Result::interrupted). Throws Interrupted if there are none, and Error if memory does not
/// suffice; any other exception is a bug.
Result study(const Scenario& scenario, const StudyOptions& options = {});

/// Both designs meet the same arrivals, objects and faults, so differences are taken pair by pair.
/// Stopped early, it keeps the replications that both completed; throws as study() does.
ComparisonResult compare(const Scenario& base, const Scenario& alternative,
                         const StudyOptions& options = {});

}  // namespace edgecase
