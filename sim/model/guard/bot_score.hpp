#pragma once
// Bot scores from 0 (bot) to 100 (human), drawn once per client from the distribution of its kind;
// below the threshold the guard acts. Where the distributions overlap, the threshold trades false
// positives against missed bots: the ROC curve.
//
// Shares are exact: F(threshold) of a kind is below it, with F the kind's distribution function.
// Assumes: a client keeps its score (false positives too).
// Not modelled: scores that learn during an attack, verified bots.

#include <array>
#include <cstdint>

#include <edgecase/units.hpp>

#include "core/random.hpp"
#include "load/type/fields.hpp"
#include "model/guard/action.hpp"
#include "model/guard/client_kind.hpp"

namespace edgecase {

struct ScoreMenu {};
using ScoreChoice = Choice<ScoreMenu>;
Menu menu(Of<ScoreMenu>);

struct NormalScoreSpec {
  double mean = 50;
  double sd = 10;
};
std::vector<Field> fields(Of<NormalScoreSpec>);
struct BetaScoreSpec {
  double mean = 50;
  double sd = 10;
};
std::vector<Field> fields(Of<BetaScoreSpec>);
void check(const BetaScoreSpec& spec, Checker& checker);

/// Share of clients with this distribution whose score is below x.
double share_below(const ScoreChoice& law, double x);
/// The u-quantile of the scores; 0 < u < 1.
double score_quantile(const ScoreChoice& law, double u);

ScoreChoice beta_score(double mean, double sd);

struct BotScoreSpec {
  ScoreChoice people = beta_score(85, 15);
  ScoreChoice crude_bots = beta_score(5, 5);
  ScoreChoice realistic_bots = beta_score(45, 25);
  double threshold = 30;
  GuardAction action = GuardAction::challenge;
  Duration cpu = std::chrono::microseconds(275);
};
std::vector<Field> fields(Of<BotScoreSpec>);

class BotScore {
 public:
  explicit BotScore(const BotScoreSpec& spec) : spec_(spec) {
    for (std::size_t k = 0; k < client_kinds; ++k) {
      acts_on_[k] = share_below(law(static_cast<ClientKind>(k)), spec.threshold);
    }
  }

  double score(ClientKind kind, std::uint64_t client, const Stream& draws) const {
    return score_quantile(law(kind), draws.unit(client));
  }
  /// Whether the guard acts, that is score() < threshold; costs cpu(). Compares shares instead of
  /// scores, because the quantile of a beta distribution takes 20 us.
  bool acts(ClientKind kind, std::uint64_t client, const Stream& draws) const {
    return draws.unit(client) < acts_on(kind);
  }
  GuardAction action() const { return spec_.action; }
  Duration cpu() const { return spec_.cpu; }
  /// The exact share of a kind's clients that it acts on.
  double acts_on(ClientKind kind) const { return acts_on_[static_cast<std::size_t>(kind)]; }

 private:
  const ScoreChoice& law(ClientKind kind) const {
    if (kind == ClientKind::person) return spec_.people;
    return kind == ClientKind::crude_bot ? spec_.crude_bots : spec_.realistic_bots;
  }
  BotScoreSpec spec_;
  std::array<double, client_kinds> acts_on_{};
};

}  // namespace edgecase
