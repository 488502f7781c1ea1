#pragma once
// Harm against speed: a scenario's changes, shipped by one step plan after the other, as they are
// and as good changes.
//
//   const edgecase::CurveResult result = edgecase::change_curve(*loaded.scenario, {.replications =
//   3}); std::cout << edgecase::render(result, edgecase::Format::text);

#include <cstdint>
#include <string>
#include <vector>

#include <edgecase/load.hpp>
#include <edgecase/report.hpp>
#include <edgecase/result.hpp>
#include <edgecase/run.hpp>

namespace edgecase {

/// One step plan.
struct CurveRow {
  std::string plan = {};       ///< 1/10/100%, 10 min each: shares of PoPs
  Estimate failed = {};        ///< requests that fail because of the changes as they are, of one go
  Estimate users = {};         ///< share of users harmed
  Estimate harm_s = {};        ///< from the first harmed request until undone; NaN: never undone
  double undone = 0;           ///< share of the runs in which they are undone before the end
  Estimate everywhere_s = {};  ///< until everybody has them if they are good
  Estimate false_alarms = {};  ///< share of good changes that are rolled back
  double harm_a_year = 0;      ///< requests, for the stated share of bad changes
  double most_a_week = 0;      ///< changes that can be shipped one after the other
  bool efficient = false;      ///< no other plan is both faster and less harmful
};

struct CurveResult {
  std::string tool_version = {};
  std::string scenario = {};
  std::string title = {};
  std::uint64_t seed = 0;
  std::uint64_t replications = 0;
  double bad_share = 0;
  double changes_a_year = 0;
  std::vector<CurveRow> rows = {};        ///< the fastest first
  std::vector<std::string> skipped = {};  ///< plans that do not fit into the run
  std::uint64_t simulated_requests = 0;
};

struct CurveOptions {
  double bad_share = 0.05;      ///< of all changes that are as bad as the scenario's
  double changes_a_year = 250;  ///< about one a working day
};

/// Throws Error if the scenario has no changes, Interrupted if stopped before it was finished.
CurveResult change_curve(const Scenario& scenario, const StudyOptions& options,
                         const CurveOptions& what = {});

std::string render(const CurveResult& result, Format format, const TextStyle& style = {});

}  // namespace edgecase
