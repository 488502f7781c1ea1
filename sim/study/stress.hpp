#pragma once
// What a stress test reads of each run, and how it finds the resource that gave way.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include <edgecase/stress.hpp>

#include "measure/stage.hpp"
#include "study/study.hpp"

namespace edgecase {

/// One run of one replication.
struct StressSeen {
  double failed = 0;  ///< share of requests
  double latency_ms = 0;
  double cost = 0;
  double outdated = 0;  ///< share of answers with stale content
  std::uint64_t requests = 0;
  std::array<double, failure_count> causes{};  ///< shares of requests
  std::array<double, stage_count> stages{};    ///< mean ms of an answer
  std::vector<double> promises;                ///< values, in the order of the promises
};

StressSeen seen_of(const Replication& run, const Blueprint& plan,
                   const std::vector<Promise>& promises);
/// The mean over replications; without promises.
StressSeen mean_of(const std::vector<StressSeen>& all);
/// "origin workers": what fails, or grows, the most. "nothing" within 0.01% of failed requests, 10%
/// of p99 and of the cost, 0.1% of stale answers.
std::string gave_way(const StressSeen& base, const StressSeen& probe);

/// The scenario's promises; without any, availability of at least 99.9%.
std::vector<Promise> stressed_promises(const Blueprint& plan);
bool is_kept(const Promise& promise, double value);

/// By bisection, for each replication by itself: paired runs at higher and higher loads.
BreakingPoint breaking_point(const Blueprint& plan, const StudyOptions& options,
                             std::uint64_t& simulated);

}  // namespace edgecase
