#pragma once
// What each probe of a case finds on a design, and which question an interviewer without a language
// model asks next.
//
// The damage of a probe is what it shows to be missing, in points of the case:
//   stress    points that the design loses in that world (paired: the same arrivals and faults)
//   without   points that it gains in the world without the cause (paired likewise)
//   rows      points of these rows that it fails in the world as it is
// A difference of points counts only where a row differs significantly; noise asks no question.
// The next question is the unasked probe with the largest damage x probability x novelty (one half
// where its area was asked about before). Ties: the order of the case. Below 2 points there is
// none.
// Not modelled: what a candidate said in words; questions that the case does not hold.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "practice/judge.hpp"

namespace edgecase {

struct ProbeEvidence {
  CaseMeasure measured;           ///< what the question quotes, in the world of the probe
  double damage = 0;              ///< points; 0 also where the design does not stand in that world
  std::vector<std::string> rows;  ///< that the damage is in
};

struct CaseEvidence {
  CaseScore score;                    ///< in the world as it is
  std::vector<ProbeEvidence> probes;  ///< in the order of the case
};

/// All probes on one design, at once. Errors: `score.problem`, and then no probes.
CaseEvidence gather_evidence(const CaseFile& one, const CaseStage& stage, const CaseDesign& design,
                             const Catalogue& catalogue, const JudgeOptions& options);

/// "45 points in tail, far"; empty without damage.
std::string stake_text(const ProbeEvidence& evidence);

/// Less is not worth a question.
inline constexpr double least_worth = 2;

/// The next probe to ask about, by its index; nothing: none is worth it.
std::optional<std::size_t> next_probe(const CaseSpec& spec, const CaseEvidence& evidence,
                                      std::span<const std::size_t> asked);

/// The areas in the order of their largest damage; those without damage are left out.
std::vector<CoverageArea> areas_by_damage(const CaseSpec& spec, const CaseEvidence& evidence);

/// How much a ranking of areas is worth, from 0 to 1: the damage of the first three that were
/// named, the second and third discounted by log2 of their place + 1, relative to the best order
/// of three. More than three earn nothing more, so a list of everything is worth no more than its
/// beginning. Nothing: no area has damage.
/// Source: normalized discounted cumulative gain at 3 (Järvelin and Kekäläinen 2002).
std::optional<double> ranking_share(const CaseSpec& spec, const CaseEvidence& evidence,
                                    std::span<const CoverageArea> named);

/// "cold_starts", as it is written in a case.
std::string_view name_of(CoverageArea area);

}  // namespace edgecase
