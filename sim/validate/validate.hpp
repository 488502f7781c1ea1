#pragma once
// `edgecase validate`: compares the shipped lab scenarios with closed forms.
//
// Each oracle is a scenario of scenarios/lab, possibly with overrides, and metrics with known
// values (closed_forms.hpp). A row passes if the mean over at least 10 replications is within its
// tolerance, or within 3 standard errors; if the half-width of the 95% interval exceeds the
// tolerance, the row is inconclusive, never a pass.
// Units: those of the metric (ms, shares).
// Errors: Error if a lab scenario is missing or invalid; Interrupted.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <edgecase/result.hpp>

#include "load/catalogue.hpp"
#include "study/study.hpp"

namespace edgecase {

/// The expected value of one metric of a run.
struct Expectation {
  std::string id;     ///< Q01
  std::string title;  ///< M/M/1 at 80%: mean time in the system
  std::string metric;
  double expected = 0;
  double tolerance = 0;
  bool relative = true;  ///< the tolerance is relative to `expected`
};

/// One run and its expected values.
struct Oracle {
  std::string scenario;  ///< name under scenarios/lab
  std::vector<std::string> overrides;
  std::vector<Expectation> expectations;
};

/// Expected and measured value.
struct OracleRow {
  std::string id;
  std::string title;
  std::string metric;
  std::string unit;
  std::string tolerance;  ///< 2%; 0.003
  double expected = 0;
  Estimate measured;
  double error = 0;  ///< measured - expected; relative to `expected` if the tolerance is
  Outcome outcome = Outcome::inconclusive;
};

/// The id of the rows that compare the edge caches of the shipped scenarios with theory
/// (cache_forecast.hpp): the share of fresh responses, within 0.01.
inline constexpr std::string_view forecast_id = "CHE";

/// A route of a shipped scenario without a closed form for its cache.
struct NotForecast {
  std::string scenario;
  std::string route;
  std::string why;
};

/// The rows of some oracles, and the number of simulated requests.
struct ValidationRun {
  std::vector<OracleRow> rows;
  std::vector<NotForecast> not_forecast;
  std::uint64_t simulated_requests = 0;
};

/// All oracles of `edgecase validate`, in the order of their ids.
std::vector<Oracle> shipped_oracles();

/// Runs one oracle; `options.replications` below 10 count as 10, `precision` is not used.
ValidationRun run_oracle(const Oracle& oracle, const Catalogue& catalogue,
                         const StudyOptions& options);

/// Runs the shipped oracles with these ids; all of them if none is given. Each has its own random
/// seed (the seed plus its index in the table), so that their errors are independent. Progress
/// counts oracles.
ValidationRun validate(const Catalogue& catalogue, std::span<const std::string> ids,
                       const StudyOptions& options);

}  // namespace edgecase
