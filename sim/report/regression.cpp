#include "report/regression.hpp"

#include <set>

#include "report/sections.hpp"

namespace edgecase {
namespace {

constexpr std::string_view better_high[] = {"availability", "hit_ratio", "byte_hit_ratio",
                                            "origin.offload"};
constexpr std::string_view better_low[] = {"latency", "ttfb",     "errors", "origin",
                                           "retries", "recovery", "cost"};

bool is_of_family(std::string_view metric, std::string_view family) {
  return metric.starts_with(family) &&
         (metric.size() == family.size() || metric[family.size()] == '.');
}

const Judgement* judgement_of(const std::vector<Judgement>& all, const std::string& indicator) {
  for (const Judgement& judgement : all) {
    if (judgement.indicator == indicator) return &judgement;
  }
  return nullptr;
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

std::vector<std::string> regressions(const ComparisonResult& comparison) {
  std::set<std::string> promised{"cost.monthly"};
  std::set<std::string> worse;
  for (const Judgement& j : comparison.base.judgements) promised.insert(j.indicator);
  for (const Judgement& j : comparison.alternative.judgements) {
    promised.insert(j.indicator);
    const Judgement* before = judgement_of(comparison.base.judgements, j.indicator);
    const bool broken = j.outcome == Outcome::fail && before && before->outcome == Outcome::pass;
    if (broken) worse.insert(j.indicator);
  }
  for (const Difference& difference : comparison.differences) {
    const std::string indicator = metric_text(difference.name, difference.labels);
    if (promised.contains(indicator) && is_worse(difference)) worse.insert(indicator);
  }
  return {worse.begin(), worse.end()};
}

}  // namespace edgecase
