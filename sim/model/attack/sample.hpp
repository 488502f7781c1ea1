#pragma once
// Simulates a flood by a weighted sample of its requests.
//
//   const Weighting w = choose_weighting(plan, budget);
//   AttackSample sample(plan, w, draws);
//   for (BotRequest r; sample.next(r);) … r represents r.weight requests, r.asks of its own bot
//
// Bots are sampled first: each of m out of B bots represents B / m bots and sends at its full rate,
// so that per-client limits, scores and challenges behave as in the full attack. Only if a thousand
// bots still send too much does one request represent several of the same bot: then bots take turns
// at even intervals, each time with a Poisson number of simultaneous requests, so that the number
// of requests of a bot within a window is still Poisson.
//
// Relative standard error of an additive result (leaked, blocked, spent) that applies to a share q
// of the requests: sqrt((B/m - 1) / (q N)) from fewer requests, and sqrt((1/q - 1) (1/m - 1/B))
// from fewer bots if all requests of a bot have the same outcome. With all bots both are 0.
// Simultaneous requests distort what a rate limit of L per window counts: limit_blur().
// Checked against exact runs: tests/oracles/attack_sample.cpp.
//
// Assumes: bots have equal rates, each a Poisson process; places get bots in proportion to their
// shares (systematic sample with one random start). Not modelled: bots of different strength.

#include <cstdint>
#include <vector>

#include <edgecase/units.hpp>

#include "core/random.hpp"
#include "model/attack/plan.hpp"

namespace edgecase {

struct SampleBudget {
  double requests = 200'000;  ///< approximate number of simulated requests
  std::int64_t bots = 1000;   ///< minimum number of simulated bots, if there are as many
};

struct Weighting {
  double requests = 0;       ///< N: requests of the attack
  std::int64_t bots = 1;     ///< B
  std::int64_t sampled = 1;  ///< m
  std::int64_t asks = 1;     ///< mean requests of a bot that one simulated request represents

  double bots_each() const { return static_cast<double>(bots) / static_cast<double>(sampled); }
  double weight() const { return static_cast<double>(asks) * bots_each(); }
  /// Expected number of simulated requests.
  double simulated() const { return requests / weight(); }
};
Weighting choose_weighting(const AttackPlan& plan, const SampleBudget& budget);

/// The relative shortfall of requests that pass a limit of L per window because requests arrive
/// `asks` at once, for a bot that sends a Poisson number of mean `sent` per window:
/// asks^2 P(L) / (8 L), since min(number, L) passes, whose mean has curvature P(L). Largest where a
/// bot sends about L.
double limit_blur(const Weighting& weighting, std::int64_t limit, double sent);

/// The standard errors above, of a result that applies to a share q of the requests; 0 < q <= 1.
struct WeightingError {
  double thinning = 0;
  double bots = 0;
  double total() const;
};
WeightingError weighting_error(const Weighting& weighting, double q);

struct BotRequest {
  Instant at{};
  std::uint64_t number = 0;   ///< index in the sample: keys its further random draws
  std::uint32_t place = 0;    ///< place of the bot
  std::uint64_t bot = 0;      ///< the bot: keys per-client state
  std::uint64_t address = 0;  ///< never 0
  std::uint64_t session = 0;  ///< 0: it keeps no cookies
  std::int64_t asks = 1;      ///< simultaneous requests of this bot
  double weight = 1;          ///< requests of the attack: asks x bots_each
};

class AttackSample {
 public:
  /// Keeps a reference to the plan.
  AttackSample(const AttackPlan& plan, const Weighting& weighting, const Stream& draws);

  /// The next request in order of time; false: there is none.
  bool next(BotRequest& out);

 private:
  bool advance(double to_come, BotRequest& out);
  void name(std::uint64_t which, BotRequest& out) const;
  std::uint32_t place_of(std::uint64_t bot) const;

  const AttackPlan* plan_;
  Weighting weighting_;
  Stream draws_;
  Stream bots_;
  std::vector<double> cumulative_;  // shares of the places
  double start_ = 0;                // random start of the systematic sample
  std::uint64_t stride_ = 1;        // from one bot to the next when they take turns
  std::size_t slice_ = 0;
  double spent_ = 0;  // elapsed seconds of the slice
  std::uint64_t number_ = 0;
};

}  // namespace edgecase
