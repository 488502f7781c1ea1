#include "practice/measured_claims.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include <fmt/core.h>

#include "practice/submitted.hpp"
#include "report/numbers.hpp"
#include "study/summary.hpp"

namespace edgecase {
namespace {

/// The design that the claim compares with; `problem` says why there is none.
CaseDesign baseline_design(const Claim& claim, const Session& session, const CaseDesign& design,
                           const CaseSpec& spec, std::string& problem) {
  CaseDesign other;
  if (claim.baseline == BaselineKind::starter) return other;
  other = design;
  if (claim.baseline == BaselineKind::run) {
    std::size_t number = 0;
    std::from_chars(claim.of.data(), claim.of.data() + claim.of.size(), number);
    if (number < 1 || number > session.runs.size())
      problem = fmt::format("there is no run {}: {} so far", claim.of, session.runs.size());
    else
      other.text = session.runs[number - 1].design;
  } else if (claim.baseline == BaselineKind::with) {
    const std::string key = claim.of.substr(0, claim.of.find('='));
    if (!is_lever(spec, key)) problem = fmt::format("`{}` is no lever of this case", key);
    other.overrides.push_back(claim.of);
  } else {
    other.text = design_without(design.text, claim.of, spec);
    if (other.text.empty()) problem = fmt::format("the design says nothing about `{}`", claim.of);
  }
  return other;
}

MeasuredClaim measure_one(const CaseFile& one, const Session& session, const CaseDesign& design,
                          const std::string& text, const Catalogue& catalogue,
                          const StudyOptions& study) {
  MeasuredClaim measured{text, {}, {}};
  std::string& problem = measured.result.problem;
  measured.claim = claim_of(text, problem);
  if (!measured.claim) return measured;
  std::vector<CaseEntry> entries{{session.stage(), design}};
  if (measured.claim->baseline != BaselineKind::none)
    entries.push_back(
        {session.stage(), baseline_design(*measured.claim, session, design, one.spec, problem)});
  if (!problem.empty()) return measured;
  JudgeOptions options;
  options.study = study;
  options.measures = {measured.claim->metric};
  const auto scores = judge_designs(one, entries, catalogue, options);
  for (const CaseScore& score : scores)
    if (problem.empty()) problem = score.problem;
  if (!problem.empty()) return measured;
  const CaseMeasure* other = scores.size() > 1 ? scores[1].find(measured.claim->metric) : nullptr;
  measured.result = judge_claim(*measured.claim, *scores[0].find(measured.claim->metric), other);
  return measured;
}

}  // namespace

std::vector<MeasuredClaim> measure_claims(const CaseFile& one, const Session& session,
                                          const CaseDesign& design,
                                          const std::vector<std::string>& texts,
                                          const Catalogue& catalogue, const StudyOptions& study) {
  std::vector<MeasuredClaim> all;
  for (const std::string& text : texts)
    all.push_back(measure_one(one, session, design, text, catalogue, study));
  return all;
}

std::string measured_text(const MeasuredClaim& measured) {
  const ClaimResult& result = measured.result;
  if (!result.problem.empty() || !measured.claim) return result.problem;
  const EstimateText text =
      estimate_text(estimate_of(result.measured), result.unit == "%" ? "1" : result.unit);
  const char* what = !measured.claim->is_change ? "it is "
                     : measured.claim->falls    ? "it falls by "
                                                : "it rises by ";
  return what + text.mean + (text.interval.empty() ? "" : " " + text.interval);
}

double claim_points(const std::vector<MeasuredClaim>& claims, const CaseSpec& spec) {
  if (spec.claims.min == 0) return 0;
  std::map<std::string, double> by_metric;
  for (const MeasuredClaim& one : claims) {
    if (!one.claim || !one.result.problem.empty()) continue;
    const double worth = one.result.outcome == ClaimOutcome::holds       ? 1
                         : one.result.outcome == ClaimOutcome::undecided ? 0.5
                                                                         : 0;
    double& best = by_metric[one.claim->metric];
    best = std::max(best, worth);
  }
  double held = 0;
  for (const auto& [metric, worth] : by_metric) held += worth;
  const auto wanted = static_cast<double>(spec.claims.min);
  return spec.claims.points * std::min(held, wanted) / wanted;
}

}  // namespace edgecase
