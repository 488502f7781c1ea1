#pragma once
// A session of a candidate with a case: what happened, from its log; and how forecasts and claims
// of it are scored.
// The world of a run has all curveballs that were revealed before it. A forecast counts if it was
// made before the run that answers it; the last one before it counts.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "practice/claim.hpp"
#include "practice/score/calibration.hpp"
#include "practice/session_log.hpp"

namespace edgecase {

struct SessionForecast {
  std::string name;
  double lo = 0;
  double hi = 0;
  std::optional<double> best;
  std::size_t line = 0;            ///< of the log
  std::size_t revised = 0;         ///< how often it was changed
  std::optional<std::size_t> run;  ///< that answers it
  std::optional<double> outcome;
};

struct SessionRun {
  std::size_t line = 0;
  std::string at;
  std::string design;  ///< text of design.yaml
  std::vector<std::string> curveballs;
  double points = 0;  ///< of rows
  Json rows;          ///< as logged
};

struct Session {
  std::string case_name;  ///< as it was started: a name, or a path
  std::string digest;     ///< of the case's text
  std::string candidate;
  std::size_t variant = 0;
  std::vector<SessionRun> runs;
  std::vector<SessionForecast> forecasts;
  std::vector<Json> claims;  ///< as logged
  std::vector<std::string> curveballs;
  std::vector<std::string> asked;  ///< topics that were answered
  std::size_t hints = 0;
  double prices = 0;  ///< points that facts and hints cost
  bool submitted = false;
  double submitted_claims = 0;  ///< points of claims, measured on the submitted design
  double total = 0;             ///< of the submission
  WorkedTime worked;
  std::vector<std::size_t> runs_at;  ///< number of runs when each curveball was revealed

  CaseStage stage() const { return {variant, curveballs, {}, false}; }
};

Session session_of(const SessionLog& log, std::optional<std::int64_t> now = std::nullopt);

/// Whether this forecast can still be made; empty: it can. Else why not.
std::string forecast_closed(const Session& session, const ForecastSpec& spec);

/// The next curveball that may be revealed; `wait` says what is missing before it. Null: none is
/// left.
const CurveballSpec* next_curveball(const Session& session, const CaseSpec& spec,
                                    std::string& wait);

/// The scale and the ignorant interval of a forecast, in the unit of its quantity.
ForecastScale scale_of(const ForecastSpec& spec, std::string_view unit);
IntervalForecast ignorant_of(const ForecastSpec& spec, std::string_view unit);

/// The fact that a question is about; null: none.
const FactSpec* fact_about(const CaseSpec& spec, const std::string& question);

}  // namespace edgecase
