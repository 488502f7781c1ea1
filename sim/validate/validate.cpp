#include "validate/validate.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include <edgecase/error.hpp>

#include "core/check.hpp"
#include "load/text/render.hpp"
#include "measure/statistics.hpp"
#include "scenario/setting.hpp"
#include "study/summary.hpp"
#include "validate/cache_forecast.hpp"

namespace edgecase {
namespace {

constexpr std::size_t least_replications = 10;
constexpr std::size_t least_forecast_replications = 3;
constexpr std::size_t most_forecast_replications = 24;

std::shared_ptr<const Blueprint> plan_of(const Oracle& oracle, const Catalogue& catalogue) {
  const auto file = catalogue.find("lab", oracle.scenario);
  if (!file) throw Error("the lab scenario `" + oracle.scenario + "` is missing");
  Diagnostics diagnostics;
  auto setting = open_scenario(*file, oracle.overrides, catalogue, diagnostics);
  std::shared_ptr<const Blueprint> plan;
  if (setting) plan = plan_study(std::move(*setting), diagnostics);
  if (!plan) throw Error("a lab scenario is invalid:\n" + render_text(diagnostics));
  return plan;
}

Outcome outcome_of(const Interval& measured, double expected, double tolerance) {
  if (!measured.known() || measured.half_width() > tolerance) return Outcome::inconclusive;
  const auto degrees = static_cast<double>(measured.count - 1);
  const double t = student_t_quantile(0.5 + default_confidence / 2, degrees);
  const double three_errors = 3 * measured.half_width() / t;
  const double off = std::abs(measured.mean - expected);
  return off <= std::max(tolerance, three_errors) ? Outcome::pass : Outcome::fail;
}

OracleRow validated_row(const Expectation& expectation, const Runs& runs) {
  IndicatorProblem problem;
  const auto indicator = parse_indicator(expectation.metric, *runs.plan, problem);
  EC_CHECK(indicator.has_value(), "an oracle refers to an unknown metric");
  std::vector<double> values;
  for (const Replication& replication : runs.replications) {
    values.push_back(MetricReader(replication, *runs.plan)(*indicator));
  }
  const Interval measured = mean_interval(values);
  const double scale = expectation.relative ? std::abs(expectation.expected) : 1;
  return {.id = expectation.id,
          .title = expectation.title,
          .metric = expectation.metric,
          .unit = std::string(indicator->family->unit),
          .tolerance = expectation.relative ? fmt::format("{:g}%", expectation.tolerance * 100)
                                            : fmt::format("{:g}", expectation.tolerance),
          .expected = expectation.expected,
          .measured = estimate_of(measured),
          .error = (measured.mean - expectation.expected) / scale,
          .outcome = outcome_of(measured, expectation.expected, expectation.tolerance * scale)};
}

bool is_wanted(const Oracle& oracle, std::span<const std::string> ids) {
  return ids.empty() ||
         std::ranges::any_of(oracle.expectations, [&](const Expectation& expectation) {
           return std::ranges::find(ids, expectation.id) != ids.end();
         });
}

}  // namespace

ValidationRun run_oracle(const Oracle& oracle, const Catalogue& catalogue,
                         const StudyOptions& options) {
  StudyOptions enough = options;
  enough.replications = std::max(options.replications, least_replications);
  enough.precision = 0;
  const Runs runs = replicate(plan_of(oracle, catalogue), enough);
  ValidationRun done;
  for (const Expectation& expectation : oracle.expectations) {
    done.rows.push_back(validated_row(expectation, runs));
  }
  for (const Replication& replication : runs.replications) {
    done.simulated_requests += replication.seen.simulated_requests;
  }
  return done;
}

namespace {

Expectation expectation_of(const std::string& scenario, const CacheForecast& forecast) {
  return {std::string(forecast_id),
          scenario + ", " + forecast.route + ": fresh at the edge",
          "answers.share{status=hit,route=" + forecast.route + "}",
          forecast.fresh,
          0.01,
          false};
}

/// Runs a scenario until its intervals are conclusive, or that would take too long.
void hold_forecasts(const std::shared_ptr<const Blueprint>& plan,
                    const std::vector<Expectation>& expected, const StudyOptions& options,
                    ValidationRun& done) {
  StudyOptions some = options;
  some.progress = nullptr;
  std::vector<OracleRow> rows;
  for (some.replications = least_forecast_replications;
       some.replications <= most_forecast_replications; some.replications *= 2) {
    const Runs runs = replicate(plan, some);
    for (const Replication& replication : runs.replications)
      done.simulated_requests += replication.seen.simulated_requests;
    rows.clear();
    for (const Expectation& one : expected) rows.push_back(validated_row(one, runs));
    const auto open = [](const OracleRow& row) { return row.outcome == Outcome::inconclusive; };
    if (std::ranges::none_of(rows, open)) break;
  }
  std::ranges::move(rows, std::back_inserter(done.rows));
}

/// Compares the caches of the shipped scenarios with theory.
void add_forecasts(const Catalogue& catalogue, const StudyOptions& options, ValidationRun& done) {
  for (const std::string& name : catalogue.names(".")) {
    const auto file = catalogue.find(".", name);
    Diagnostics diagnostics;
    auto setting = open_scenario(*file, {}, catalogue, diagnostics);
    const auto plan = setting ? plan_study(std::move(*setting), diagnostics) : nullptr;
    if (!plan) throw Error("a shipped scenario is invalid:\n" + render_text(diagnostics));
    std::vector<Expectation> expected;
    for (const CacheForecast& forecast : cache_forecasts(*plan)) {
      if (forecast.why_not.empty()) {
        expected.push_back(expectation_of(name, forecast));
      } else {
        done.not_forecast.push_back({name, forecast.route, forecast.why_not});
      }
    }
    if (expected.empty()) continue;
    hold_forecasts(plan, expected, options, done);
  }
}

}  // namespace

ValidationRun validate(const Catalogue& catalogue, std::span<const std::string> ids,
                       const StudyOptions& options) {
  const std::vector<Oracle> all = shipped_oracles();
  const auto count = static_cast<std::size_t>(
      std::ranges::count_if(all, [&](const Oracle& oracle) { return is_wanted(oracle, ids); }));
  StudyOptions own = options;
  own.progress = nullptr;
  ValidationRun done;
  std::size_t finished = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!is_wanted(all[i], ids)) continue;
    own.seed = options.seed + i;
    ValidationRun one = run_oracle(all[i], catalogue, own);
    done.simulated_requests += one.simulated_requests;
    for (OracleRow& row : one.rows) done.rows.push_back(std::move(row));
    if (options.progress) options.progress(++finished, count);
  }
  if (ids.empty() || std::ranges::find(ids, forecast_id) != ids.end())
    add_forecasts(catalogue, options, done);
  return done;
}

}  // namespace edgecase
