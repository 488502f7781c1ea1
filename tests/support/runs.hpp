#pragma once
// Scenarios for tests, opened and run as a user's are: shipped files or texts, with overrides.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "load/text/render.hpp"
#include "scenario/setting.hpp"
#include "study/study.hpp"
#include "support/sanitized.hpp"

namespace edgecase::testing {

using Overrides = std::vector<std::string>;
using Plan = std::shared_ptr<const Blueprint>;

inline std::filesystem::path shipped_scenarios() {
  return std::filesystem::path(EDGECASE_SOURCE_DIR) / "scenarios";
}
inline Catalogue shipped_catalogue() { return Catalogue({shipped_scenarios()}); }
/// What ships, and what only tests have: a small globe.
inline Catalogue test_catalogue() {
  return Catalogue(
      {shipped_scenarios(), std::filesystem::path(EDGECASE_SOURCE_DIR) / "tests/support/catalogue"},
      Reach::anywhere);  // tests write traces to the folder for temporary files
}

/// A scenario made ready, or what is wrong with it.
struct Opened {
  Plan plan;
  std::string complaints;
};

inline Opened planned(std::optional<Setting> setting, Diagnostics& diagnostics) {
  Opened opened;
  if (setting) opened.plan = plan_study(std::move(*setting), diagnostics);
  opened.complaints = render_text(diagnostics);
  return opened;
}
inline Opened try_open(const std::string& text, const Overrides& overrides = {}) {
  Diagnostics diagnostics;
  return planned(open_scenario_text(text, "test.yaml", overrides, test_catalogue(), diagnostics),
                 diagnostics);
}
inline Plan open_text(const std::string& text, const Overrides& overrides = {}) {
  const Opened opened = try_open(text, overrides);
  INFO(opened.complaints);
  REQUIRE(opened.plan);
  return opened.plan;
}
inline Plan open_shipped(const std::string& file, const Overrides& overrides = {}) {
  Diagnostics diagnostics;
  const Opened opened = planned(
      open_scenario(shipped_scenarios() / file, overrides, shipped_catalogue(), diagnostics),
      diagnostics);
  INFO(opened.complaints);
  REQUIRE(opened.plan);
  return opened.plan;
}

/// The scenario with a twentieth of its requests and few of those of its attacks: the same code in
/// little time. Floods of packets cost none, and stay.
inline void thin(Setting& setting) {
  setting.scenario.world.demand.rate.per_second /= 20;
  for (AttackSpec& attack : setting.attacks) {
    if (attack.kind.name() != "volumetric") attack.scale.value /= 400;
  }
}
/// A shipped scenario for what its answer is; under sanitizers, thinned.
inline Plan open_answer(const std::string& file, const Overrides& overrides = {}) {
  if (!sanitized) return open_shipped(file, overrides);
  Diagnostics diagnostics;
  std::optional<Setting> setting =
      open_scenario(shipped_scenarios() / file, overrides, shipped_catalogue(), diagnostics);
  if (setting) thin(*setting);
  const Opened opened = planned(std::move(setting), diagnostics);
  INFO(opened.complaints);
  REQUIRE(opened.plan);
  return opened.plan;
}

/// One metric of one replication.
inline double read_metric(const Runs& runs, std::size_t replication, const std::string& metric) {
  IndicatorProblem problem;
  const auto indicator = parse_indicator(metric, *runs.plan, problem);
  INFO(metric);
  INFO(problem.message);
  REQUIRE(indicator);
  return MetricReader(runs.replications.at(replication), *runs.plan)(*indicator);
}

/// The mean of one metric over the replications.
inline double read_metric(const Runs& runs, const std::string& metric) {
  double sum = 0;
  for (std::size_t i = 0; i < runs.replications.size(); ++i) sum += read_metric(runs, i, metric);
  return sum / static_cast<double>(runs.replications.size());
}

/// What holds in every run: each request was answered or failed, and no more hit than were made.
inline void check_books(const Runs& runs) {
  for (const Replication& replication : runs.replications) {
    for (const Cell& cell : replication.seen.cells) {
      std::uint64_t failures = 0;
      for (const std::uint64_t by_cause : cell.failures) failures += by_cause;
      std::uint64_t answers = 0;
      for (const std::uint64_t by_status : cell.statuses) answers += by_status;
      CHECK(cell.latency.count() + failures == cell.requests);
      CHECK(answers == cell.latency.count());
      CHECK(cell.edge_hits <= cell.requests);
      CHECK(cell.edge_hit_bytes <= cell.bytes);
      for (const TierMeter& tier : cell.tiers) CHECK(tier.hits <= tier.requests);
    }
  }
}

inline Runs run(const Plan& plan, std::size_t replications = 1, std::uint64_t seed = 42) {
  StudyOptions options;
  options.seed = seed;
  options.replications = replications;
  Runs runs = replicate(plan, options);
  check_books(runs);
  return runs;
}

}  // namespace edgecase::testing
