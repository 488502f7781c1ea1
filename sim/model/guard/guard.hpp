#pragma once
// All guards of a route, in the order in which a request passes them:
//
//   const GuardAnswer a = guard.admit(now, {.number = n, .pop = p, .client = c, …});
//   a.passed continue after a.delay; the others end here, each with exactly one outcome
//
// Every stage costs CPU time per request that reaches it. A request that represents several of one
// bot (`asks`) may be split by a rate limit; later stages treat the rest as one request.
// Law: passed + blocked + failed + abandoned + gave_up = asks, at every call and in all counts.
// Assumes: requests in order of time. Not modelled: guards behind the cache.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <edgecase/units.hpp>

#include "core/random.hpp"
#include "model/guard/rate_limit.hpp"
#include "model/guard/spec.hpp"
#include "model/guard/waf.hpp"

namespace edgecase {

enum class GuardStage : std::uint8_t { rate_limit, waf, bots, waiting_room };
constexpr std::size_t guard_stages = 4;

/// The parts of the world that guards need.
struct GuardWorld {
  WafNames names;                ///< attacks, their kinds, routes
  std::vector<Instant> begins;   ///< start of each attack, which may trigger rule releases
  LimitPlaces places;            ///< PoPs and groups with shared counters
  std::vector<Duration> travel;  ///< by PoP: propagation time of rule releases
};

struct GuardCall {
  std::uint64_t number = 0;  ///< request number: keys its random draws
  std::uint32_t pop = 0;
  std::uint32_t route = 0;
  std::uint32_t attack = 0;  ///< 0: a legitimate user's
  ClientKind kind = ClientKind::person;
  std::uint64_t client = 0;  ///< the client: has a score, a clearance, a waiting-room position
  RequestKeys keys = {};
  Bytes bytes{};
  std::int64_t asks = 1;
  std::int64_t each = 1;  ///< clients it represents: counted by limits not keyed by client
  double weight = 1;      ///< weight of each request in the counts
};

struct GuardAnswer {
  std::int64_t passed = 0;
  std::int64_t blocked = 0;
  std::int64_t failed = 0;                         ///< bots that failed their challenge
  std::int64_t abandoned = 0;                      ///< users who gave up on their challenge
  std::int64_t gave_up = 0;                        ///< left the waiting room
  std::int64_t challenged = 0;                     ///< challenged, whatever the outcome
  std::int64_t logged = 0;                         ///< passed, but matched a logging rule
  std::array<std::int64_t, guard_stages> ended{};  ///< requests that did not pass, by stage
  Duration delay{};                                ///< of requests that passed
  Duration left_after{};                           ///< time until abandoning or giving up
  Duration retry_after{};                          ///< Retry-After of a rate limit
  Duration cpu{};
};

/// Weighted sums, separately for users and attackers.
struct GuardCounts {
  double offered = 0, passed = 0, blocked = 0, failed = 0, abandoned = 0, gave_up = 0;
  double challenged = 0, logged = 0;
  std::array<double, guard_stages> ended_by{};
  double cpu_s = 0;
};

// Changes to a guard during a run: one of its firewall rules comes into force in a PoP, or is taken
// back there.
struct RuleActivates {
  std::uint16_t guard;
  std::uint16_t rule;
  std::uint16_t pop;
};
struct RuleDeactivates {
  std::uint16_t guard;
  std::uint16_t rule;
  std::uint16_t pop;
};

class Guard {
 public:
  Guard(const GuardSpec& spec, const GuardWorld& world, std::uint64_t seed,
        std::uint64_t replication);

  GuardAnswer admit(Instant now, const GuardCall& call);

  void apply(const RuleActivates& change) { rules_in_force_[change.pop] |= bit(change.rule); }
  void apply(const RuleDeactivates& change) { rules_in_force_[change.pop] &= ~bit(change.rule); }

  const GuardCounts& people() const { return counts_[0]; }
  const GuardCounts& attackers() const { return counts_[1]; }
  const std::vector<RateLimit>& rate_limits() const { return limits_; }
  std::size_t rules() const { return releases_.size(); }
  /// When firewall rule `rule` takes effect in each PoP; the caller applies these changes. Null: it
  /// is active everywhere from the start, or its triggering attack does not occur.
  const RuleRelease* release(std::size_t rule) const {
    return releases_[rule] ? &*releases_[rule] : nullptr;
  }

 private:
  void limit(Instant now, const GuardCall& call, GuardAnswer& answer);
  void inspect(Instant now, const GuardCall& call, GuardAnswer& answer);
  void score(Instant now, const GuardCall& call, GuardAnswer& answer);
  void wait(Instant now, const GuardCall& call, GuardAnswer& answer);
  /// Applies the action to `count` of the requests in answer.passed.
  void act(Instant now, const GuardCall& call, GuardAction action, GuardStage stage,
           std::int64_t count, GuardAnswer& answer);
  void release_rules(const GuardSpec& spec, const GuardWorld& world, std::uint64_t seed,
                     std::uint64_t replication);
  static std::uint64_t bit(std::size_t rule) { return std::uint64_t{1} << rule; }
  void book(const GuardCall& call, const GuardAnswer& answer);

  std::vector<RateLimit> limits_;
  std::optional<Waf> waf_;
  std::optional<BotScore> bots_;
  Challenges challenges_;
  std::optional<WaitingRoom> room_;
  std::vector<std::optional<RuleRelease>> releases_;  // by rule
  std::vector<std::uint64_t> rules_in_force_;         // by PoP, one bit a rule
  Stream limit_draws_, waf_draws_, score_draws_, challenge_draws_, room_draws_;
  std::array<GuardCounts, 2> counts_;
};

}  // namespace edgecase
