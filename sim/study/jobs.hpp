#pragma once
// Independent jobs on all cores: replications of a study, replays of a trace. Which thread runs a
// job, and when, must not matter to it.
//
// One thread, or EDGECASE_SERIAL (for platforms without threads; defined for the whole build), runs
// them in their order in the caller's thread; nothing of Asio is compiled then.

#include <atomic>
#include <cstddef>
#include <functional>

#include <edgecase/run.hpp>

namespace edgecase {

struct JobOptions {
  unsigned threads = 0;                     ///< 0: one per core
  const std::atomic<bool>* stop = nullptr;  ///< once true, no further job starts
  std::function<void(std::size_t done, std::size_t of)> progress = {};  ///< from any thread, one at
                                                                        ///< a time
};

/// Runs job(0) … job(jobs - 1). Rethrows the first exception of any of them, after which no further
/// job starts. Throws Interrupted when stopped.
void run_all(std::size_t jobs, const JobOptions& options,
             const std::function<void(std::size_t job)>& job);

}  // namespace edgecase
