#pragma once
// A flood as single requests that a run can afford: a weighted sample.
//
//   const Weighting w = choose_weighting(plan, budget);
//   AttackSample sample(plan, w, draws);
//   for (BotRequest r; sample.next(r);) … r stands for r.weight requests, r.asks of its own bot
//
// Bots are sampled first: each of m out of B bots stands for B / m like it and sends at its full
// rate, so that limits, scores and challenges, which look at one client, see what they would see.
// Only when a thousand bots still send too much does one request stand for several of the same bot:
// then bots take turns at even intervals, and each time a Poisson number of requests comes at once,
// so that what a bot sends within a window is still Poisson.
//
// Error of an additive result (leaked, blocked, spent), as a standard error relative to it, for a
// result that a part q of the requests has: sqrt((B/m - 1) / (q N)) from fewer requests, and
// sqrt((1/q - 1) (1/m - 1/B)) from fewer bots if all requests of a bot fare alike. With all bots
// both are 0. Requests that come at once blur what a limit of L a window counts: limit_blur().
// Checked against exact runs: tests/oracles/attack_sample.cpp.
//
// Assumes: bots send alike, each as a Poisson process; places get bots in proportion to their
// shares (systematic sample of one random start). Not modelled: bots of different strength.

#include <cstdint>
#include <vector>

#include <edgecase/units.hpp>

#include "core/random.hpp"
#include "model/attack/plan.hpp"

namespace edgecase {

struct SampleBudget {
  double requests = 200'000;  ///< so many are simulated, about
  std::int64_t bots = 1000;   ///< fewer bots are only simulated if there are fewer
};

struct Weighting {
  double requests = 0;       ///< N: what the attack sends
  std::int64_t bots = 1;     ///< B
  std::int64_t sampled = 1;  ///< m
  std::int64_t asks = 1;     ///< requests of one bot that one stands for, on average

  double bots_each() const { return static_cast<double>(bots) / static_cast<double>(sampled); }
  double weight() const { return static_cast<double>(asks) * bots_each(); }
  /// Requests that will be simulated, on average.
  double simulated() const { return requests / weight(); }
};
Weighting choose_weighting(const AttackPlan& plan, const SampleBudget& budget);

/// How much less of L passes a limit of L a window because requests come `asks` at once, relative
/// to L, of a bot that sends a Poisson number of mean `sent` in a window: asks^2 P(L) / (8 L), for
/// what passes is min(number, L), whose mean bends by P(L). Greatest where a bot sends about L.
double limit_blur(const Weighting& weighting, std::int64_t limit, double sent);

/// The standard errors above, of a result that a part q of the requests has; 0 < q <= 1.
struct WeightingError {
  double thinning = 0;
  double bots = 0;
  double total() const;
};
WeightingError weighting_error(const Weighting& weighting, double q);

struct BotRequest {
  Instant at{};
  std::uint64_t number = 0;   ///< of the sample: keys its further draws
  std::uint32_t place = 0;    ///< where the bot is
  std::uint64_t bot = 0;      ///< who: keys what belongs to a client
  std::uint64_t address = 0;  ///< never 0
  std::uint64_t session = 0;  ///< 0: it keeps no cookies
  std::int64_t asks = 1;      ///< requests of this bot, at once
  double weight = 1;          ///< requests of the attack: asks x bots_each
};

class AttackSample {
 public:
  /// Keeps a reference to the plan.
  AttackSample(const AttackPlan& plan, const Weighting& weighting, const Stream& draws);

  /// The next request in the order of time; false: there is none.
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
  double start_ = 0;                // of the systematic sample
  std::uint64_t stride_ = 1;        // from one bot to the next, when they take turns
  std::size_t slice_ = 0;
  double spent_ = 0;  // seconds of the slice that are over
  std::uint64_t number_ = 0;
};

}  // namespace edgecase
