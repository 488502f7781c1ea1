#include "report/stress_fields.hpp"

namespace edgecase {

std::vector<Field> fields(Of<StressRow>) {
  return list<StressRow>(
      field("probe", &StressRow::probe, "what is done to the scenario"),
      field("gave_way", &StressRow::gave_way, "the resource that gave way, or \"nothing\""),
      field("failed", &StressRow::failed, "share of requests that fail under it"),
      field("failed_more", &StressRow::failed_more, "change of that share"),
      field("latency_ms", &StressRow::latency_ms, "p99 under it"),
      field("latency_more_ms", &StressRow::latency_more_ms, "change of p99"),
      field("cost_more", &StressRow::cost_more, "dollars a month"),
      field("broken", &StressRow::broken, "objectives that fail under it, and did not before"),
      field("question", &StressRow::question, "what an interviewer would ask about it"));
}

std::vector<Field> fields(Of<BreakingPoint>) {
  return list<BreakingPoint>(
      field("load", &BreakingPoint::load, "times the scenario's load"),
      field("objective", &BreakingPoint::objective, "the first that fails"),
      field("gave_way", &BreakingPoint::gave_way, "the resource that gave way"),
      field("tried", &BreakingPoint::tried, "the highest load that was tried"),
      field("found", &BreakingPoint::found, "whether one fails up to there, in every replication"));
}

std::vector<Field> fields(Of<StressResult>) {
  return list<StressResult>(
      field("tool_version", &StressResult::tool_version, "of edgecase"),
      field("scenario", &StressResult::scenario, "its name"),
      field("title", &StressResult::title, "its title"),
      field("seed", &StressResult::seed, "of the random numbers"),
      field("replications", &StressResult::replications, "of each probe"),
      field("base_failed", &StressResult::base_failed,
            "share of requests that fail without probes"),
      field("base_latency_ms", &StressResult::base_latency_ms, "p99 without probes"),
      field("base_cost", &StressResult::base_cost, "dollars a month without probes"),
      field("base_broken", &StressResult::base_broken, "objectives that fail without probes"),
      field("probes", &StressResult::rows, "by damage, the worst first"),
      field("skipped", &StressResult::skipped, "probes that this scenario has nothing for"),
      field("breaking_point", &StressResult::breaking, "at most one"),
      field("simulated_requests", &StressResult::simulated_requests, "in all runs"));
}

}  // namespace edgecase
