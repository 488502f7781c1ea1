#pragma once
// All guards of a route, in the order in which a request meets them:
//
//   const GuardAnswer a = guard.admit(now, {.number = n, .pop = p, .client = c, …});
//   a.passed go on after a.delay; the others have ended here, each in exactly one way
//
// Every stage costs CPU time for what reaches it. A request that stands for several of one bot
// (`asks`) may be split by a rate limit; later stages treat what is left of it as one.
// Law: passed + blocked + failed + abandoned + gave_up = asks, at every call and in all counts.
// Assumes: requests come in the order of time. Not modelled: guards after the cache.

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

/// The world as guards see it.
struct GuardWorld {
  WafNames names;                ///< attacks, their kinds, routes
  std::vector<Instant> begins;   ///< of each attack: releases of rules may start with them
  LimitPlaces places;            ///< PoPs, and who counts together
  std::vector<Duration> travel;  ///< by PoP: from who releases rules
};

struct GuardCall {
  std::uint64_t number = 0;  ///< the request's own: keys its draws
  std::uint32_t pop = 0;
  std::uint32_t route = 0;
  std::uint32_t attack = 0;  ///< 0: a person's
  ClientKind kind = ClientKind::person;
  std::uint64_t client = 0;  ///< who: keeps a score, a clearance, a place in the room
  RequestKeys keys = {};
  Bytes bytes{};
  std::int64_t asks = 1;
  std::int64_t each = 1;  ///< clients that it stands for: counted where limits tell none apart
  double weight = 1;      ///< of each request asked, in the counts
};

struct GuardAnswer {
  std::int64_t passed = 0;
  std::int64_t blocked = 0;
  std::int64_t failed = 0;      ///< bots that did not solve their challenge
  std::int64_t abandoned = 0;   ///< people who did not wait for theirs
  std::int64_t gave_up = 0;     ///< left the waiting room
  std::int64_t challenged = 0;  ///< of all: were asked
  std::int64_t logged = 0;      ///< of those that passed: some rule would rather not
  std::array<std::int64_t, guard_stages> ended{};  ///< of those that did not pass, by stage
  Duration delay{};                                ///< of those that pass
  Duration left_after{};                           ///< of those that abandoned or gave up
  Duration retry_after{};                          ///< that a limit tells people who are over it
  Duration cpu{};
};

/// Weighted sums; of people and of attackers apart.
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
  /// When firewall rule `rule` blocks in which PoP: the caller applies these changes. Null: it is
  /// in force everywhere from the start, or waits for an attack that does not come.
  const RuleRelease* release(std::size_t rule) const {
    return releases_[rule] ? &*releases_[rule] : nullptr;
  }

 private:
  void limit(Instant now, const GuardCall& call, GuardAnswer& answer);
  void inspect(Instant now, const GuardCall& call, GuardAnswer& answer);
  void score(Instant now, const GuardCall& call, GuardAnswer& answer);
  void wait(Instant now, const GuardCall& call, GuardAnswer& answer);
  /// `count` of those that still stand in answer.passed meet this action.
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
