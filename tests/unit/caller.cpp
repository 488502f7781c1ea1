// One caller's books under a policy, by hand.
#include "model/call/caller.hpp"

#include <doctest/doctest.h>

using namespace edgecase;

namespace {

Instant at_ms(std::int64_t ms) { return Instant{std::chrono::milliseconds(ms)}; }

/// One attempt with this end; whether it was admitted.
bool attempt(Caller& caller, std::int64_t ms, CallEnd end) {
  if (!caller.admits(at_ms(ms))) return false;
  caller.ended(at_ms(ms), end);
  return true;
}

}  // namespace

TEST_SUITE("unit") {
  TEST_CASE("caller: a budget of 10% is one retry for ten calls, after its burst") {
    CallPolicySpec spec;
    spec.budget = RetryBudgetSpec{.ratio = Share{0.1}, .burst = Count{2}};
    Caller caller(spec);
    CHECK(caller.may_retry(at_ms(0)));
    CHECK(caller.may_retry(at_ms(0)));
    CHECK_FALSE(caller.may_retry(at_ms(0)));
    for (int i = 0; i < 9; ++i) caller.called();
    CHECK_FALSE(caller.may_retry(at_ms(0)));
    caller.called();
    CHECK(caller.may_retry(at_ms(0)));
    for (int i = 0; i < 1000; ++i) caller.called();  // no more than the burst is kept
    CHECK(caller.may_retry(at_ms(0)));
    CHECK(caller.may_retry(at_ms(0)));
    CHECK_FALSE(caller.may_retry(at_ms(0)));
  }

  TEST_CASE(
      "caller: five failures in a row stop gRPC's retries, and 51 successes bring them back") {
    CallPolicySpec spec;
    spec.throttle = RetryThrottleSpec{};
    Caller caller(spec);
    for (int i = 0; i < 4; ++i) attempt(caller, i, CallEnd::error);
    CHECK(caller.may_retry(at_ms(4)));  // 6 of 10 tokens
    attempt(caller, 5, CallEnd::timeout);
    CHECK_FALSE(caller.may_retry(at_ms(5)));  // 5
    attempt(caller, 6, CallEnd::success);
    CHECK(caller.may_retry(at_ms(6)));  // 5.1
  }

  TEST_CASE("caller: a breaker opens at its share of failures, tries again, and closes") {
    CallPolicySpec spec;
    spec.breaker = BreakerSpec{.failures = Share{0.5}, .calls = Count{4}};
    Caller caller(spec);
    CHECK(attempt(caller, 0, CallEnd::error));
    CHECK(attempt(caller, 1, CallEnd::error));
    CHECK(attempt(caller, 2, CallEnd::success));
    CHECK(caller.times_opened() == 0);  // three attempts are too few
    CHECK(attempt(caller, 3, CallEnd::error));
    CHECK(caller.times_opened() == 1);
    CHECK_FALSE(attempt(caller, 4, CallEnd::success));
    CHECK_FALSE(attempt(caller, 5002, CallEnd::success));
    CHECK(caller.admits(at_ms(5003)));        // the trial
    CHECK_FALSE(caller.admits(at_ms(5003)));  // only one
    caller.ended(at_ms(5010), CallEnd::error);
    CHECK(caller.times_opened() == 2);
    CHECK(attempt(caller, 10'010, CallEnd::success));
    CHECK(attempt(caller, 10'011, CallEnd::success));
  }

  TEST_CASE("caller: failures that are older than the window do not count") {
    CallPolicySpec spec;
    spec.breaker = BreakerSpec{.failures = Share{0.5}, .calls = Count{4}};
    Caller caller(spec);
    for (int i = 0; i < 3; ++i) attempt(caller, i, CallEnd::error);
    for (int i = 0; i < 3; ++i) attempt(caller, 11'000 + i, CallEnd::success);
    attempt(caller, 11'100, CallEnd::error);
    CHECK(caller.times_opened() == 0);  // one of four
  }

  TEST_CASE("caller: a limit adapts by addition and multiplication") {
    CallPolicySpec spec;
    spec.limit = CallLimitSpec{.calls = Count{10}, .aimd = AimdSpec{.decrease = 0.5}};
    Caller caller(spec);
    attempt(caller, 0, CallEnd::timeout);
    CHECK(caller.limit() == doctest::Approx(5).epsilon(1e-12).scale(0));
    attempt(caller, 1, CallEnd::success);
    CHECK(caller.limit() == doctest::Approx(5.2).epsilon(1e-12).scale(0));
    for (int i = 0; i < 5; ++i) CHECK(caller.admits(at_ms(2)));
    CHECK_FALSE(caller.admits(at_ms(2)));
    caller.overtaken();
    CHECK(caller.admits(at_ms(2)));
    for (int i = 0; i < 20; ++i) caller.ended(at_ms(3), CallEnd::timeout);
    CHECK(caller.limit() >= 1);
  }
}
