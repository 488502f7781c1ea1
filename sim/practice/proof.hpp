#pragma once
// `edgecase case test`: whether a case can be decided, tells good designs from bad ones, and cannot
// be guessed.
//
//   T1 stable   every row of naive and reference lies m standard errors from its limit, and the
//               reference scores the same on the seed of grading
//   T2 poles    reference passes all rows, naive fails two; the starter, and a design that refuses
//               every request, get 30 points at most
//   T3 order    scores put the anchors in the coach's order (7 anchors or more)
//   T4 items    over plausible designs (a Sobol sequence over the levers) each row is neither too
//               easy nor too hard, and better designs pass it more often
//   T5 balls    each curveball flips a row of the reference, and something repairs it
//   T6 price    what improves a row from the starter worsens another, or the lever is `hygiene`
//   T7 guess    no single change gets 60 points; designs drawn at random get 35 on average
// Source: Kelley 1939 for T4; the bars are judgement.
// Not modelled: the time that a run takes (T8 is measured by the tool).

#include <string>
#include <vector>

#include "practice/judge.hpp"

namespace edgecase {

struct ProofFinding {
  std::string test;     ///< T1
  std::string subject;  ///< a row, an anchor, a lever
  bool passed = false;
  std::string text;
};

struct CaseProof {
  std::vector<ProofFinding> findings;
  std::vector<std::pair<std::string, double>> anchors;  ///< with their points
  std::size_t designs = 0;                              ///< that were judged
  bool passed() const;
};

struct ProofOptions {
  std::size_t designs = 128;  ///< of T4
  StudyOptions study = {};    ///< `stop`, `threads`, `progress`
  RowStore* store = nullptr;
};

CaseProof prove_case(const CaseFile& one, const Catalogue& catalogue, const ProofOptions& options);

/// Overrides by which every route refuses nearly all requests.
std::vector<std::string> refuse_everything(const Blueprint& world);

}  // namespace edgecase
