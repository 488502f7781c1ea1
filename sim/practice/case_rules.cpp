// Rules of a case that need no world: sums, names, what rows rest on.
#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "load/checker.hpp"
#include "load/explain.hpp"
#include "load/quantity_range.hpp"
#include "load/text/codes.hpp"
#include "load/text/codes_practice.hpp"
#include "load/text/path.hpp"
#include "load/text/suggest.hpp"
#include "practice/case_spec.hpp"
#include "report/regression.hpp"
#include "study/parameters.hpp"

namespace edgecase {
namespace {

/// Reports a name that none of these has.
void refer_to(const std::string& name, const std::vector<std::string>& names,
              const std::string& what, const std::string& path, Checker& checker) {
  if (std::ranges::find(names, name) != names.end()) return;
  const std::vector<std::string_view> views(names.begin(), names.end());
  checker.report(path, {code::refers_to_nothing, fmt::format("there is no {} `{}`", what, name),
                        did_you_mean(name, views), "known: " + enumerate(views)});
}

template <class T>
std::vector<std::string> names_in(const std::vector<T>& all) {
  std::vector<std::string> names;
  for (const T& one : all) names.push_back(one.name);
  return names;
}

void check_points(const CaseSpec& spec, Checker& checker) {
  double sum = spec.claims.points;
  for (const CaseRowSpec& row : spec.rows) sum += row.points;
  if (std::abs(sum - 100) > 1e-9)
    checker.report("rows", {code::points_sum,
                            fmt::format("the points of rows and claims are {:g}, not 100", sum)});
  if (spec.claims.points > 0 && spec.claims.min == 0)
    checker.report(
        "claims.points",
        {code::free_points, "points for claims, of which none is asked for", "set claims.min"});
}

/// Of which less is better: a design that does nothing would pass it.
bool is_free(const CaseRowSpec& row) {
  const bool upper = row.op == Comparison::at_most || row.op == Comparison::less;
  const std::string metric = row.indicator.substr(0, row.indicator.find('{'));
  return upper && better_when(metric) != Better::higher;
}

void check_rows(const CaseSpec& spec, Checker& checker) {
  const std::vector<std::string> names = names_in(spec.rows);
  if (spec.rows.empty())
    checker.report("rows", {code::case_open, "a case is judged by one row at least"});
  for (std::size_t i = 0; i < spec.rows.size(); ++i) {
    const CaseRowSpec& row = spec.rows[i];
    const std::string path = join_path("rows", i);
    bool rests = false;
    for (std::size_t k = 0; k < row.only_if.size(); ++k) {
      refer_to(row.only_if[k], names, "row", join_path(path + ".only_if", k), checker);
      const auto other = std::ranges::find(spec.rows, row.only_if[k], &CaseRowSpec::name);
      rests |= other != spec.rows.end() && !is_free(*other);
    }
    if (is_free(row) && !rests)
      checker.report(
          path,
          {code::free_points, fmt::format("a design that serves nothing passes `{}`", row.name),
           "less is better", "add only_if: [ROW] with a row of which more is better"});
  }
}

void check_levers(const CaseSpec& spec, Checker& checker) {
  const std::vector<std::string> known = known_paths(type_of<ScenarioSpec>());
  const std::vector<std::string_view> views(known.begin(), known.end());
  if (spec.levers.empty())
    checker.report("levers", {code::case_open, "a case has one lever at least"});
  for (std::size_t i = 0; i < spec.levers.size(); ++i) {
    const LeverSpec& lever = spec.levers[i];
    const std::string path = join_path("levers", i);
    if (!lever.path.starts_with("design.")) {
      checker.report(path, {code::case_world, fmt::format("`{}` is not of the design", lever.path),
                            "levers begin with `design.`"});
    } else if (explain(type_of<ScenarioSpec>(), lever.path).found == false) {
      checker.report(path, {code::unknown_key, fmt::format("there is no key `{}`", lever.path),
                            did_you_mean(lever.path, views)});
    }
    if (lever.tries.empty()) continue;
    std::string problem;
    if (!parameter_of(lever.path + "=" + lever.tries, problem))
      checker.report(path + ".try",
                     {code::bad_settings, problem, {}, "a list [1min, 1h] or a range 1min..1h"});
  }
}

void check_forecasts(const CaseSpec& spec, Checker& checker) {
  const std::vector<std::string> balls = names_in(spec.curveballs);
  for (std::size_t i = 0; i < spec.forecasts.size(); ++i) {
    const ForecastSpec& forecast = spec.forecasts[i];
    const std::string path = join_path("forecasts", i);
    if (forecast.after != "first_run")
      refer_to(forecast.after, balls, "curveball", path + ".after", checker);
    const auto wrong = [&](std::string message) {
      checker.report(path + ".ignorant", {code::bad_forecast, std::move(message)});
    };
    if (forecast.ignorant.empty()) continue;  // a hand-out leaves it out
    if (forecast.ignorant.size() != 2) {
      wrong("an interval has two values");
      continue;
    }
    const auto lo = number_of(forecast.ignorant[0]);
    const auto hi = number_of(forecast.ignorant[1]);
    const bool log = forecast.scale == ScaleKind::logarithmic;
    const bool logit = forecast.scale == ScaleKind::logit;
    if (!lo || !hi)
      wrong("the interval needs two quantities");
    else if (!(*lo < *hi))
      wrong("the lower value comes first");
    else if ((log || logit) && *lo <= 0)
      wrong("on this scale values are above 0");
    else if (logit && *hi >= 1)
      wrong("on this scale values are below 100%");
  }
}

void check_curveballs(const CaseSpec& spec, Checker& checker) {
  const std::vector<std::string> rows = names_in(spec.rows);
  const std::vector<std::string> balls = names_in(spec.curveballs);
  for (std::size_t i = 0; i < spec.curveballs.size(); ++i) {
    const CurveballSpec& ball = spec.curveballs[i];
    const std::string path = join_path("curveballs", i);
    for (std::size_t k = 0; k < ball.must_flip.size(); ++k)
      refer_to(ball.must_flip[k], rows, "row", join_path(path + ".must_flip", k), checker);
    if (!ball.after.stage.empty())
      refer_to(ball.after.stage, balls, "curveball", path + ".after.stage", checker);
  }
}

void check_probes(const CaseSpec& spec, Checker& checker) {
  const std::vector<std::string> rows = names_in(spec.rows);
  for (std::size_t i = 0; i < spec.probes.size(); ++i) {
    const ProbeSpec& probe = spec.probes[i];
    const std::string path = join_path("probes", i);
    for (std::size_t k = 0; k < probe.rows.size(); ++k)
      refer_to(probe.rows[k], rows, "row", join_path(path + ".rows", k), checker);
    const int ways = (probe.rows.empty() ? 0 : 1) + (probe.stress.empty() ? 0 : 1) +
                     (probe.without.empty() ? 0 : 1);
    if (ways > 1)
      checker.report(path, {code::bad_settings,
                            fmt::format("`{}` measures its damage in {} ways", probe.name, ways),
                            "one of rows, stress and without"});
    if (probe.asks.find("{it}") == std::string::npos)
      checker.report(path + ".asks",
                     {code::bad_settings, fmt::format("`{}` asks without a number", probe.name),
                      "{it} is missing", "{it} is replaced by the evidence"});
  }
}

}  // namespace

void check(const CaseSpec& spec, Checker& checker) {
  check_points(spec, checker);
  check_rows(spec, checker);
  check_levers(spec, checker);
  check_forecasts(spec, checker);
  check_curveballs(spec, checker);
  check_probes(spec, checker);
}

}  // namespace edgecase
