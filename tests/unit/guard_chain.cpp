// All guards of a route together, by hand.
#include <string>

#include <doctest/doctest.h>

#include "model/guard/guard.hpp"
#include "support/guards.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

GuardWorld world_of(std::size_t pops = 2) {
  return {.names = {{"flood", "hole"}, {"http_flood", "zero_day"}, {"shop", "api"}},
          .begins = {Instant{1min}, Instant{10min}},
          .places = {std::vector<std::uint32_t>(pops, 0), 0s, std::vector<Duration>(pops, 0s)},
          .travel = std::vector<Duration>(pops, 0s)};
}

Guard guard_of(const std::string& text) { return {spec_from<GuardSpec>(text), world_of(), 1, 0}; }

GuardCall guard_call(std::uint64_t client, std::uint32_t attack = 0, std::int64_t asks = 1) {
  GuardCall call{.number = client, .attack = attack, .client = client, .asks = asks};
  call.kind = attack == 0 ? ClientKind::person : ClientKind::crude_bot;
  call.keys[LimitKey::ip] = client;
  return call;
}

constexpr std::size_t by(GuardStage stage) { return static_cast<std::size_t>(stage); }

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("a request that stands for several is split by a limit, and the rest meets the rules") {
    Guard guard = guard_of(
        "rate_limits: {a: {limit: 10, window: 1min, cpu: 1us}}\n"
        "waf: {rules: {r: {matches: {flood: 100%}, cost: 2us}}}\n");
    const GuardAnswer bot = guard.admit(Instant{1s}, guard_call(1, 1, 25));
    CHECK(bot.passed == 0);
    CHECK(bot.blocked == 25);
    CHECK(bot.ended[by(GuardStage::rate_limit)] == 15);
    CHECK(bot.ended[by(GuardStage::waf)] == 10);
    CHECK(bot.cpu == 25us + 20us);
    CHECK(guard.admit(Instant{1s}, guard_call(2)).passed == 1);
    CHECK(guard.attackers().blocked == doctest::Approx(25));
    CHECK(guard.people().passed == doctest::Approx(1));
  }

  TEST_CASE("what is over a limit may have to prove itself, and then goes on") {
    Guard guard = guard_of(
        "rate_limits: {a: {limit: 1, window: 1min, action: challenge}}\n"
        "challenge: {people_solve: 100%, solve: 3s}\n");
    CHECK(guard.admit(Instant{1s}, guard_call(1)).delay == 0s);
    const GuardAnswer asked = guard.admit(Instant{2s}, guard_call(1));
    CHECK(asked.passed == 1);
    CHECK(asked.challenged == 1);
    CHECK(asked.delay == 3s);
    const GuardAnswer cleared = guard.admit(Instant{9s}, guard_call(1));
    CHECK(cleared.passed == 1);
    CHECK(cleared.challenged == 0);
    const GuardAnswer bot = guard.admit(Instant{9s}, guard_call(7, 1, 5));
    CHECK(bot.passed == 1);
    CHECK(bot.failed == 4);
  }

  TEST_CASE("a rule against a hole comes into force after the attack on it began") {
    Guard guard = guard_of(
        "waf: {rules: {always: {matches: {http_flood: 100%}}, new: {matches: {hole: 100%}, "
        "release: {notice: 1min, write: 5min, test: 1min}}, other: {matches: {never: 100%}, "
        "release: {}}}}\n");
    CHECK(guard.admit(Instant{2min}, guard_call(1, 1)).blocked == 1);
    CHECK(guard.admit(Instant{16min}, guard_call(2, 2)).passed == 1);
    REQUIRE(guard.release(1));
    CHECK(guard.release(1)->active(0) == Instant{17min});
    CHECK_FALSE(guard.release(0));
    guard.apply(RuleActivates{.guard = 0, .rule = 1, .pop = 0});
    CHECK(guard.admit(Instant{17min}, guard_call(3, 2)).blocked == 1);
    guard.apply(RuleDeactivates{.guard = 0, .rule = 1, .pop = 0});
    CHECK(guard.admit(Instant{18min}, guard_call(4, 2)).passed == 1);
  }

  TEST_CASE("who is inside a waiting room is not kept waiting by his next request") {
    Guard guard = guard_of("waiting_room: {inside: 1, stay: 1min, patience: 2min, refresh: 0s}\n");
    CHECK(guard.admit(Instant{1s}, guard_call(1)).delay == 0s);
    CHECK(guard.admit(Instant{30s}, guard_call(1)).delay == 0s);
    CHECK(guard.admit(Instant{31s}, guard_call(2)).delay == 30s);
    CHECK(guard.admit(Instant{41s}, guard_call(2)).delay == 20s);
    CHECK(guard.admit(Instant{42s}, guard_call(3)).delay == 79s);
    const GuardAnswer fourth = guard.admit(Instant{43s}, guard_call(4));  // would wait 138 s
    CHECK(fourth.gave_up == 1);
    CHECK(fourth.left_after == 2min);
    CHECK(guard.people().gave_up == doctest::Approx(1));
  }

  TEST_CASE("a guard that only logs counts and changes nothing") {
    Guard guard = guard_of(
        "rate_limits: {a: {limit: 1, window: 1min, action: log}}\n"
        "bots: {action: log}\n");
    guard.admit(Instant{1s}, guard_call(1, 1));
    const GuardAnswer a = guard.admit(Instant{1s}, guard_call(1, 1, 9));
    CHECK(a.passed == 9);
    CHECK(a.logged == 9);
    CHECK(a.delay == 0s);
    says(said_of<GuardSpec>("challenge: {clearance: 1h}\n"),
         {"warning[EC0902]", "no rule of this guard uses challenges"});
  }
}
