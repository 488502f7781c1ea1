#pragma once
// What a study will take, estimated from its plan before it begins: requests, processor time and
// memory.
//
// Assumes: the rates of the plan, routes as at the start, the longest warm-up that a scenario
// states (one that it leaves to the default may be doubled). Error: requests within chance; time
// and memory of the shipped scenarios within a factor of 2 (docs/PERFORMANCE.md says what was
// measured), on a machine like the one named there.
// Not modelled: retries, requests that overload holds up, purges of single objects, events of
// floods, memory of guards and of functions' instances.

#include <optional>

#include "plan/blueprint.hpp"
#include "study/study.hpp"

namespace edgecase {

struct StudyEstimate {
  double replications = 0;
  double runs = 0;          ///< of each replication: counterfactuals are further ones
  double requests = 0;      ///< simulated, in all runs of all replications
  double cpu_s = 0;         ///< processor time, of all threads
  double shared_bytes = 0;  ///< whatever the number of threads
  double thread_bytes = 0;  ///< of each run under way

  double bytes(double threads) const { return shared_bytes + threads * thread_bytes; }
};

StudyEstimate estimate_of(const Blueprint& plan, const StudyOptions& options);

/// How many of its replications run at once.
double threads_of(const StudyOptions& options);

/// The largest share of objects (1, 2 or 5 times a power of ten) with which the study takes no more
/// memory than this, on one thread. Nothing: none does, or the scenario cannot be sampled.
std::optional<double> sample_that_fits(const Blueprint& plan, const StudyOptions& options,
                                       double bytes);

}  // namespace edgecase
