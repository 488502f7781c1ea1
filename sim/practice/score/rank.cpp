#include "practice/score/rank.hpp"

#include <limits>

#include "core/check.hpp"

namespace edgecase {

RankAgreement rank_agreement(std::span<const double> ranks, std::span<const double> scores) {
  EC_CHECK(ranks.size() == scores.size());
  RankAgreement result;
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    for (std::size_t j = 0; j < ranks.size(); ++j) {
      if (ranks[i] == ranks[j] && i < j) ++result.declared_ties;
      if (!(ranks[i] < ranks[j])) continue;
      if (scores[i] < scores[j]) {
        ++result.concordant;
        continue;
      }
      ++(scores[i] > scores[j] ? result.discordant : result.undecided);
      result.wrong.emplace_back(i, j);
    }
  }
  const auto agree = static_cast<double>(result.concordant);
  const auto differ = static_cast<double>(result.discordant);
  const std::size_t pairs = result.concordant + result.discordant + result.undecided;
  result.tau = pairs > 0 ? (agree - differ) / static_cast<double>(pairs)
                         : std::numeric_limits<double>::quiet_NaN();
  return result;
}

}  // namespace edgecase
