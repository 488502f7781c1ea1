#pragma once
// Claims of a session measured on a design, each with what it compares with.

#include <string>
#include <vector>

#include "practice/session.hpp"

namespace edgecase {

struct MeasuredClaim {
  std::string text;
  std::optional<Claim> claim;  ///< absent: it cannot be read, and the result has a problem
  ClaimResult result;
};

/// In the session's present stage. A claim that cannot be measured has a problem; the others are.
std::vector<MeasuredClaim> measure_claims(const CaseFile& one, const Session& session,
                                          const CaseDesign& design,
                                          const std::vector<std::string>& texts,
                                          const Catalogue& catalogue, const StudyOptions& study);

/// "it falls by 97.4% [97.3, 97.4]".
std::string measured_text(const MeasuredClaim& measured);

/// Points of claims: those that hold count whole, undecided ones half, each metric once, up to the
/// case's minimum.
double claim_points(const std::vector<MeasuredClaim>& claims, const CaseSpec& spec);

}  // namespace edgecase
