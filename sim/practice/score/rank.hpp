#pragma once
// Whether scores put designs in the order in which an expert ranks them.
// Source: Kendall's tau (1938), with the pairs that the expert declares equal left out.

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace edgecase {

/// `tau` is (concordant - discordant) over all pairs that are not declared ties: 1 only when every
/// such pair has different scores in the expert's order.
struct RankAgreement {
  double tau = 0;              ///< NaN without a pair to compare
  std::size_t concordant = 0;  ///< the better rank has the higher score
  std::size_t discordant = 0;
  std::size_t undecided = 0;  ///< different ranks, equal scores
  std::size_t declared_ties = 0;
  /// Discordant and undecided pairs as indices, the one of lower rank first.
  std::vector<std::pair<std::size_t, std::size_t>> wrong;
};

/// `ranks`: the expert's, higher is better; equal ranks declare a tie. Spans of equal length.
RankAgreement rank_agreement(std::span<const double> ranks, std::span<const double> scores);

}  // namespace edgecase
