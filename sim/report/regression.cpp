#include "report/regression.hpp"

#include <cmath>
#include <limits>
#include <set>

#include "report/sections.hpp"

namespace edgecase {
namespace {

constexpr std::string_view better_high[] = {"availability",   "besieged.availability", "hit_ratio",
                                            "byte_hit_ratio", "origin.offload",        "margin"};
constexpr std::string_view better_low[] = {"latency",
                                           "ttfb",
                                           "errors",
                                           "origin",
                                           "retries",
                                           "recovery",
                                           "cost",
                                           "stale",
                                           "cold_start",
                                           "function.cold_share",
                                           "purge.reach",
                                           "access.delay",
                                           "access.login",
                                           "access.exposed",
                                           "access.exposure",
                                           "attack.successes",
                                           "attack.leaked",
                                           "attack.cost",
                                           "attack.blast_radius",
                                           "besieged.latency",
                                           "challenged",
                                           "edge.cpu.refused",
                                           "store.stale",
                                           "store.own_write_missing",
                                           "store.lost_updates",
                                           "store.oversold",
                                           "store.lost_writes",
                                           "store.refused",
                                           "queue.delay",
                                           "queue.dead_letters",
                                           "data.outside",
                                           "calls.failed",
                                           "cost_to_serve"};

bool is_of_family(std::string_view metric, std::string_view family) {
  return metric.starts_with(family) &&
         (metric.size() == family.size() || metric[family.size()] == '.');
}

/// The least possible worsening: the end of the interval that is nearer to no change. If the base
/// is 0, there is no relative change, and the worsening is beyond any tolerance.
double least_worsening(const Difference& d) {
  const Estimate& change = d.unit == "1" ? d.absolute : d.relative;
  if (std::isnan(change.lo)) return std::numeric_limits<double>::infinity();
  return better_when(d.name) == Better::lower ? change.lo : -change.hi;
}

}  // namespace

Better better_when(std::string_view metric) {
  for (std::string_view family : better_high) {
    if (is_of_family(metric, family)) return Better::higher;
  }
  for (std::string_view family : better_low) {
    if (is_of_family(metric, family)) return Better::lower;
  }
  return Better::neither;
}

bool is_worse(const Difference& d) {
  const Better better = better_when(d.name);
  if (!d.significant || better == Better::neither) return false;
  return better == Better::lower ? d.absolute.mean > 0 : d.absolute.mean < 0;
}

bool is_better(const Difference& d) {
  return d.significant && better_when(d.name) != Better::neither && !is_worse(d);
}

bool answers_fewer(const ComparisonResult& comparison) {
  constexpr double noticeable = 0.001;
  for (const Difference& d : comparison.differences)
    if (d.name == "availability" && d.labels.empty())
      return d.significant && d.absolute.mean < -noticeable;
  return false;
}

const Judgement* same_objective(const std::vector<Judgement>& all, const Judgement& wanted) {
  for (const Judgement& j : all) {
    const bool same = j.indicator == wanted.indicator && j.comparison == wanted.comparison &&
                      j.name == wanted.name;
    if (same) return &j;
  }
  return nullptr;
}

double Tolerance::of(const Difference& difference) const {
  auto at = of_metric.find(metric_text(difference.name, difference.labels));
  if (at == of_metric.end()) at = of_metric.find(difference.name);
  return at == of_metric.end() ? general : at->second;
}

std::vector<std::string> regressions(const ComparisonResult& comparison,
                                     const Tolerance& tolerance) {
  std::set<std::string> guarded{"availability", "cost.monthly", "errors.share", "stale.share"};
  std::set<std::string> worse;
  for (const Judgement& j : comparison.base.judgements) guarded.insert(j.indicator);
  for (const Judgement& j : comparison.alternative.judgements) {
    guarded.insert(j.indicator);
    const Judgement* before = same_objective(comparison.base.judgements, j);
    const bool broken = j.outcome == Outcome::fail && before && before->outcome == Outcome::pass;
    if (broken) worse.insert(j.indicator);
  }
  for (const Difference& difference : comparison.differences) {
    const std::string indicator = metric_text(difference.name, difference.labels);
    if (!guarded.contains(indicator) || !is_worse(difference)) continue;
    if (least_worsening(difference) > tolerance.of(difference)) worse.insert(indicator);
  }
  return {worse.begin(), worse.end()};
}

}  // namespace edgecase
