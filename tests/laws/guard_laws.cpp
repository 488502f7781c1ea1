// What must hold of every rate limit and of every chain of guards.
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "model/guard/guard.hpp"
#include "support/guards.hpp"

using namespace edgecase;
using namespace edgecase::testing;

namespace {

std::vector<std::string> all_limits() {
  std::vector<std::string> all;
  for (const Alternative& kind : menu_of<LimitMenu>().alternatives) all.push_back(kind.name);
  return all;
}

GuardWorld world() {
  return {.names = {{"flood"}, {"http_flood"}, {"shop"}},
          .begins = {Instant{10s}},
          .places = {{0, 0, 1}, 1ms, {10ms, 20ms, 50ms}},
          .travel = {0s, 1s, 2s}};
}

/// People and bots on one route, 40 requests a second for two minutes, some standing for many.
template <class Visit>
void drive(Guard& guard, std::uint64_t seed, Visit visit) {
  PoissonClock clock(40, seed);
  Draws draws(Stream(seed, 0, "who"));
  std::uint64_t number = 0;
  for (Instant now = clock.next(); now < Instant{2min}; now = clock.next()) {
    GuardCall call{.number = number++};
    call.attack = draws.below(3) == 0 ? 1 : 0;
    call.kind = call.attack == 0 ? ClientKind::person : static_cast<ClientKind>(1 + draws.below(2));
    call.client = draws.below(60) + call.attack * 1000;
    call.pop = static_cast<std::uint32_t>(draws.below(3));
    call.keys[LimitKey::ip] = call.client + 1;
    call.bytes = Bytes{static_cast<std::int64_t>(draws.below(3000))};
    call.asks = call.attack == 0 ? 1 : static_cast<std::int64_t>(1 + draws.below(20));
    call.weight = call.attack == 0 ? 1 : 3;
    deliver_rules(guard, now, 3);
    visit(now, call, guard.admit(now, call));
  }
}

constexpr const char* everything =
    "rate_limits:\n"
    "  a: {limit: 20, window: 10s, scope: global, sync: 2s, mitigation: 5s}\n"
    "  b: {limit: 9, window: 3s, algorithm: {leaky_bucket: 4}, action: challenge, scope: pop}\n"
    "waf: {rules: {r: {matches: {flood: 40%}, false_positives: 2%}, "
    "s: {matches: {flood: 30%}, action: challenge, release: {notice: 0s, write: 20s, test: 0s}}}}\n"
    "bots: {threshold: 40}\n"
    "challenge: {people_solve: 80%, clearance: 20s}\n"
    "waiting_room: {rate: 25 rps, patience: {exponential: 5s}, stay: 10s}\n";

}  // namespace

TEST_SUITE("laws") {
  TEST_CASE("of those that ask some pass, never more, never fewer than what was said to be left") {
    for (const std::string& name : all_limits()) {
      CAPTURE(name);
      const auto limit = make_limit(LimitChoice(name), Count{50}, 7s);
      Draws draws(Stream(1, 0, "laws"));
      LimitState state;
      Instant now{};
      for (int i = 0; i < 20'000; ++i) {
        now += Duration{static_cast<std::int64_t>(draws.below(600'000'000))};
        const auto asked = static_cast<std::int64_t>(1 + draws.below(30));
        const std::int64_t left = limit->left(state, now);
        const LimitTaken taken = limit->take(state, now, asked);
        REQUIRE(taken.passed == std::min(asked, left));
        REQUIRE(taken.delay >= 0s);
        REQUIRE(limit->left(state, now) == left - taken.passed);
      }
    }
  }

  TEST_CASE("several at once pass as they would one by one at the same instant") {
    for (const std::string& name : all_limits()) {
      CAPTURE(name);
      const auto limit = make_limit(LimitChoice(name), Count{50}, 7s);
      Draws draws(Stream(2, 0, "laws"));
      LimitState together, apart;
      Instant now{};
      for (int i = 0; i < 5'000; ++i) {
        now += Duration{static_cast<std::int64_t>(draws.below(600'000'000))};
        const auto asked = static_cast<std::int64_t>(1 + draws.below(30));
        std::int64_t passed = 0;
        double delay = 0;
        for (std::int64_t k = 0; k < asked; ++k) {
          const LimitTaken one = limit->take(apart, now, 1);
          passed += one.passed;
          delay += static_cast<double>(one.delay.count());
        }
        const LimitTaken all = limit->take(together, now, asked);
        REQUIRE(all.passed == passed);
        if (passed > 0) {
          REQUIRE(std::abs(static_cast<double>(all.delay.count()) -
                           delay / static_cast<double>(passed)) < 2);
        }
      }
    }
  }

  TEST_CASE("in the long run no more than limit / window passes, and a quiet key always does") {
    for (const std::string& name : all_limits()) {
      CAPTURE(name);
      const auto limit = make_limit(LimitChoice(name), Count{50}, 7s);
      LimitState greedy, quiet;
      std::int64_t passed = 0, refused = 0;
      for (Duration t{0}; t < 700s; t += 10ms) {
        passed += limit->take(greedy, Instant{t}, 2).passed;
        if (t % 1s == 0s) refused += 1 - limit->take(quiet, Instant{t}, 1).passed;
      }
      CHECK(passed <= 5000 + 50);
      CHECK(passed >= 4900);
      CHECK(refused == 0);
    }
  }

  TEST_CASE("with shared counters more passes than with one counter, less than with none shared") {
    for (const std::string& name : all_limits()) {
      CAPTURE(name);
      const auto passed_with = [&](LimitScope scope, Duration sync) {
        RateLimitSpec spec;
        spec.limit = Count{50};
        spec.window = 7s;
        spec.algorithm = LimitChoice(name);
        spec.scope = scope;
        spec.sync = sync;
        RateLimit limit(spec, {{0, 0, 0, 0}, 1ms, std::vector<Duration>(4, Duration{10ms})});
        std::int64_t passed = 0;
        for (std::int64_t n = 0; n < 20'000; ++n) {
          passed += limit.take(static_cast<std::uint32_t>(n % 4), Instant{n * 5ms}, {}).passed;
        }
        return passed;
      };
      const auto one = passed_with(LimitScope::global, 0s);
      const auto quick = passed_with(LimitScope::global, 100ms);
      const auto slow = passed_with(LimitScope::global, 5s);
      const auto apart = passed_with(LimitScope::pop, 0s);
      CAPTURE(one);
      CAPTURE(quick);
      CAPTURE(slow);
      CAPTURE(apart);
      CHECK(one <= quick);
      CHECK(quick <= slow);
      CHECK(slow <= apart);
      CHECK(one < apart);
    }
  }

  TEST_CASE("every request ends in exactly one way, and stages add up to what was offered") {
    Guard guard(spec_from<GuardSpec>(everything), world(), 1, 0);
    double weighted = 0;
    drive(guard, 1, [&](Instant, const GuardCall& call, const GuardAnswer& a) {
      REQUIRE(a.passed + a.blocked + a.failed + a.abandoned + a.gave_up == call.asks);
      REQUIRE(a.ended[0] + a.ended[1] + a.ended[2] + a.ended[3] == call.asks - a.passed);
      REQUIRE(a.delay >= 0s);
      REQUIRE(a.cpu >= 0s);
      weighted += static_cast<double>(call.asks) * call.weight;
    });
    double offered = 0;
    for (const GuardCounts* c : {&guard.people(), &guard.attackers()}) {
      CHECK(
          c->offered ==
          doctest::Approx(c->passed + c->blocked + c->failed + c->abandoned + c->gave_up).scale(0));
      CHECK(c->offered - c->passed ==
            doctest::Approx(c->ended_by[0] + c->ended_by[1] + c->ended_by[2] + c->ended_by[3])
                .scale(0));
      CHECK(c->passed > 0);
      CHECK(c->blocked > 0);
      offered += c->offered;
    }
    CHECK(offered == doctest::Approx(weighted).scale(0));
    CHECK(guard.people().abandoned > 0);
    CHECK(guard.people().gave_up > 0);
    CHECK(guard.attackers().failed > 0);
  }

  TEST_CASE("guards without mistakes and without cost change nothing for people") {
    const GuardSpec spec = spec_from<GuardSpec>(
        "rate_limits: {a: {limit: 1000, window: 1min, cpu: 0s}}\n"
        "waf: {rules: {r: {matches: {flood: 100%}, false_positives: 0%, cost: 0s}}}\n"
        "bots: {threshold: 0, cpu: 0s}\n");
    Guard guard(spec, world(), 1, 0);
    drive(guard, 2, [](Instant, const GuardCall& call, const GuardAnswer& a) {
      REQUIRE(a.cpu == 0s);
      REQUIRE(a.delay == 0s);
      REQUIRE(a.passed == (call.attack == 0 ? 1 : 0));
    });
  }

  TEST_CASE("the same seed makes the same guard, another one another") {
    const auto passed = [](std::uint64_t seed) {
      Guard guard(spec_from<GuardSpec>(everything), world(), seed, 0);
      std::vector<std::int64_t> all;
      drive(guard, 1, [&](Instant, const GuardCall&, const GuardAnswer& a) {
        all.push_back(a.passed + 100 * a.challenged + a.delay.count() + a.cpu.count());
      });
      return all;
    };
    CHECK(passed(1) == passed(1));
    CHECK(passed(1) != passed(2));
  }
}
