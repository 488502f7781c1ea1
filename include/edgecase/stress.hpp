#pragma once
// Stress tests: a standard panel of probes on one scenario, each with the same random numbers as
// the scenario itself, and the load at which its first objective fails.
//
//   const edgecase::StressResult result = edgecase::stress(*loaded.scenario, {.replications = 3});
//   std::cout << edgecase::render(result, edgecase::Format::text);

#include <cstdint>
#include <string>
#include <vector>

#include <edgecase/load.hpp>
#include <edgecase/report.hpp>
#include <edgecase/result.hpp>
#include <edgecase/run.hpp>

namespace edgecase {

/// One probe, compared with the scenario as it is.
struct StressRow {
  std::string probe = {};     ///< load ×10
  std::string gave_way = {};  ///< the resource: origin workers; "nothing"
  Estimate failed = {};       ///< share of requests that fail under it
  Estimate failed_more = {};  ///< change of that share
  Estimate latency_ms = {};   ///< p99 under it
  Estimate latency_more_ms = {};
  Estimate cost_more = {};               ///< dollars a month
  std::vector<std::string> broken = {};  ///< objectives that fail under it, and did not before
  std::string question = {};             ///< what an interviewer would ask about it
};

/// The load at which the first objective fails.
struct BreakingPoint {
  Estimate load = {};  ///< times the scenario's
  std::string objective = {};
  std::string gave_way = {};
  double tried = 0;    ///< the highest load that was tried
  bool found = false;  ///< else nothing fails up to there
};

struct StressResult {
  std::string tool_version = {};
  std::string scenario = {};
  std::string title = {};
  std::uint64_t seed = 0;
  std::uint64_t replications = 0;
  double base_failed = 0;                     ///< share of requests that fail without any probe
  double base_latency_ms = 0;                 ///< p99
  double base_cost = 0;                       ///< dollars a month
  std::vector<std::string> base_broken = {};  ///< objectives that fail without any probe
  std::vector<StressRow> rows = {};           ///< by damage, the worst first
  std::vector<std::string> skipped = {};     ///< probes that this scenario has nothing for, and why
  std::vector<BreakingPoint> breaking = {};  ///< one, if it was asked for
  std::uint64_t simulated_requests = 0;
};

struct StressOptions {
  bool panel = true;
  bool breaking_point = false;
};

/// Throws Interrupted if stopped before it was finished, and Error if memory does not suffice.
StressResult stress(const Scenario& scenario, const StudyOptions& options,
                    const StressOptions& what = {});

std::string render(const StressResult& result, Format format, const TextStyle& style = {});

}  // namespace edgecase
