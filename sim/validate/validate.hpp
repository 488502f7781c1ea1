#pragma once
// `edgecase validate`: the shipped lab scenarios against what theory says of them, run like any
// other scenario.
//
// Each oracle is a scenario of scenarios/lab, perhaps with overrides, and the metrics whose value
// is known (closed_forms.hpp). A row passes if the mean over at least 10 replications lies within
// its tolerance, or within 3 standard errors; where the interval (95%) is itself wider than the
// tolerance to each side, the row is inconclusive, never a pass.
// Units: those of the metric (ms, shares).
// Errors: Error when a lab scenario is missing or refused; Interrupted.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <edgecase/result.hpp>

#include "load/catalogue.hpp"
#include "study/study.hpp"

namespace edgecase {

/// What one metric of a run must be.
struct Expectation {
  std::string id;     ///< Q01
  std::string title;  ///< M/M/1 at 80%: mean time in the system
  std::string metric;
  double expected = 0;
  double tolerance = 0;
  bool relative = true;  ///< the tolerance is a part of `expected`
};

/// One run and what is known about it.
struct Oracle {
  std::string scenario;  ///< name under scenarios/lab
  std::vector<std::string> overrides;
  std::vector<Expectation> expectations;
};

/// What was expected, what came out.
struct OracleRow {
  std::string id;
  std::string title;
  std::string metric;
  std::string unit;
  std::string tolerance;  ///< 2%; 0.003
  double expected = 0;
  Estimate measured;
  double error = 0;  ///< measured - expected; a part of `expected` where the tolerance is
  Outcome outcome = Outcome::inconclusive;
};

/// The id of the rows that hold the edge caches of the shipped scenarios against theory
/// (cache_forecast.hpp): the share of fresh answers, within 0.01.
inline constexpr std::string_view forecast_id = "CHE";

/// A route of a shipped scenario whose cache theory says nothing about.
struct NotForecast {
  std::string scenario;
  std::string route;
  std::string why;
};

/// The rows of some oracles, and how many requests were simulated for them.
struct ValidationRun {
  std::vector<OracleRow> rows;
  std::vector<NotForecast> not_forecast;
  std::uint64_t simulated_requests = 0;
};

/// Everything that `edgecase validate` checks, in the order of the ids.
std::vector<Oracle> shipped_oracles();

/// Runs one oracle; `options.replications` below 10 count as 10, `precision` is not used.
ValidationRun run_oracle(const Oracle& oracle, const Catalogue& catalogue,
                         const StudyOptions& options);

/// Runs the shipped oracles with these ids; all of them if none is given. Each meets a fate of its
/// own (the seed plus its place in the table), so that their errors are independent. Progress
/// counts oracles.
ValidationRun validate(const Catalogue& catalogue, std::span<const std::string> ids,
                       const StudyOptions& options);

}  // namespace edgecase
